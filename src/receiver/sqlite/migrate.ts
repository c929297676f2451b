/** Brings an SQLite journal's tables up to what this version writes. */
import { TABLES } from './tables.js';
import { whole, type Sql } from './sql.js';

/** What each version adds; `user_version` counts those done. */
const STEPS: readonly string[] = [TABLES];

/** Makes the tables, or adds what they lack, each step whole or not at all. Throws if a later version made them. */
export const migrate = (sql: Sql): void => {
  const { user_version: done } = sql.prepare('PRAGMA user_version').get() as { user_version: number };
  if (done > STEPS.length) throw new Error('A later version of samtycke made this journal. Update samtycke.');
  STEPS.slice(done).forEach((step, index) =>
    whole(sql, () => {
      sql.exec(step);
      sql.exec(`PRAGMA user_version = ${done + index + 1}`);
    }),
  );
};
