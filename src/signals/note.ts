/** Notes a decision made here for the log, at once and in storage; what makes it a record may come later, even on a later page. */
import type { Moment, Shown } from '../decision/moment.js';
import { textOf } from '../decision/text.js';
import { uuidv7 } from '../decision/uuid.js';
import { WAITING, type Store } from './store.js';

/** What is known in the moment of the decision; all else of the record follows from it and from the site. */
export interface Note extends Pick<Moment, 'decision' | 'before' | 'event' | 'once'> {
  readonly at: number;
  readonly shown?: Shown | undefined;
  /** The services that may run by it. */
  readonly services: readonly string[];
  readonly locale: string;
  readonly gpc: boolean;
}

/** Puts the note in the queue under an id of its own, before anything can fail or the page can go. */
export const note = (content: Omit<Note, 'at'>, store: Store): void => {
  // Two within one millisecond keep their order, since ids sort by time.
  const newest =
    store
      .keys()
      .filter((key) => key.startsWith(WAITING))
      .sort()
      .pop()
      ?.slice(WAITING.length) ?? '';
  const at = Math.max(Date.now(), parseInt(newest.replace('-', ''), 16) + 1 || 0);
  store.set(
    WAITING + uuidv7(at, crypto.getRandomValues(new Uint8Array(16))),
    textOf({ ...content, at } satisfies Note),
  );
};
