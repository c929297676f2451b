/** Makes the tables of a chained journal in SQLite, and moves into them what an older journal holds. */
import { createWriter } from './entries.js';
import type { Sql } from './sql.js';

/**
 * The triggers let an entry or a key be emptied, but never changed, and removed only once it is empty; nobody can replace
 * one either (`INSERT OR REPLACE` fires no trigger on delete). They guard against mistakes; whoever owns the file can drop
 * them, and is found out by the chain. Emptying keeps the row's length, and rows go in the order in which they came, since
 * SQLite leaves copies of the neighbours behind when it moves rows between pages.
 */
const TABLES = `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    emptied INTEGER NOT NULL DEFAULT 0 CHECK (emptied IN (0, 1, 2)),
    until INTEGER NOT NULL,
    subject BLOB CHECK (length(subject) = 32),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    head BLOB NOT NULL CHECK (length(head) = 32),
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_subject ON entries (subject) WHERE subject IS NOT NULL;
  CREATE TABLE tip (one INTEGER PRIMARY KEY CHECK (one = 1), checkpoint TEXT NOT NULL) STRICT;
  CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, checkpoint TEXT NOT NULL) STRICT;
  CREATE TRIGGER entries_kept BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id OR seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'an entry is never replaced'); END;
  CREATE TRIGGER entries_unchanged BEFORE UPDATE ON entries
    WHEN OLD.kind <> 0 OR NEW.kind <> 0 OR OLD.emptied <> 0 OR NEW.emptied = 0 OR NEW.subject IS NOT NULL OR trim(NEW.body) <> ''
      OR NEW.salt <> zeroblob(16) OR NEW.seq <> OLD.seq OR NEW.id <> OLD.id OR NEW.time <> OLD.time OR NEW.until <> OLD.until
      OR NEW.leaf <> OLD.leaf OR NEW.head <> OLD.head
    BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
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
  DROP TRIGGER IF EXISTS keys_kept;
  DROP TRIGGER IF EXISTS keys_unchanged;
  DROP TRIGGER IF EXISTS keys_not_removed;
  CREATE TRIGGER keys_kept BEFORE INSERT ON keys WHEN EXISTS (SELECT 1 FROM keys WHERE subject = NEW.subject OR place = NEW.place)
    BEGIN SELECT RAISE(ABORT, 'a key is never replaced'); END;
  CREATE TRIGGER keys_unchanged BEFORE UPDATE ON keys
    WHEN NEW.subject IS NOT NULL OR NEW.hash <> zeroblob(32) OR NEW.place <> OLD.place
    BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END;
  CREATE TRIGGER keys_not_removed BEFORE DELETE ON keys WHEN OLD.subject IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a key is never removed before it is emptied'); END;
`;

interface Old {
  readonly id: string;
  readonly time: number;
  readonly subject: string | null;
  readonly body: string;
}

/** Returns until when the answer in a record holds. */
const untilIn = (body: string): number => Date.parse((JSON.parse(body) as { validUntil: string }).validUntil);

/** Makes the tables, and chains what the first version kept; what it had erased stays erased. */
export const addChained = (sql: Sql): void => {
  sql.exec(TABLES);
  const old = sql.prepare(
    'SELECT lower(hex(id)) AS id, time, lower(hex(subject)) AS subject, body FROM records ORDER BY place',
  );
  const writer = createWriter(sql)();
  const erased: number[] = [];
  for (const { id, time, subject, body } of old.all() as Old[]) {
    const isErased = !body.trim();
    writer.add(
      { id, time, kind: 'record', body },
      isErased ? { subject: null, until: 0, emptied: 1 } : { subject: subject || null, until: untilIn(body) },
    );
    if (isErased) erased.push(writer.tip().seq);
  }
  if (erased.length) writer.note({ erased }, Date.now());
  sql.exec('DROP TABLE records');
};
