/** Lets the page's own first paint come before anything of ours (LCP). */

/** Asked of the prototype: an element can take the document's own name (RELIABILITY D1). */
const hasBody = (): boolean => !!Reflect.get(Document.prototype, 'body', document);

/** Resolves in a task of its own once a frame with the page's body has been painted, or at once where none will be. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    // A script in the head is run before there is a body; Chromium has empty frames meanwhile.
    const look = (): unknown => requestAnimationFrame(() => (hasBody() ? setTimeout(resolve) : look()));
    if (document.hidden) resolve();
    else look();
  });
