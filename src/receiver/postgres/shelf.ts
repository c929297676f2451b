/** Does for a PostgreSQL journal what erasing and retention ask, by the functions that alone may empty and remove. */
import type { Pool } from 'pg';
import { packSeqs } from '../integrity/notes.js';
import type { Shelf } from '../retention.js';
import { iso } from './entries.js';
import type { Write } from './writer.js';

interface Options {
  readonly pool: Pool;
  readonly schema: string;
  readonly write: Write;
}

type Erasing = Shelf & {
  /** Empties a visitor's records, forgets the key, and resolves to how many records that were. */
  readonly erase: (subject: string, now: number) => Promise<number>;
};

const numbers = (rows: readonly { seq: string }[]): number[] => rows.map(({ seq }) => Number(seq));

/** Returns what erasing and retention work with. */
export const createShelf = ({ pool, schema, write }: Options): Erasing => {
  const due = `
    SELECT seq FROM ${schema}.entries AS entry WHERE seq > $1 AND seq <= $2 AND kind = 0 AND emptied = 0 AND (
      received < $3
      OR (subject IS NULL AND received < $4)
      OR (subject IS NOT NULL AND $5 > least(until,
        (SELECT min(received) FROM ${schema}.entries AS later WHERE later.subject = entry.subject AND later.seq > entry.seq)))
    ) ORDER BY seq`;
  const first = async <T extends object>(text: string, values: unknown[] = []): Promise<T | undefined> =>
    (await pool.query<T>(text, values)).rows[0];

  return {
    erase: (subject, now) =>
      write(async ({ client, note }) => {
        const { rows } = await client.query<{ seq: string }>(
          `SELECT seq FROM ${schema}.entries WHERE subject = decode($1, 'hex') ORDER BY seq`,
          [subject],
        );
        const erased = numbers(rows);
        if (!erased.length) return 0;
        await client.query(`SELECT ${schema}.empty_entries($1, 1::smallint)`, [erased]);
        await client.query(`SELECT ${schema}.forget_key(decode($1, 'hex'))`, [subject]);
        note({ erased }, now);
        return erased.length;
      }),
    async span() {
      const text = `SELECT coalesce(min(seq), 1) - 1 AS after, coalesce(max(seq), 0) AS through FROM ${schema}.entries`;
      const { after, through } = (await first<{ after: string; through: string }>(text))!;
      return { after: Number(after), through: Number(through) };
    },
    empty: ({ after, through }, { atMost, nameless, afterwards }, now) =>
      write(async ({ client, note }) => {
        const limits = [atMost, nameless, afterwards].map(iso);
        const seqs = numbers((await client.query<{ seq: string }>(due, [after, through, ...limits])).rows);
        if (!seqs.length) return 0;
        await client.query(`SELECT ${schema}.empty_entries($1, 2::smallint)`, [seqs]);
        note({ expired: { after, bits: packSeqs(after, seqs), before: Math.max(atMost, nameless, afterwards) } }, now);
        return seqs.length;
      }),
    // A partition is dropped, whatever lies in it.
    removes: Infinity,
    forget: async () => void (await pool.query(`SELECT ${schema}.forget_keys()`)),
    async firstKept() {
      const text = `SELECT seq, received FROM ${schema}.entries WHERE kind = 0 AND emptied = 0 ORDER BY seq LIMIT 1`;
      const found = await first<{ seq: string; received: Date }>(text);
      return found && { seq: Number(found.seq), time: +found.received };
    },
    async firstSince(time) {
      const text = `SELECT min(seq) AS seq FROM ${schema}.entries WHERE received >= $1`;
      const found = await first<{ seq: string | null }>(text, [iso(time)]);
      return found?.seq ? Number(found.seq) : undefined;
    },
    remove: ({ through }, now) =>
      write(async ({ client, note }) => {
        const { rows } = await client.query<{ head: Buffer }>(`SELECT head FROM ${schema}.entries WHERE seq = $1`, [
          through,
        ]);
        await client.query(`SELECT ${schema}.remove_entries($1)`, [through]);
        note({ removed: { through, head: rows[0]!.head.toString('hex') } }, now);
      }),
  };
};
