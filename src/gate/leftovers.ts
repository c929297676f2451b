/** Tells cheaply whether there may be something to erase or to send, before the file that does it is fetched. */
import { attempt } from '../decision/attempt.js';

/** Returns whether any cookie or storage key begins as one of the names does, up to its `*`. */
export const hasLeftovers = (names: readonly string[], cookies: string): boolean => {
  const found = [
    ...cookies.split(/; */),
    // Blocked storage holds nothing.
    ...(['localStorage', 'sessionStorage'] as const).flatMap((name) => attempt(() => Object.keys(window[name])) ?? []),
  ];
  return names.some((name) => found.some((key) => key.startsWith(name.split('*')[0]!)));
};
