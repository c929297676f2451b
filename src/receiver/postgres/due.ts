/** Finds the records of a PostgreSQL journal that have been kept long enough (R41). */
import type { ClientBase } from 'pg';
import { EMBED, LASTS, type Limits, type Window } from '../retention.js';
import type { Due } from '../sound.js';
import { iso } from './entries.js';

/** A record that is due, and whose it is. */
interface Owned extends Due {
  /** 64 hex digits, or null. */
  readonly subject: string | null;
}

/** One that is due by itself, or may be by an answer that followed it. */
interface Candidate {
  readonly seq: string;
  readonly subject: string | null;
  readonly old: boolean;
  readonly due: boolean;
}

/** Resolves to those in the window, in order. */
type FindDue = (client: ClientBase, window: Window, limits: Limits) => Promise<readonly Owned[]>;

/**
 * Returns the search. What has been followed is looked for once a visitor, not once a record: it is all before the last
 * answer that came before the limit. It is asked for by itself, since in one statement PostgreSQL may compare each record with
 * each visitor; and the sum on `seq` keeps its index out, of which it would read all visitors'.
 */
export const createFindDue = (schema: string): FindDue => {
  const lasts = `interval '${LASTS} milliseconds'`;
  const candidates = `
    SELECT * FROM (
      SELECT seq, encode(subject, 'hex') AS subject, subject IS NOT NULL AND received < $5 AS old,
        ((received < $3 OR (subject IS NULL AND received < $4)) AND NOT (until - received > ${lasts} AND until BETWEEN $6 AND $6::timestamptz + ${lasts}))
          OR (subject IS NOT NULL AND greatest(until, received) < $5) AS due
      FROM ${schema}.entries WHERE seq > $1 AND seq <= $2 AND kind = 0 AND emptied = 0
    ) AS entry WHERE due OR old ORDER BY seq`;
  const followers = `
    SELECT subject, (SELECT max(later.seq + 0) FROM ${schema}.entries AS later WHERE later.subject = decode(one.subject, 'hex') AND later.received < $2 AND later.until - later.received <= ${lasts} AND strpos(later.body, '${EMBED}') = 0) AS last
    FROM unnest($1::text[]) AS one (subject)`;

  return async (client, { after, through }, { atMost, nameless, afterwards, now }) => {
    const limits = [atMost, nameless, afterwards, now].map(iso);
    const { rows } = await client.query<Candidate>(candidates, [after, through, ...limits]);
    const subjects = new Set(rows.flatMap(({ subject, old, due }) => (old && !due && subject) || []));
    const { rows: found } = subjects.size
      ? await client.query<{ subject: string; last: string }>(followers, [[...subjects], limits[2]])
      : { rows: [] };
    const last = new Map(found.map((row) => [row.subject, Number(row.last)]));
    return rows.flatMap(({ seq, subject, due }) => {
      const one = { seq: Number(seq), subject, last: due ? null : (last.get(subject!) ?? null) };
      return due || one.seq < (one.last ?? 0) ? [one] : [];
    });
  };
};
