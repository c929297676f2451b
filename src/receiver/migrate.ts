/** Brings an SQLite journal's tables up to what this version writes. */

/** The part of libsql's interface that the journal uses; it is better-sqlite3's. */
export interface Sql {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

/** One prepared statement; values go in as parameters only. */
export interface Statement {
  run(...values: readonly unknown[]): unknown;
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown[];
}

/**
 * What each version adds; `user_version` counts those done. The triggers let a record or a key be blanked, but never
 * changed or removed, and let nobody replace a record (`INSERT OR REPLACE` fires no trigger on delete). Blanking keeps the
 * row's length and no row goes, since SQLite leaves copies of the neighbours behind when it moves rows between pages.
 */
const STEPS = [
  `
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
  CREATE TRIGGER records_kept BEFORE INSERT ON records WHEN EXISTS (SELECT 1 FROM records WHERE id = NEW.id OR place = NEW.place)
    BEGIN SELECT RAISE(ABORT, 'a record is never replaced'); END;
  CREATE TRIGGER records_unchanged BEFORE UPDATE ON records
    WHEN NEW.subject IS NOT NULL OR trim(NEW.body) <> '' OR NEW.place <> OLD.place OR NEW.id <> OLD.id OR NEW.time <> OLD.time
    BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
  CREATE TRIGGER records_not_removed BEFORE DELETE ON records
    BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
  CREATE TRIGGER keys_kept BEFORE INSERT ON keys WHEN EXISTS (SELECT 1 FROM keys WHERE subject = NEW.subject OR place = NEW.place)
    BEGIN SELECT RAISE(ABORT, 'a key is never replaced'); END;
  CREATE TRIGGER keys_unchanged BEFORE UPDATE ON keys
    WHEN NEW.subject IS NOT NULL OR NEW.hash <> zeroblob(32) OR NEW.place <> OLD.place
    BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END;
  CREATE TRIGGER keys_not_removed BEFORE DELETE ON keys
    BEGIN SELECT RAISE(ABORT, 'a key is never removed'); END;
  `,
];

/** Makes the tables, or adds what they lack, each step whole or not at all. Throws if a later version made them. */
export const migrate = (sql: Sql): void => {
  const { user_version: done } = sql.prepare('PRAGMA user_version').get() as { user_version: number };
  if (done > STEPS.length) throw new Error('A later version of samtycke made this journal. Update samtycke.');
  STEPS.slice(done).forEach((step, index) => {
    sql.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${done + index + 1}; COMMIT`);
  });
};
