/** Reads a PostgreSQL journal's lines, and writes a batch of them behind the last one. */
import type { ClientBase, Pool, PoolClient } from 'pg';
import type { Link, Tip } from '../integrity/chain.js';
import type { Kept, Row } from '../journal.js';
import type { ConsentRecord } from '../../decision/record.js';

/** An entry, and what stands beside it without being part of the chain. */
export interface Line {
  readonly link: Link;
  readonly subject: string | null;
  readonly until: number;
}

/** Returns a time as PostgreSQL is given it, ISO 8601 in UTC. */
export const iso = (time: number): string => new Date(time).toISOString();

const hex = (bytes: Buffer): string => bytes.toString('hex');

/** Returns a list as PostgreSQL writes arrays, for items that need no quoting: pg would look at each character of each. */
export const plainArray = (items: readonly (string | number | null)[]): string =>
  `{${items.map((item) => item ?? 'NULL').join()}}`;

/**
 * Inserts the lines and their ids. The arrays go in as text, which PostgreSQL reads faster than Node writes bytes; the
 * bodies as lines of one text, since neither a record nor a note holds a line break.
 */
export const insertLines = async (client: PoolClient, schema: string, lines: readonly Line[]): Promise<void> => {
  const links = lines.map(({ link }) => link);
  await client.query({
    name: `insert-${schema}`,
    text: `
      WITH line AS (
        SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::smallint[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], string_to_array($10, E'\\n'))
          AS line (seq, id, received, kind, until, subject, salt, leaf, head, body)
      ), named AS (INSERT INTO ${schema}.ids (id, seq, received) SELECT id, seq, received FROM line)
      INSERT INTO ${schema}.entries (seq, id, received, kind, until, subject, salt, leaf, head, body)
      SELECT seq, id, received, kind, until, decode(subject, 'hex'), decode(salt, 'hex'), decode(leaf, 'hex'), decode(head, 'hex'), body FROM line`,
    values: [
      plainArray(links.map(({ seq }) => seq)),
      plainArray(links.map(({ id }) => id)),
      plainArray(links.map(({ time }) => iso(time))),
      plainArray(links.map(({ kind }) => (kind === 'note' ? 1 : 0))),
      plainArray(lines.map(({ until }) => iso(until))),
      plainArray(lines.map(({ subject }) => subject)),
      plainArray(links.map(({ salt }) => hex(salt))),
      plainArray(links.map(({ leaf }) => hex(leaf))),
      plainArray(links.map(({ head }) => hex(head))),
      links.map(({ body }) => body).join('\n'),
    ],
  });
};

/** The columns of {@link rowIn}. */
export const ROW = 'seq, id, received, until, kind, emptied, subject, salt, leaf, head, body';

interface Raw {
  readonly seq: string;
  readonly id: string;
  readonly received: Date;
  readonly until: Date;
  readonly kind: 0 | 1;
  readonly emptied: 0 | 1 | 2;
  readonly subject: Buffer | null;
  readonly salt: Buffer;
  readonly leaf: Buffer;
  readonly head: Buffer;
  readonly body: string;
}

const REASONS = [null, 'erased', 'expired'] as const;

/** Returns a line of the table as whoever checks the chain wants it. */
export const rowIn = (raw: Raw): Row => ({
  seq: Number(raw.seq),
  id: raw.id,
  time: +raw.received,
  kind: raw.kind ? 'note' : 'record',
  emptied: REASONS[raw.emptied]!,
  content: raw.emptied
    ? null
    : { salt: raw.salt, body: raw.body, subject: raw.subject && hex(raw.subject), until: +raw.until },
  leaf: raw.leaf,
  head: raw.head,
});

/** Resolves to the entries of these numbers, as far as they are there. */
export const rowsOf = async (client: ClientBase, schema: string, seqs: readonly number[]): Promise<Row[]> =>
  (await client.query<Raw>(`SELECT ${ROW} FROM ${schema}.entries WHERE seq = ANY ($1)`, [seqs])).rows.map(rowIn);

/** Resolves to the body of the newest note of a removal, or null. */
export const lastRemovalIn = async (client: ClientBase | Pool, schema: string): Promise<string | null> => {
  const text = `SELECT body FROM ${schema}.entries WHERE kind = 1 AND body LIKE '{"removed"%' ORDER BY seq DESC LIMIT 1`;
  return (await client.query<{ body: string }>(text)).rows[0]?.body ?? null;
};

/** Returns a line as the receiver wants it. */
export const keptIn = ({ received, body }: Pick<Raw, 'received' | 'body'>): Kept => ({
  time: +received,
  record: JSON.parse(body) as ConsentRecord,
});

/** Returns where the chain stands. */
export const tipIn = ({ seq, head, received }: Pick<Raw, 'seq' | 'head' | 'received'>): Tip => ({
  seq: Number(seq),
  head,
  time: +received,
});
