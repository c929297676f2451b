/** Finds elements now and as they come: parsed late, added by a framework, swapped in with a whole body. */
import { MARKED } from './marks.js';

/** A look-out for elements. */
export interface Watch {
  /** Reports every element on the page once more, in page order. */
  readonly again: () => void;
  readonly stop: () => void;
}

/** After a look through the page this many times as long as it took passes before the next: it costs half a percent at most. */
const REST = 200;

/** The longest such time, in milliseconds. */
const MAX_REST = 1000;

/**
 * Begins a look-out for what is marked, or matches a selector: what has come is reported in page order, once; and once more where
 * it had gone. Where something has gone, that may be nothing.
 */
export type StartWatch = (found: (elements: readonly HTMLElement[]) => void, selector?: string) => Watch;

/** Returns what begins look-outs on the page, which share one observer and one rest. What waits is inert: nothing depends on the moment. */
export const createWatch = (): StartWatch => {
  const looks = new Set<() => void>();
  let timer: unknown = 0;
  let rest = 0;
  const observer = new MutationObserver(() => {
    timer ||= setTimeout(() => {
      timer = 0;
      rest = 0;
      for (const look of looks) look();
    }, rest);
  });
  return (found, selector = MARKED) => {
    let known = new Set<Element>();
    const look = (isAnew?: boolean): void => {
      const start = performance.now();
      // The prototype's method: <form name=querySelectorAll> takes the document's own (RELIABILITY D1).
      const all = [...Document.prototype.querySelectorAll.call(document, selector)] as HTMLElement[];
      rest = Math.min(MAX_REST, rest + (performance.now() - start) * REST);
      const fresh = all.filter((element) => !known.has(element) || isAnew);
      const isNews = all.length < known.size || fresh.length;
      known = new Set(all);
      if (isNews) found(fresh);
    };
    // On the document itself: frameworks swap the body, and XHTML tools even the root (RELIABILITY L4).
    observer.observe(document, { childList: true, subtree: true });
    looks.add(look);
    return {
      stop() {
        looks.delete(look);
        if (!looks.size) observer.disconnect();
      },
      again() {
        rest = 0;
        look(true);
      },
    };
  };
};
