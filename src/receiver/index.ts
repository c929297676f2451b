/** The door for servers that keep the consent log: makes a receiver, and opens a journal for it. */
export { createReceiver, type Receiver, type ReceiverOptions } from './createReceiver.js';
export type { ReceiverEvent } from './events.js';
export type { Entry, Journal, Kept, Outcome } from './journal.js';
export { openSqlite } from './sqlite.js';
export type { ConsentRecord } from '../decision/record.js';
