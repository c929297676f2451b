/** Walks from entry to entry of a chained journal, and tells of each that is not what it should be (R43). */
import type { Fault, Row } from '../journal.js';
import { createBits } from './bits.js';
import { headOf, type Tip } from './chain.js';
import { wrongIn } from './entry.js';
import { readNote, unpackSeqs } from './notes.js';
import type { Checkpoint } from './signer.js';

/** A checkpoint that its entry must agree with. */
export interface Claim extends Checkpoint {
  /** Whether it does; undefined until the walk has come there. */
  fits?: boolean;
}

/** More faults than this say no more than that nothing is right. */
export const ENOUGH = 100;

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[\da-f]{64}$/.test(value);

/** Returns what walks from entry to entry. */
export const createWalk = (start: Tip, checkpoints: readonly Claim[], report: (fault: Fault) => void) => {
  const unexplained = { erased: createBits(), expired: createBits() };
  const counts = { kept: 0, erased: 0, expired: 0, checkpoints: 0 };
  const shown = new Map<string, number>();
  let waiting = checkpoints.filter(({ size }) => size > start.seq);
  let tip: { seq: number; head: Buffer } = start;

  const take = ({ seq, emptied, kind, content }: Row): void => {
    if (emptied) unexplained[emptied].add(seq);
    if (kind === 'record') counts[emptied ?? 'kept']++;
    if (!content) return;
    if (kind === 'record') {
      const { policyHash, textHash } = JSON.parse(content.body) as Record<string, unknown>;
      for (const hash of [policyHash, textHash]) if (isHash(hash) && !shown.has(hash)) shown.set(hash, seq);
      return;
    }
    const { erased = [], expired } = readNote(content.body);
    for (const named of erased) unexplained.erased.remove(named);
    for (const named of expired ? unpackSeqs(expired) : []) unexplained.expired.remove(named);
  };

  /** Returns what is wrong with the row, which may hold anything at all; takes it if nothing is. */
  const look = (row: Row): string | undefined => {
    try {
      const what = wrongIn(row);
      if (!what) take(row);
      return what;
    } catch {
      // Not why: that would repeat what stands there.
      return 'the content cannot be read';
    }
  };

  const compare = (row: Row): void => {
    while (waiting[0] && waiting[0].size <= row.seq) {
      const claim = waiting.shift()!;
      const { size, head } = claim;
      claim.fits = size === row.seq && head.equals(row.head);
      counts.checkpoints++;
      // One that is missing has been reported.
      if (size === row.seq && !claim.fits)
        report({ seq: size, what: 'a signed checkpoint says that something else stood here, or before' });
    }
  };

  return {
    counts,
    shown,
    tip: () => tip,
    /** Goes on behind what has been removed meanwhile, and with it maybe the note that explains an entry seen before. */
    skip(removed: Tip): void {
      for (let seq = 1; seq <= removed.seq; seq++) for (const bits of Object.values(unexplained)) bits.remove(seq);
      waiting = waiting.filter(({ size }) => size > removed.seq);
      tip = removed;
    },
    step(row: Row): void {
      const { seq } = row;
      if (seq !== tip.seq + 1) report({ seq: tip.seq + 1, what: `entries are missing up to ${seq - 1}` });
      else if (!headOf(tip.head, row).equals(row.head))
        report({ seq, what: 'the entry has been moved, or its id, time or kind changed' });
      const what = look(row);
      if (what) report({ seq, what });
      compare(row);
      tip = row;
    },
    end(): void {
      const cut = waiting.at(-1)?.size;
      if (cut) report({ seq: tip.seq + 1, what: `entries have been cut off up to ${cut}` });
      for (const [why, bits] of Object.entries(unexplained))
        for (const seq of bits.first(ENOUGH))
          report({
            seq,
            what: `the record says that it ${why === 'erased' ? 'was erased' : 'expired'}, but the journal never did that`,
          });
    },
  };
};
