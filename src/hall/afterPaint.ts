/** Lets the page's own first paint come before anything of ours (LCP). */
import { ofPage } from '../gate/marks.js';

/** Resolves in a task of its own once a frame with the page's body has been painted, or at once where none will be. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    // A script in the head is run before there is a body; Chromium has empty frames meanwhile.
    const look = (): unknown => requestAnimationFrame(() => (ofPage('body') ? setTimeout(resolve) : look()));
    if (document.hidden) resolve();
    else look();
  });
