/** Does without what a browser refuses. */

/** Returns what the act returns, or `undefined` where it throws. */
export const attempt = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};
