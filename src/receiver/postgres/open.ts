/** Keeps records in PostgreSQL: a journal for sites that outgrow one machine, with any number of receivers. */
import type { ClientBase, PoolClient } from 'pg';
import { readerOf, signerIn } from '../integrity/keyFile.js';
import { createEndCheck, type Signer } from '../integrity/signer.js';
import { verifyJournal } from '../integrity/verify.js';
import type { Artefact, ChainedJournal, Entry, Outcome } from '../journal.js';
import { judge, subjectsIn, type Known } from '../outcomes.js';
import { expire } from '../retention.js';
import { inTurns } from '../turns.js';
import { connectionsTo } from './connect.js';
import { keptIn, lastRemovalIn, plainArray, ROW, rowIn, tipIn } from './entries.js';
import { migrate, nameIn } from './migrate.js';
import { createMonths } from './months.js';
import { createShelf } from './shelf.js';
import { createWrite, type TipRow, type Writer } from './writer.js';

/** How to open a PostgreSQL database. */
export interface PostgresOptions {
  /** The file of the Ed25519 key that signs checkpoints; made if it is not there and the journal is new. All receivers of a database share one. @default 'samtycke.key' */
  readonly key?: string;
  /** What checks the signatures. The file of the key is not asked for then, and the journal can be read alone. */
  readonly publicKey?: string;
  /** The schema that holds the tables. @default 'samtycke' */
  readonly schema?: string;
  /** A role that shall be allowed to write and read records, and no more; the URL's user must then own the tables. */
  readonly writer?: string;
}

/** Makes the tables, and resolves to the signer; its key is made where nothing has been kept or signed yet. */
const begin = async (client: ClientBase, schema: string, options: PostgresOptions): Promise<Signer> => {
  await migrate(client, schema, options.writer);
  if (options.publicKey !== undefined) return readerOf(options.publicKey);
  const { rows } = await client.query<{ isNew: boolean }>(
    `SELECT checkpoint IS NULL AND NOT EXISTS (SELECT 1 FROM ${schema}.entries) AS "isNew" FROM ${schema}.tip`,
  );
  return signerIn(options.key ?? 'samtycke.key', { isNew: Boolean(rows[0]?.isNew) });
};

/** Resolves to what is known of the batch's ids and subjects. */
const knownOf = async (client: PoolClient, schema: string, batch: readonly Entry[]): Promise<Known> => {
  const ids = await client.query<{ id: string; emptied: number; body: string }>({
    name: `ids-${schema}`,
    text: `SELECT entry.id, entry.emptied, entry.body FROM ${schema}.ids JOIN ${schema}.entries AS entry USING (seq, received) WHERE ids.id = ANY ($1::uuid[])`,
    values: [plainArray(batch.map(({ id }) => id))],
  });
  const subjects = subjectsIn(batch);
  if (!subjects.length) return { ids: new Map(ids.rows.map((row) => [row.id, row])), keys: new Map() };
  const keys = await client.query<{ subject: string; hash: string }>({
    name: `keys-${schema}`,
    text: `SELECT encode(subject, 'hex') AS subject, encode(hash, 'hex') AS hash FROM ${schema}.keys WHERE subject = ANY (SELECT decode(subject, 'hex') FROM unnest($1::text[]) AS subject)`,
    values: [plainArray(subjects)],
  });
  return {
    ids: new Map(ids.rows.map((row) => [row.id, row])),
    keys: new Map(keys.rows.map(({ subject, hash }) => [subject, hash])),
  };
};

/** Resolves to the outcomes of a batch inside a transaction. */
const keepAll = async (
  { client, add }: Writer,
  schema: string,
  batch: readonly Entry[],
): Promise<readonly Outcome[]> => {
  const known = await knownOf(client, schema, batch);
  const { outcomes, fresh, keys } = judge(batch, known);
  for (const { id, time, subject, until, body } of fresh) add({ id, time, kind: 'record', body }, { subject, until });
  const first = [...keys].filter(([subject]) => !known.keys.has(subject));
  if (first.length)
    await client.query({
      name: `key-${schema}`,
      text: `INSERT INTO ${schema}.keys SELECT decode(subject, 'hex'), decode(hash, 'hex') FROM unnest($1::text[], $2::text[]) AS key (subject, hash)`,
      values: [plainArray(first.map(([subject]) => subject)), plainArray(first.map(([, hash]) => hash))],
    });
  return outcomes;
};

