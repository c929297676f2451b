/** Learns what other tabs decide, and when to look whether something was decided while this page lay in the back/forward cache. */
import { hear } from './hear.js';

/**
 * Calls `onNews` from now on with what another tab has written under `key` in localStorage, and without a word when it
 * has taken the key away and when this page comes into view, perhaps again; undone by the function it returns. The
 * `storage` event brings the word itself, so that nothing hangs on how soon a browser shows one tab another tab's cookie.
 */
export const learnFromTabs = (key: string, onNews: (word?: string | null) => void): (() => void) => {
  const learn = (event: Event): void => {
    const { key: written, newValue } = event as Partial<StorageEvent>;
    // A page from that cache comes back with its old state and the jar's new cookie, in all engines (RELIABILITY L1).
    if (written ? written === key : !document.hidden) onNews(newValue);
  };
  return hear(['pageshow', 'visibilitychange', 'storage'], learn);
};
