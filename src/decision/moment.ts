/** Names one change of the decision with its cause, so that each effect can tell what concerns it. */
import type { Cell, Decision, Said } from './cells.js';
import type { RecordEvent } from './record.js';

/** What was on the screen when the visitor answered: the proof of "informed" (CNIL 2020-091 §48; R38). */
export interface Shown {
  readonly layer: 1 | 2;
  /** The texts, as one JSON string. */
  readonly texts: string;
}

/** One change: what holds from now on, what held before, and why. */
export interface Moment extends Said {
  /** The decision that held before, if one did. */
  readonly before: Decision | undefined;
  /** The optional cells granted before. */
  readonly had: readonly Cell[];
  /**
   * `here`: the visitor or the page's own code just decided. `stored`: read at start. `tab`: another tab decided. `path`: no
   * news, but a page without reloads has come to a sensitive path or left one, and the same decision is judged anew (R8).
   */
  readonly source: 'here' | 'stored' | 'tab' | 'path';
  /** What the record calls it, where that does not follow from the two decisions. */
  readonly event?: RecordEvent | undefined;
  /** The service let through once, by a click on its placeholder (R33); the decision stays as it was. */
  readonly once?: string | undefined;
  /** What the visitor saw as they answered; absent where they saw nothing of ours. */
  readonly shown?: Shown | undefined;
}

/** A store as effects need it: nanostores' atoms fit. */
export interface Readable<T> {
  get(): T;
  listen(listener: (value: T) => void): () => void;
}

/** The stores that effects listen to. */
export interface Moments {
  readonly $decision: Readable<Decision | undefined>;
  readonly $moment: Readable<Moment | undefined>;
}
