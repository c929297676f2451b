/** Does for an SQLite journal what retention asks: empties entries in place, and removes them from the oldest on. */
import { START } from '../integrity/chain.js';
import { packSeqs, startOf } from '../integrity/notes.js';
import { EMBED, LASTS, latestOf, type Shelf } from '../retention.js';
import { entriesFor, isCut, soundOf, type Due } from '../sound.js';
import { ROW, rowIn, type Writer } from './entries.js';
import type { Sql } from './sql.js';

/**
 * Finds what is due. What has been followed is looked for once a visitor, not once a record, and from the newest on: it
 * is all before the last answer that came before the limit. The sign keeps out an index in which all visitors would be read.
 */
export const DUE = `
  WITH followed AS MATERIALIZED (
    SELECT subject, (SELECT max(seq) FROM entries AS later WHERE later.subject = one.subject AND later.time < :afterwards AND later.until - later.time <= ${LASTS} AND instr(later.body, '${EMBED}') = 0) AS last
    FROM (SELECT DISTINCT subject FROM entries WHERE seq > :after AND seq <= :through AND +subject IS NOT NULL AND time < :afterwards) AS one
  )
  SELECT seq, last FROM entries AS entry LEFT JOIN followed ON followed.subject = entry.subject
  WHERE seq > :after AND seq <= :through AND kind = 0 AND emptied = 0 AND (
    ((time < :atMost OR (entry.subject IS NULL AND time < :nameless))
      AND NOT (until - time > ${LASTS} AND until BETWEEN :now AND :now + ${LASTS}))
    OR (entry.subject IS NOT NULL AND (max(until, time) < :afterwards OR seq < last))
  ) ORDER BY seq`;

/** Finds the first and the last entry, each by itself: SQLite would look through all for both at once. */
export const ENDS = `
  SELECT coalesce((SELECT min(seq) FROM entries), 1) - 1 AS after, coalesce((SELECT max(seq) FROM entries), 0) AS through`;

type Write = <T>(work: (writer: Writer) => T) => T;

/** Returns what retention works with; `write` runs one transaction, `lastRemoval` reads the newest note of a removal. */
export const createShelf = (sql: Sql, write: Write, lastRemoval: () => string | null): Shelf => {
  const ends = sql.prepare(ENDS);
  const due = sql.prepare(DUE);
  const some = sql.prepare(`SELECT ${ROW} FROM entries WHERE seq IN (SELECT value FROM json_each(?))`);
  const clear = sql.prepare(
    "UPDATE entries SET emptied = 2, subject = NULL, key = NULL, salt = zeroblob(16), body = printf('%*s', length(body), '') WHERE seq = ?",
  );
  const kept = sql.prepare('SELECT seq, time FROM entries WHERE kind = 0 AND emptied = 0 ORDER BY seq LIMIT 1');
  const young = sql.prepare('SELECT min(seq) AS seq FROM entries WHERE time >= ?');
  const headAt = sql.prepare('SELECT lower(hex(head)) AS head FROM entries WHERE seq = ?');
  const remove = sql.prepare('DELETE FROM entries WHERE seq <= ?');

  return {
    span: async () => ends.get() as { after: number; through: number },
    empty: async (window, limits) =>
      write((writer) => {
        const found = due.all({ ...limits, ...window }) as Due[];
        const rows = some.all(JSON.stringify(entriesFor(found))).map(rowIn);
        const seqs = soundOf(found, rows, isCut(found, rows) ? startOf(lastRemoval()) : START).map(({ seq }) => seq);
        for (const seq of seqs) clear.run(seq);
        const { after } = window;
        const before = latestOf(limits);
        if (seqs.length) writer.note({ expired: { after, bits: packSeqs(after, seqs), before } }, limits.now);
        return seqs.length;
      }),
    removes: 2000,
    firstKept: async () => kept.get() as { seq: number; time: number } | undefined,
    firstSince: async (time) => (young.get(time) as { seq: number | null }).seq ?? undefined,
    remove: async ({ after, through }, now) =>
      write((writer) => {
        const found = headAt.get(through) as { head: string } | undefined;
        // Another process has been quicker.
        if (!found) return 0;
        remove.run(through);
        writer.note({ removed: { through, head: found.head } }, now);
        return through - after;
      }),
  };
};
