/** Keeps retention from forgetting what is only due because somebody changed it behind the journal's back (R43). */
import type { Tip } from './integrity/chain.js';
import { isSound } from './integrity/entry.js';
import type { Row } from './journal.js';

/** A record that is due. */
export interface Due {
  readonly seq: number;
  /** The last answer that followed one of its visitor long enough ago: the record is due by it if it came before. */
  readonly last?: number | null;
}

const witnesses = ({ seq, last }: Due): number[] => (last && last > seq ? [seq, last] : [seq]);

/** Returns the numbers of the entries by which {@link soundOf} goes. */
export const entriesFor = (due: readonly Due[]): number[] => [
  ...new Set(due.flatMap(witnesses).flatMap((seq) => [seq - 1, seq])),
];

/** Returns whether one of them is missing, so that the newest note of a removal has to be looked for. */
export const isCut = (due: readonly Due[], rows: readonly Row[]): boolean => {
  const seqs = new Set(rows.map(({ seq }) => seq));
  return entriesFor(due).some((seq) => seq > 0 && !seqs.has(seq));
};

/**
 * Returns those that are due by what really came, each where it came; `start` is what the oldest entry stands behind. The others
 * stay for `verify` to tell of: by a row changed and put back nobody would ever know what it made the journal forget.
 */
export const soundOf = <One extends Due>(due: readonly One[], rows: readonly Row[], start: Tip): One[] => {
  const found = new Map(rows.map((row) => [row.seq, row]));
  const heads = new Map([[start.seq, start.head], ...rows.map(({ seq, head }) => [seq, head] as const)]);
  const isSoundAt = (seq: number): boolean => {
    const row = found.get(seq);
    const before = heads.get(seq - 1);
    return !!row && !!before && isSound(row, before);
  };
  return due.filter((one) => witnesses(one).every(isSoundAt));
};
