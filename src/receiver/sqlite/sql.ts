/** Opens an SQLite file, with a connection that flushes each commit to disk and overwrites what is erased. */
import { builtin } from '../integrity/node.js';

/** The part of libsql's interface that the journal uses; it is better-sqlite3's. */
export interface Sql {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

/** One prepared statement; values go in as parameters only, many of them faster as one list. */
interface Statement {
  run(...values: readonly unknown[]): unknown;
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown[];
}

/** How long to wait for another process that writes, in milliseconds. */
export const PATIENCE = 2000;

/** Sets how long the connection waits. Each time anew: SQLite does it as it prepares the statement. */
export const setPatience = (sql: Sql, ms: number): void => void sql.prepare(`PRAGMA busy_timeout = ${ms}`).get();

// FULL: flushed to disk at each commit. secure_delete: what is erased is overwritten, not only unlinked (RELIABILITY §5).
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'secure_delete = ON',
  // In pages: 32 MB, eight times the usual. An index of random ids has a page anew in each batch; so each goes over less often.
  'wal_autocheckpoint = 8000',
  'trusted_schema = OFF',
  // So that even INSERT OR REPLACE removes no record that is not emptied. A trigger on insert, which other connections would
  // heed too, takes 4 µs of each record.
  'recursive_triggers = ON',
];

/** Returns in words why libsql does not open a file: of the most common faults it says no more than a number. */
const whyNot = (path: string, cause: unknown): string => {
  const { code, message } = cause as { code?: string; message: string };
  if (code) return message;
  const folder = builtin('node:path').dirname(path);
  return builtin('node:fs').existsSync(folder)
    ? 'it is a folder, or this account may not write there'
    : `there is no folder "${folder}"`;
};

/** Returns whether there are tables, and not those of a journal. */
const isForeign = (sql: Sql): boolean => {
  const asked =
    "SELECT count(*) > 0 AND coalesce(sum(name IN ('entries', 'tip', 'checkpoints')), 0) < 3 AS isForeign FROM sqlite_schema WHERE type = 'table'";
  return Boolean((sql.prepare(asked).get() as { isForeign: number }).isForeign);
};

/** Returns a connection. A file that another program made is left as it is. libsql is asked for here and not before, so that the receiver runs where it is not installed. */
export const connect = (path: string): Sql => {
  // SQLite would keep records in a file of its own, and remove it as it closes.
  if (!path) throw new TypeError('The file of the journal has no name. Give one, such as samtycke.db.');
  const { createRequire } = builtin('node:module');
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
  try {
    const sql = new Database(path);
    setPatience(sql, PATIENCE);
    if (!isForeign(sql)) {
      for (const pragma of PRAGMAS) sql.prepare(`PRAGMA ${pragma}`).get();
      return sql;
    }
    sql.close();
  } catch (cause) {
    throw new Error(`"${path}" cannot be opened: ${whyNot(path, cause)}. Name another file with --db.`, { cause });
  }
  throw new Error('The file is the database of another program. Name another file with --db.');
};

/** Runs the work as one transaction. */
export const whole = <T>(sql: Sql, work: () => T): T => {
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
