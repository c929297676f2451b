/** Finds elements now and as they come: parsed late, added by a framework, swapped in with a whole body. */

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

/** Reports the elements that match, in page order, each once as it is found. What waits is inert, so nothing depends on the moment. */
export const watch = (selector: string, found: (elements: readonly HTMLElement[]) => void): Watch => {
  let known = new WeakSet<Element>();
  let timer: unknown;
  let rest = 0;
  const look = (except: WeakSet<Element>): void => {
    const start = performance.now();
    // The prototype's method: <form name=querySelectorAll> takes the document's own (RELIABILITY D1).
    const all: readonly HTMLElement[] = [
      ...Document.prototype.querySelectorAll.call(document, selector),
    ] as HTMLElement[];
    rest = Math.min((performance.now() - start) * REST, MAX_REST);
    const elements = all.filter((element) => !except.has(element));
    for (const element of elements) known.add(element);
    if (elements.length) found(elements);
  };
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      look(known);
    }, rest);
  });
  // On the document itself: frameworks swap the body, and XHTML tools even the root (RELIABILITY L4).
  observer.observe(document, { childList: true, subtree: true });
  return {
    again: () => look((known = new WeakSet())),
    stop() {
      observer.disconnect();
      clearTimeout(timer as number);
    },
  };
};
