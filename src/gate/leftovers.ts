/** Tells cheaply whether there may be something to erase or to send, before the file that does it is fetched. */

/** Returns whether any cookie or storage key begins as one of the names does, up to its `*`. */
export const hasLeftovers = (names: readonly string[], cookies: string): boolean => {
  const found = [
    ...cookies.split(/; */),
    ...(['localStorage', 'sessionStorage'] as const).flatMap((name) => {
      try {
        return Object.keys(window[name]);
      } catch {
        // Blocked storage holds nothing.
        return [];
      }
    }),
  ];
  return names.some((name) => found.some((key) => key.startsWith(name.split('*')[0]!)));
};
