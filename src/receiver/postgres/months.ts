/** Makes the months of a PostgreSQL journal, a partition each, outside any transaction that carries records. */
import type { Pool } from 'pg';
import { iso } from './entries.js';

const monthOf = (time: number): string => iso(time).slice(0, 7);

/** Returns the function that resolves once the month of that time is there; the one after it is made meanwhile. */
export const createMonths = (pool: Pool, schema: string): ((time: number) => Promise<unknown>) => {
  const months = new Map<string, Promise<unknown>>();

  const make = (time: number): Promise<unknown> => {
    const month = monthOf(time);
    const known = months.get(month);
    if (known) return known;
    const made = pool.query(`SELECT ${schema}.add_month($1)`, [iso(time)]);
    months.set(month, made);
    // Whoever comes next asks again.
    made.catch(() => months.delete(month));
    return made;
  };

  return async (time) => {
    await make(time);
    const next = new Date(time);
    next.setUTCMonth(next.getUTCMonth() + 1, 1);
    void make(+next);
  };
};
