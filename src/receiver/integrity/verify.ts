/** Walks a journal from end to end and says where it is not what was signed (R43). */
import { isWhole } from '../artefact.js';
import type { ChainedJournal, Fault } from '../journal.js';
import { nextTurn, TURN } from '../turns.js';
import { startOf } from './notes.js';
import { isSigned, readCheckpoint } from './signer.js';
import { createWalk, ENOUGH, type Claim } from './walk.js';

/**
 * What became of a checkpoint that was given: its entry is what it says; it is not, or is missing, or another key signed; it
 * can no longer be asked, since that entry is gone with its month.
 */
export type Verdict = 'fits' | 'differs' | 'gone';

/** What the walk has found. */
export interface Finding {
  /** What is wrong or missing, in order, up to a hundred; empty if all is well. */
  readonly faults: readonly Fault[];
  /** How many entries there have been. */
  readonly size: number;
  /** Records that are there; that were erased for a visitor; that were emptied since their time was up. */
  readonly kept: number;
  readonly erased: number;
  readonly expired: number;
  /** The last of the oldest entries, which are gone as whole months; 0 if none is. */
  readonly removed: number;
  /** How many signed checkpoints have been compared. */
  readonly checkpoints: number;
  /** What became of each checkpoint given, in the order in which they were. */
  readonly given: readonly Verdict[];
  /** What records say was shown, by its hash, and the journal does not keep; each with the first such record (R38). */
  readonly unresolved: readonly { readonly seq: number; readonly hash: string }[];
}

/** What a journal is verified by. */
export interface VerifyOptions {
  /** What checks the signatures. @default the journal's own, which proves nothing against whoever holds its key */
  readonly publicKey?: string;
  /** Checkpoints that were kept elsewhere, besides those in the journal. */
  readonly checkpoints?: readonly string[];
}

const STRIDE = 1000;

type Journal = Pick<ChainedJournal, 'publicKey' | 'rows' | 'lastRemoval' | 'checkpoints' | 'artefact'>;

/** Returns the checkpoints by size, and a fault for each that is not signed by the key. */
const signedIn = (checkpoints: readonly Noted[], publicKey: string, report: (fault: Fault) => void): Claim[] =>
  checkpoints
    .filter((checkpoint) => {
      const isOurs = isSigned(checkpoint.note, publicKey);
      if (isOurs) return true;
      checkpoint.fits = false;
      report({ seq: checkpoint.size, what: 'a checkpoint is not signed by that key' });
      return false;
    })
    .toSorted((a, b) => a.size - b.size);

/** A checkpoint, and the note that it stands in. */
interface Noted extends Claim {
  readonly note: string;
}

const notedIn = (note: string): Noted => ({ ...readCheckpoint(note), note });

/** Returns those that the log keeps, in which anything may stand by now. */
const keptIn = (notes: readonly string[], report: (fault: Fault) => void): Noted[] =>
  notes.flatMap((note) => {
    try {
      return [notedIn(note)];
    } catch {
      report({ seq: 0, what: 'a checkpoint that the log keeps cannot be read' });
      return [];
    }
  });

const verdictOn = ({ fits, size }: Claim, removed: number): Verdict => {
  if (fits) return 'fits';
  return fits === undefined && size <= removed ? 'gone' : 'differs';
};

/**
 * Resolves to what is wrong with the journal, as one walks it from the oldest entry to the newest: an entry changed,
 * removed, moved, added or emptied behind its back, or what was shown changed. What it has erased or removed itself is told apart. Rejects if the
 * journal cannot be read, or a key or checkpoint given is none.
 */
export const verifyJournal = async (journal: Journal, options: VerifyOptions = {}): Promise<Finding> => {
  const { publicKey = journal.publicKey, checkpoints = [] } = options;
  const faults: Fault[] = [];
  const report = (fault: Fault): void => void (faults.length < ENOUGH && faults.push(fault));
  const own = keptIn(await journal.checkpoints(), report);
  let start = startOf(await journal.lastRemoval());
  const given = checkpoints.map(notedIn);
  const walk = createWalk(start, signedIn([...own, ...given], publicKey, report), report);
  let gone = 0;
  for (let rows = await journal.rows(0, STRIDE); rows.length; rows = await journal.rows(rows.at(-1)!.seq, STRIDE)) {
    const before = rows[0]!.seq - 1;
    if (before > walk.tip().seq) {
      // The oldest may have been removed since the walk began: all at once, and so never from between these.
      const removed = startOf(await journal.lastRemoval());
      if (removed.seq >= before) {
        walk.skip((start = removed));
        gone = removed.seq;
      }
    }
    for (const [index, row] of rows.entries()) {
      if (index % TURN === 0) await nextTurn();
      if (row.seq > gone) walk.step(row);
    }
  }
  walk.end();
  const size = walk.tip().seq;
  const signed = keptIn(await journal.checkpoints(), () => undefined).at(-1)?.size ?? 0;
  if (size > signed) report({ seq: signed + 1, what: `entries up to ${size} have been added without a signature` });
  const unresolved: { seq: number; hash: string }[] = [];
  for (const [hash, seq] of walk.shown) {
    const artefact = await journal.artefact(hash);
    if (!artefact) unresolved.push({ seq, hash });
    else if (!(await isWhole(artefact))) report({ seq, what: `what was shown, ${hash}, has been changed` });
  }
  return {
    faults: faults.toSorted((a, b) => a.seq - b.seq),
    size,
    removed: start.seq,
    given: given.map((claim) => verdictOn(claim, start.seq)),
    unresolved,
    ...walk.counts,
  };
};
