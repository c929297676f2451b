/** Holds what everyone else only reads: the decision, what it grants, and what is being asked. The only `.set()` is here. */
import { atom, type ReadableAtom, type WritableAtom } from 'nanostores';
import type { Cell, Decision } from './decision/cells.js';
import type { Moment } from './decision/moment.js';

/** What of ours is in view. */
export type Prompt = 'none' | 'banner' | 'settings';

/** The stores that effects and frameworks listen to. */
export interface Stores {
  readonly $decision: ReadableAtom<Decision | undefined>;
  /** The optional cells granted, in the order of the cookie. */
  readonly $granted: ReadableAtom<readonly Cell[]>;
  readonly $prompt: ReadableAtom<Prompt>;
  readonly $moment: ReadableAtom<Moment | undefined>;
}

/** The stores, and the two ways to set them. */
export interface State extends Stores {
  /** Sets the state once; every effect follows from it. */
  readonly enter: (moment: Omit<Moment, 'before' | 'had'>) => void;
  readonly prompt: (prompt: Prompt) => void;
}

/** Sets a store. A listener that throws stops none of what follows: its fault goes where the page's uncaught ones go. */
const set = <T>(store: WritableAtom<T>, value: T): void => {
  try {
    store.set(value);
  } catch (fault) {
    setTimeout(() => {
      throw fault;
    });
  }
};

/** Returns a fresh state: nothing decided, nothing granted, nothing asked. */
export const createState = (): State => {
  const $decision = atom<Decision | undefined>();
  const $granted = atom<readonly Cell[]>([]);
  const $prompt = atom<Prompt>('none');
  const $moment = atom<Moment | undefined>();
  return {
    $decision,
    $prompt,
    $granted,
    $moment,
    enter(moment) {
      const [before, had] = [$decision.get(), $granted.get()];
      set($granted, moment.granted);
      set($decision, moment.decision);
      set($moment, { ...moment, before, had });
    },
    prompt: (prompt) => set($prompt, prompt),
  };
};
