/** Empties SQLite's write-ahead log, in which what was erased from the tables would still stand (RELIABILITY §5). */
import { PATIENCE, setPatience, type Sql } from './sql.js';

/** How long to wait, in milliseconds, before trying again while another process reads the file, say for a backup. */
const PAUSE = 60_000;

/** Empties the log now, or keeps trying until it can; `stop` gives up trying. */
interface Truncation {
  readonly run: () => void;
  /** Packs the file between two runs: a full log would leave no room for it, and what finds no room would fill the log. */
  readonly pack: () => void;
  readonly stop: () => void;
}

/** Returns the truncation of the connection's log. `run` throws nothing: the next opening of the file does what it could not. */
export const createTruncation = (sql: Sql): Truncation => {
  const checkpoint = sql.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isDone = (): boolean => {
    try {
      // Whoever reads may do so for long, and all records would wait with us.
      setPatience(sql, 0);
      return (checkpoint.get() as { busy: number }).busy === 0;
    } catch {
      return false;
    } finally {
      setPatience(sql, PATIENCE);
    }
  };

  const attempt = (): void => {
    timer = undefined;
    if (isDone()) return;
    timer = setTimeout(attempt, PAUSE);
    // A waiting erasure must not keep the process alive.
    timer.unref?.();
  };

  const run = (): void => void (timer ?? attempt());

  return {
    run,
    pack() {
      run();
      try {
        sql.exec('VACUUM');
      } finally {
        run();
      }
    },
    stop: () => clearTimeout(timer),
  };
};
