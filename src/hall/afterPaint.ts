/** Lets the page's own first paint come before anything of ours (LCP). */

/** Resolves in a task of its own once a frame has been painted, or at once where none will be. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });
