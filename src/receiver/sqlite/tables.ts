/** The tables of a chained journal in SQLite. */

/**
 * `key` is the hash of the visitor's secret, in each of their records, and zero until it has come; so it is there as long as
 * any of them. The triggers let an entry be emptied, but never changed, and removed only once it is empty. They guard against
 * mistakes; whoever owns the file can drop them, or replace entries, and is found out by the chain, which holds all but the
 * keys. Rows go in the order in which they came and emptying keeps the body's length, since SQLite leaves copies of the
 * neighbours behind when it moves rows between pages.
 */
export const TABLES = `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    emptied INTEGER NOT NULL DEFAULT 0 CHECK (emptied IN (0, 1, 2)),
    until INTEGER NOT NULL,
    subject BLOB CHECK (length(subject) = 32),
    key BLOB CHECK (length(key) = 32),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    head BLOB NOT NULL CHECK (length(head) = 32),
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_subject ON entries (subject) WHERE subject IS NOT NULL;
  CREATE TABLE tip (one INTEGER PRIMARY KEY CHECK (one = 1), checkpoint TEXT NOT NULL) STRICT;
  CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, checkpoint TEXT NOT NULL) STRICT;
  CREATE TRIGGER entries_unchanged BEFORE UPDATE OF seq, id, time, kind, emptied, until, subject, salt, leaf, head, body ON entries
    WHEN OLD.kind <> 0 OR NEW.kind <> 0 OR OLD.emptied <> 0 OR NEW.emptied = 0 OR NEW.subject IS NOT NULL OR NEW.key IS NOT NULL OR trim(NEW.body) <> ''
      OR NEW.salt <> zeroblob(16) OR NEW.seq <> OLD.seq OR NEW.id <> OLD.id OR NEW.time <> OLD.time OR NEW.until <> OLD.until
      OR NEW.leaf <> OLD.leaf OR NEW.head <> OLD.head
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
  CREATE TRIGGER keys_unchanged BEFORE UPDATE OF key ON entries WHEN iif(NEW.key IS NULL, NEW.emptied = 0, OLD.key IS NOT zeroblob(32))
    BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END;
  CREATE TRIGGER entries_not_removed BEFORE DELETE ON entries WHEN OLD.kind = 0 AND OLD.emptied = 0
    BEGIN SELECT RAISE(ABORT, 'an entry is never removed before it is emptied'); END;
  CREATE TABLE artefacts (hash BLOB PRIMARY KEY CHECK (length(hash) = 32), type TEXT NOT NULL, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER artefacts_unchanged BEFORE UPDATE ON artefacts
    BEGIN SELECT RAISE(ABORT, 'an artefact is never changed'); END;
  CREATE TRIGGER artefacts_not_removed BEFORE DELETE ON artefacts
    BEGIN SELECT RAISE(ABORT, 'an artefact is never removed'); END;
  CREATE TRIGGER checkpoints_unchanged BEFORE UPDATE ON checkpoints
    BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
  CREATE TRIGGER checkpoints_not_removed BEFORE DELETE ON checkpoints
    BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
`;
