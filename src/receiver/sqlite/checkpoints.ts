/** Keeps signed checkpoints beside the entries: one of the chain's end, and one now and then for good. */
import type { Tip } from '../integrity/chain.js';
import { createEndCheck, isDue, lastKept, type Signer } from '../integrity/signer.js';
import type { Sql } from './sql.js';

/** The checkpoints of one file. */
interface Checkpoints {
  /** Signs how far the chain goes, inside the transaction that brought it there. */
  readonly sign: (tip: Tip) => void;
  /** Throws if that is not where the key has signed that it ends. */
  readonly check: (tip: Tip) => void;
  /** Throws if the file cannot be written to: a transaction that writes nothing finds room on a full disk, too. */
  readonly touch: () => void;
  /** Returns all that are kept, oldest first, and the one of the chain's end. */
  readonly all: () => string[];
}

/** Returns the checkpoints of the file. */
export const createCheckpoints = (sql: Sql, signer: Signer): Checkpoints => {
  const setTip = sql.prepare('INSERT OR REPLACE INTO tip (one, checkpoint) VALUES (1, ?)');
  // There and back: what is the same as before SQLite does not write at all.
  const touches = ["checkpoint || '.'", 'substr(checkpoint, 1, length(checkpoint) - 1)'].map((text) =>
    sql.prepare(`UPDATE tip SET checkpoint = ${text}`),
  );
  const getTip = sql.prepare('SELECT checkpoint FROM tip');
  const keep = sql.prepare('INSERT OR IGNORE INTO checkpoints (size, checkpoint) VALUES (?, ?)');
  const kept = sql.prepare('SELECT checkpoint FROM checkpoints ORDER BY size');
  const last = sql.prepare('SELECT checkpoint FROM checkpoints ORDER BY size DESC LIMIT 1');
  const textIn = (row: unknown): string | undefined => (row as { checkpoint: string } | undefined)?.checkpoint;
  const end = createEndCheck(signer);
  let newest = lastKept(textIn(last.get()));

  return {
    check: (tip) => end.check(tip, textIn(getTip.get())),
    sign({ seq, head }) {
      const now = Date.now();
      const note = signer.sign({ size: seq, head, time: now });
      setTip.run(note);
      end.know(note);
      if (!isDue(seq, now, newest)) return;
      keep.run(seq, note);
      newest = { size: seq, time: now };
    },
    touch() {
      for (const touch of touches) touch.run();
    },
    all() {
      const notes = (kept.all() as { checkpoint: string }[]).map(({ checkpoint }) => checkpoint);
      const tip = textIn(getTip.get());
      return tip && tip !== notes.at(-1) ? [...notes, tip] : notes;
    },
  };
};
