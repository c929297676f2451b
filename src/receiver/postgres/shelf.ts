/** Does for a PostgreSQL journal what erasing and retention ask, by the functions that alone may empty and remove. */
import type { Pool } from 'pg';
import { START } from '../integrity/chain.js';
import { packSeqs, startOf } from '../integrity/notes.js';
import { latestOf, type Shelf } from '../retention.js';
import { entriesFor, isCut, soundOf } from '../sound.js';
import { createFindDue } from './due.js';
import { iso, lastRemovalIn, rowsOf } from './entries.js';
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

/** PostgreSQL's SQLSTATE where a lock could not be had in time. */
const NOT_NOW = '55P03';

/** So many ids are removed at a time. */
const STRIDE = 10_000;

const numbers = (rows: readonly { seq: string }[]): number[] => rows.map(({ seq }) => Number(seq));

/** Returns what erasing and retention work with. */
export const createShelf = ({ pool, schema, write }: Options): Erasing => {
  const findDue = createFindDue(schema);
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
    empty: (window, limits) =>
      write(async ({ client, note }) => {
        const due = await findDue(client, window, limits);
        const rows = await rowsOf(client, schema, entriesFor(due));
        const found = soundOf(due, rows, isCut(due, rows) ? startOf(await lastRemovalIn(client, schema)) : START);
        const seqs = found.map(({ seq }) => seq);
        if (!seqs.length) return 0;
        await client.query(`SELECT ${schema}.empty_entries($1, 2::smallint)`, [seqs]);
        const subjects = new Set(found.flatMap(({ subject }) => subject ?? []));
        await client.query(`SELECT ${schema}.forget_key(decode(subject, 'hex')) FROM unnest($1::text[]) AS subject`, [
          [...subjects],
        ]);
        const { after } = window;
        note({ expired: { after, bits: packSeqs(after, seqs), before: latestOf(limits) } }, limits.now);
        return seqs.length;
      }),
    // A partition is dropped, whatever lies in it; its ids have gone by then, some at a time.
    removes: Infinity,
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
    async remove({ after, through }, now) {
      for (let from = after; from < through; from += STRIDE)
        await pool.query(`SELECT ${schema}.remove_ids($1, $2)`, [from, Math.min(from + STRIDE, through)]);
      return write(async ({ client, note }) => {
        const { rows } = await client.query<{ head: Buffer }>(`SELECT head FROM ${schema}.entries WHERE seq = $1`, [
          through,
        ]);
        // Another receiver has been quicker.
        if (!rows[0]) return 0;
        await client.query(`SELECT ${schema}.remove_entries($1)`, [through]);
        note({ removed: { through, head: rows[0].head.toString('hex') } }, now);
        return through - after;
      }).catch((error: unknown) => {
        // Somebody reads the month, for a backup say. Records wait no longer; the next round tries again.
        if ((error as { code?: string }).code === NOT_NOW) return 0;
        throw error;
      });
    },
  };
};
