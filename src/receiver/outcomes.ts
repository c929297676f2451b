/** Says what becomes of each entry of a batch, given what a journal knows already: the same in every journal. */
import type { Entry, Outcome } from './journal.js';
import { isSameHash } from './key.js';

/** What a journal knows of a batch's ids and subjects before it. */
export interface Known {
  /** By id: what is kept under it, `emptied` being 0 if it is there still. */
  readonly ids: ReadonlyMap<string, { readonly emptied: number; readonly body: string }>;
  /** By subject: the hash that its first key left. */
  readonly keys: ReadonlyMap<string, string>;
}

/** What is to be done with a batch. */
interface Judged {
  /** One for each entry, in order. */
  readonly outcomes: readonly Outcome[];
  /** The entries to store, in order. */
  readonly fresh: readonly Entry[];
  /** By subject: the hash of its key, where it has one now. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Returns the subjects of a batch. */
export const subjectsIn = (batch: readonly Entry[]): string[] =>
  batch.flatMap(({ subject }) => (subject === null ? [] : [subject]));

/** Returns what is to be done with a batch, whose entries may also repeat or contradict each other. */
export const judge = (batch: readonly Entry[], known: Known): Judged => {
  const ids = new Map(known.ids);
  const keys = new Map(known.keys);
  const fresh: Entry[] = [];
  const outcomes = batch.map((entry): Outcome => {
    const { id, subject, key, body } = entry;
    const kept = ids.get(id);
    // Erased: a copy that was still under way must not bring it back.
    if (kept?.emptied) return 'duplicate';
    if (kept && kept.body !== body) return 'conflict';
    if (subject !== null && key !== null) {
      if (!isSameHash(keys.get(subject) ?? key, key)) return 'foreign';
      keys.set(subject, key);
    }
    if (kept) return 'duplicate';
    ids.set(id, { emptied: 0, body });
    fresh.push(entry);
    return 'stored';
  });
  return { outcomes, fresh, keys };
};
