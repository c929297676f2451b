/** Keeps records in one SQLite file: a journal for a site that one machine can serve. */
import type { ConsentRecord } from '../decision/record.js';
import type { Entry, Journal, Kept, Outcome } from './journal.js';
import { isSameHash } from './key.js';
import { migrate, type Sql } from './migrate.js';
import { createTruncation } from './truncate.js';

/** Returns a connection. libsql is asked for here and not before, so that the receiver runs where it is not installed. */
const connect = (path: string): Sql => {
  // Not an import: an edge runtime or a bundler that meets `node:module` would stop, even if no SQLite journal is opened.
  const { createRequire } = globalThis.process?.getBuiltinModule?.('node:module') ?? {};
  if (!createRequire) throw new Error('An SQLite journal needs Node 20.16 or later, Bun or Deno.');
  let Database: new (path: string) => Sql;
  try {
    Database = createRequire(import.meta.url)('libsql') as typeof Database;
  } catch (cause) {
    const [why] = String(cause).split('\n');
    throw new Error(
      `An SQLite journal needs the package libsql, which cannot be loaded (${why}). Run: npm install libsql`,
      { cause },
    );
  }
  return new Database(path);
};

// FULL: flushed to disk at each commit. secure_delete: what is erased is overwritten, not only unlinked (RELIABILITY §5).
const PRAGMAS = [
  'busy_timeout = 2000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'secure_delete = ON',
  'trusted_schema = OFF',
];

/** Runs the work as one transaction. */
const whole = <T>(sql: Sql, work: () => T): T => {
  sql.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    sql.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      sql.exec('ROLLBACK');
    } catch {
      // A full disk has rolled back by itself.
    }
    throw error;
  }
};

/** Returns the function that keeps one entry inside a transaction. */
const keeper = (sql: Sql): ((entry: Entry) => Outcome) => {
  const find = sql.prepare("SELECT body FROM records WHERE id = unhex(?, '-')");
  const insert = sql.prepare("INSERT INTO records (id, time, subject, body) VALUES (unhex(?, '-'), ?, unhex(?), ?)");
  const findKey = sql.prepare('SELECT lower(hex(hash)) AS hash FROM keys WHERE subject = unhex(?)');
  const insertKey = sql.prepare('INSERT INTO keys (subject, hash) VALUES (unhex(?), unhex(?))');
  return ({ id, time, subject, key, body }) => {
    const kept = find.get(id) as { body: string } | undefined;
    // Erased: a copy that was still under way must not bring it back.
    if (kept && !kept.body.trim()) return 'duplicate';
    if (kept && kept.body !== body) return 'conflict';
    if (subject !== null && key !== null) {
      const known = findKey.get(subject) as { hash: string } | undefined;
      if (known && !isSameHash(known.hash, key)) return 'foreign';
      if (!known) insertKey.run(subject, key);
    }
    if (kept) return 'duplicate';
    insert.run(id, time, subject, body);
    return 'stored';
  };
};

const keptIn = (rows: readonly unknown[]): Kept[] =>
  (rows as readonly { time: number; body: string }[]).map(({ time, body }) => ({
    time,
    record: JSON.parse(body) as ConsentRecord,
  }));

/**
 * Returns the journal in the file, which is made if it is not there; `-wal` and `-shm` files stand beside it. One process
 * writes at a time: several would wait for each other. Of an erased record its id and time stay, so that a late copy of
 * it is recognised, and its place blank; all else is overwritten, but for a rare copy of the subject's hash that SQLite may
 * leave inside an index. Throws if libsql is missing, or the file cannot be opened or is of a later version.
 */
export const openSqlite = (path: string): Journal => {
  const sql = connect(path);
  for (const pragma of PRAGMAS) sql.prepare(`PRAGMA ${pragma}`).get();
  migrate(sql);
  const keep = keeper(sql);
  const key = sql.prepare('SELECT lower(hex(hash)) AS hash FROM keys WHERE subject = unhex(?)');
  const ofSubject = sql.prepare('SELECT time, body FROM records WHERE subject = unhex(?) ORDER BY place');
  const newest = sql.prepare("SELECT time, body FROM records WHERE trim(body) <> '' ORDER BY place DESC LIMIT ?");
  const count = sql.prepare('SELECT count(*) AS count FROM records WHERE subject = unhex(?)');
  const clear = sql.prepare(
    "UPDATE records SET subject = NULL, body = printf('%*s', length(body), '') WHERE subject = unhex(?)",
  );
  const clearKey = sql.prepare('UPDATE keys SET subject = NULL, hash = zeroblob(32) WHERE subject = unhex(?)');
  const log = createTruncation(sql);
  // What was erased just before a crash still stands in the log that SQLite writes ahead.
  log.run();
  let isClosed = false;

  // libsql's statements outlive their connection; ours do not.
  const whileOpen = async <T>(work: () => T): Promise<T> => {
    if (isClosed) throw new Error('The journal is closed.');
    return work();
  };

  const empty = (subject: string): number => {
    const { count: records } = count.get(subject) as { count: number };
    clear.run(subject);
    clearKey.run(subject);
    return records;
  };

  return {
    append: (batch) => whileOpen(() => whole(sql, () => batch.map(keep))),
    keyOf: (subject) => whileOpen(() => (key.get(subject) as { hash: string } | undefined)?.hash ?? null),
    bySubject: (subject) => whileOpen(() => keptIn(ofSubject.all(subject))),
    erase: (subject) =>
      whileOpen(() => {
        const erased = whole(sql, () => empty(subject));
        log.run();
        return erased;
      }),
    list: ({ limit }) => whileOpen(() => keptIn(newest.all(limit))),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      log.stop();
      sql.close();
    },
  };
};
