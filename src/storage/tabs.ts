/** Learns what other tabs decide, and when to look whether something was decided while this page lay in the back/forward cache. */
import { hear } from './hear.js';

/** How long after the start it is first listened for what is written, in milliseconds. */
const LATE = 500;

/**
 * Calls `onNews` from now on with what another tab has written under `key` in localStorage, and without a word when it
 * has taken the key away, when it begins to listen for that, and when this page comes into view, perhaps again. The `storage`
 * event brings the word itself, so that nothing hangs on how soon a browser shows one tab another tab's cookie. `alsoStop` is
 * given what undoes it.
 */
export const learnFromTabs = (
  key: string,
  onNews: (word?: string | null) => void,
  alsoStop: (stop: () => void) => void,
): void => {
  const learn = (event: Event): void => {
    const { key: written, newValue } = event as Partial<StorageEvent>;
    // A page from that cache comes back with its old state and the jar's new cookie, in all engines (RELIABILITY L1).
    if (written ? written === key : !document.hidden) onNews(newValue);
  };
  alsoStop(hear(['pageshow', 'visibilitychange'], learn));
  // Before it takes this listener Chromium asks another process twice, and the page's first paint would wait for that.
  setTimeout(() => {
    alsoStop(hear(['storage'], learn));
    onNews();
  }, LATE);
};
