/** Lets one tab at a time write what all tabs count in localStorage, which has no lock of its own (HTML §12.2.1). */

/** A tab that was frozen in its turn holds up the others for so many milliseconds, not for ever. */
const PATIENCE = 2000;

/**
 * So many milliseconds pass between one turn and the next: Chromium tells other processes of a write by another way than of a
 * free lock. Two tabs that counted to 400 together read 76 numbers twice with none between, and none with five.
 */
const APART = 50;

/**
 * Resolves to what `act` returns, done while no other tab does the like. Where the browser has no locks or refuses them
 * (storage blocked, an opaque origin), and where the turn does not come, it is done all the same.
 */
export const inTurn = async <T>(act: () => T): Promise<T> => {
  const locks = (navigator as { locks?: LockManager }).locks;
  await new Promise<void>((go) => {
    if (!locks) return go();
    const waiting = new AbortController();
    // Once it is granted this no longer does anything.
    setTimeout(() => waiting.abort(), PATIENCE);
    const taken = (): Promise<void> => {
      go();
      return new Promise((free) => setTimeout(free, APART));
    };
    locks.request('samtycke:n', { signal: waiting.signal }, taken).catch(() => go());
  });
  return act();
};
