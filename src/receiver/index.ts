/** The door for servers that keep the consent log: makes a receiver, and opens a journal for it. */
export { createReceiver, type Receiver, type ReceiverOptions } from './createReceiver.js';
export type { ReceiverEvent } from './events.js';
export type {
  Artefact,
  ChainedJournal,
  Entry,
  Fault,
  Journal,
  Kept,
  Outcome,
  Purge,
  Retention,
  Row,
} from './journal.js';
export { openPostgres, type PostgresOptions } from './postgres/open.js';
export { openSqlite, type SqliteOptions } from './sqlite/open.js';
export type { ConsentRecord } from '../decision/record.js';
export { verifyJournal, type Finding, type Verdict, type VerifyOptions } from './integrity/verify.js';
