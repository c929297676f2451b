/** Learns when a page that goes on without reloads comes to a sensitive path, or leaves one (R8). */
import { isSensitive } from '../manifest/permit.js';
import { hear } from '../storage/hear.js';
import type { Kept } from './memory.js';

/**
 * Calls `onTurn` in the very `pushState()`, or whatever moves the page, after which other things may run by the same decision;
 * undone by the function it returns. Browsers without the Navigation API tell nothing of it.
 */
export const followPath = (kept: () => Kept | undefined, onTurn: () => void): (() => void) => {
  let last = location.pathname;
  const look = (): void => {
    const before = last;
    last = location.pathname;
    const plan = kept()?.plan;
    if (plan && isSensitive(plan, before) !== isSensitive(plan, last)) onTurn();
  };
  // Where there is no such API we listen on the window, which never hears of it.
  return hear(['currententrychange'], look, window.navigation);
};
