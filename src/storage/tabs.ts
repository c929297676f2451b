/** Learns what other tabs decide, and when to look whether something was decided while this page lay in the back/forward cache. */

export interface TabsOptions {
  /** The key in localStorage that each tab writes when a decision is made there. */
  readonly key: string;
  /** Is told what another tab has written there. */
  readonly onWord: (word: string) => void;
  /** Is called when the page comes into view, perhaps again, and when another tab has taken the key away. */
  readonly onLook: () => void;
}

/**
 * Listens from now on; undone by the function it returns. The `storage` event brings the word itself, so that nothing
 * hangs on how soon a browser shows one tab another tab's cookie.
 */
export const learnFromTabs = ({ key, onWord, onLook }: TabsOptions): (() => void) => {
  const learn = (event: Event): void => {
    const { key: written, newValue } = event as Partial<StorageEvent>;
    if (written && written !== key) return;
    if (newValue) onWord(newValue);
    // A page from that cache comes back with its old state and the jar's new cookie, in all engines (RELIABILITY L1).
    else if (written || document.visibilityState === 'visible') onLook();
  };
  const types = ['pageshow', 'visibilitychange', 'storage'];
  for (const type of types) addEventListener(type, learn);
  return () => types.forEach((type) => removeEventListener(type, learn));
};
