/** Finds elements now and as they come: parsed late, added by a framework, swapped in with a whole body. */

export interface Watch {
  /** Reports every element on the page once more, in page order. */
  readonly again: () => void;
  readonly stop: () => void;
}

/** Reports the elements that match, in page order, as they are added. */
export const watch = (selector: string, found: (elements: readonly HTMLElement[]) => void): Watch => {
  // The prototypes' method: <form name=querySelectorAll> takes the document's own (RELIABILITY D1).
  const within = (root: Document | Element): HTMLElement[] => [
    ...((root === document ? Document : Element).prototype.querySelectorAll.call(
      root,
      selector,
    ) as NodeListOf<HTMLElement>),
  ];
  const tell = (elements: HTMLElement[]): void => {
    if (elements.length) found(elements);
  };
  const observer = new MutationObserver((changes) => {
    const added = changes
      .flatMap(({ addedNodes }) => [...addedNodes])
      .filter((node): node is HTMLElement => node instanceof Element && node.isConnected);
    tell(
      added.flatMap((node) => [
        ...(node.matches(selector) ? [node] : []),
        ...(node.firstElementChild ? within(node) : []),
      ]),
    );
  });
  // On the document itself: frameworks swap the body, and XHTML tools even the root (RELIABILITY L4).
  observer.observe(document, { childList: true, subtree: true });
  return { again: () => tell(within(document)), stop: () => observer.disconnect() };
};
