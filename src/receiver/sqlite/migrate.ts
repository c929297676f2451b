/** Brings an SQLite journal's tables up to what this version writes. */
import { addChained } from './tables.js';
import { whole, type Sql } from './sql.js';

/** The tables of the first version, which knew no chain. */
const FIRST = `
  CREATE TABLE records (
    place INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    time INTEGER NOT NULL,
    subject BLOB CHECK (length(subject) = 32),
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_subject ON records (subject) WHERE subject IS NOT NULL;
  CREATE TABLE keys (
    place INTEGER PRIMARY KEY,
    subject BLOB CHECK (length(subject) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
  ) STRICT;
  CREATE UNIQUE INDEX keys_subject ON keys (subject) WHERE subject IS NOT NULL;
`;

/** What each version adds; `user_version` counts those done. */
const STEPS: readonly ((sql: Sql) => void)[] = [
  (sql) => void sql.exec(FIRST),
  addChained,
  // What is emptied is found without looking through all the others.
  (sql) => void sql.exec('CREATE INDEX keys_emptied ON keys (place) WHERE subject IS NULL'),
  // What a crash has left, or an earlier version, which forgot keys only after the fact.
  (sql) =>
    void sql.exec(
      'UPDATE keys SET subject = NULL, hash = zeroblob(32) WHERE subject IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.subject = keys.subject)',
    ),
];

/**
 * Makes the tables, or adds what they lack, each step whole or not at all. Returns the version that the file had, 0 if it is
 * new. Throws if a later version made it.
 */
export const migrate = (sql: Sql): number => {
  const { user_version: done } = sql.prepare('PRAGMA user_version').get() as { user_version: number };
  if (done > STEPS.length) throw new Error('A later version of samtycke made this journal. Update samtycke.');
  STEPS.slice(done).forEach((step, index) =>
    whole(sql, () => {
      step(sql);
      sql.exec(`PRAGMA user_version = ${done + index + 1}`);
    }),
  );
  return done;
};