/**
 * Resolves to the journal in the database, whose tables are made if they are not there. Of an erased record its id, its
 * times and its place in the chain stay; the row's old version lies in PostgreSQL's files until their place is used again,
 * and in its write-ahead log and your backups until those run out (README says what rids the files of it). Rejects if pg is missing, the database does not answer, its tables are of a later
 * version, or the key cannot be read, or is not there though the journal has begun.
 */
export const openPostgres = async (url: string, options: PostgresOptions = {}): Promise<ChainedJournal> => {
  const schema = nameIn(options.schema ?? 'samtycke');
  const { pool, alone } = await connectionsTo(url);
  const signer = await alone((client) => begin(client, schema, options));
  const write = createWrite({ pool, schema, signer });
  const addMonth = createMonths(pool, schema);
  const shelf = createShelf({ pool, schema, write });
  const end = createEndCheck(signer);
  let isClosed = false;

  const journal: ChainedJournal = {
    publicKey: signer.publicKey,
    async append(batch) {
      for (const time of new Set(batch.map(({ time }) => time))) await addMonth(time);
      return write((writer) => keepAll(writer, schema, batch));
    },
    async keyOf(subject) {
      const { rows } = await pool.query<{ hash: string }>(
        `SELECT encode(hash, 'hex') AS hash FROM ${schema}.keys WHERE subject = decode($1, 'hex')`,
        [subject],
      );
      return rows[0]?.hash ?? null;
    },
    async bySubject(subject, options) {
      // The sum keeps the index on `seq` out, in which all visitors' would be read.
      const text = `SELECT received, body FROM ${schema}.entries WHERE subject = decode($1, 'hex') ORDER BY seq + 0 DESC LIMIT $2`;
      return inTurns((await pool.query(text, [subject, options?.limit ?? null])).rows.toReversed(), keptIn);
    },
    async erase(subject) {
      const now = Date.now();
      await addMonth(now);
      return shelf.erase(subject, now);
    },
    async list({ limit }) {
      const text = `SELECT received, body FROM ${schema}.entries WHERE kind = 0 AND emptied = 0 ORDER BY seq DESC LIMIT $1`;
      return (await pool.query(text, [limit])).rows.map(keptIn);
    },
    async keepArtefacts(artefacts) {
      const text = `INSERT INTO ${schema}.artefacts VALUES (decode($1, 'hex'), $2, $3) ON CONFLICT DO NOTHING`;
      for (const { hash, type, content } of artefacts) await pool.query(text, [hash, type, content]);
    },
    async artefact(hash) {
      const text = `SELECT encode(hash, 'hex') AS hash, type, content FROM ${schema}.artefacts WHERE hash = decode($1, 'hex')`;
      return (await pool.query<Artefact>(text, [hash])).rows[0] ?? null;
    },
    async ready() {
      const { rows } = await pool.query<TipRow & { frozen: string }>(
        `SELECT current_setting('transaction_read_only') AS frozen, seq, head, received, checkpoint FROM ${schema}.tip`,
      );
      const { frozen, checkpoint, ...tip } = rows[0]!;
      if (frozen !== 'off') throw new Error('The database takes no writes now.');
      end.check(tipIn(tip), checkpoint);
    },
    async rows(after, limit) {
      const text = `SELECT ${ROW} FROM ${schema}.entries WHERE seq > $1 ORDER BY seq LIMIT $2`;
      return (await pool.query(text, [after, limit])).rows.map(rowIn);
    },
    lastRemoval: () => lastRemovalIn(pool, schema),
    async checkpoints() {
      const text = `SELECT checkpoint FROM ${schema}.checkpoints ORDER BY size`;
      const { rows } = await pool.query<{ checkpoint: string }>(text);
      const { rows: tips } = await pool.query<{ checkpoint: string | null }>(`SELECT checkpoint FROM ${schema}.tip`);
      const notes = rows.map(({ checkpoint }) => checkpoint);
      const tip = tips[0]?.checkpoint;
      return tip && tip !== notes.at(-1) ? [...notes, tip] : notes;
    },
    async expire(now, retention = {}) {
      await addMonth(now);
      return expire({ shelf, verify: () => verifyJournal(journal) }, now, retention);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await pool.end();
    },
  };
  return journal;
};
