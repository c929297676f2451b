/** The journal's own entries: what it has emptied or removed, when and why, so that this can be told from what somebody else did. */
import { START, type Tip } from './chain.js';

/** What each kind of note says. */
interface Notes {
  /** The numbers of the records that a visitor had erased (GDPR 17). */
  readonly erased: readonly number[];
  /**
   * Records emptied since they had been kept long enough (GDPR 5(1)(e)); none of them arrived at `before` or later.
   * Bit n of `bits` (base64, the lowest bit of each byte first) stands for the record number `after + 1 + n`.
   */
  readonly expired: { readonly after: number; readonly bits: string; readonly before: number };
  /** The oldest entries, gone as whole months: up to the one of that number, whose head (hex) the next one builds on. */
  readonly removed: { readonly through: number; readonly head: string };
}

/** One of the three. */
export type Note = { [Kind in keyof Notes]: Pick<Notes, Kind> }[keyof Notes];

export const writeNote = (note: Note): string => JSON.stringify(note);

/** Returns the note in an entry's body. Throws a SyntaxError if there is none. */
export const readNote = (body: string): Partial<Notes> => JSON.parse(body) as Partial<Notes>;

/** Returns the numbers, all above `after`, as bits. */
export const packSeqs = (after: number, seqs: readonly number[]): string => {
  const bytes = Buffer.alloc(Math.ceil((Math.max(after, ...seqs) - after) / 8));
  for (const seq of seqs) bytes[(seq - after - 1) >> 3]! |= 1 << ((seq - after - 1) & 7);
  return bytes.toString('base64');
};

/** Returns the numbers again. */
export const unpackSeqs = ({ after, bits }: Pick<Notes['expired'], 'after' | 'bits'>): number[] =>
  [...Buffer.from(bits, 'base64')].flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((byte >> bit) & 1 ? [after + 1 + index * 8 + bit] : [])),
  );

/**
 * Returns where the first entry that should be there builds on, by the newest note of a removal; the start if that says nothing
 * that could be.
 */
export const startOf = (removal: string | null): Tip => {
  try {
    const { through, head } = readNote(removal ?? '{}').removed ?? {};
    if (Number.isSafeInteger(through) && typeof head === 'string')
      return { seq: through!, head: Buffer.from(head, 'hex'), time: 0 };
  } catch {
    // The walk comes upon it and tells.
  }
  return START;
};
