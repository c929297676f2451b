/** Learns when a page that goes on without reloads comes to a sensitive path, or leaves one (R8). */
import { isSensitive } from '../manifest/permit.js';
import { hear } from '../storage/hear.js';
import type { Kept } from './memory.js';

/**
 * Calls `onTurn` in the very `pushState()`, or whatever moves the page, after which other things may run by the same decision;
 * undone by the function it returns. Without the Navigation API (before Firefox 147 and Safari 26.2) nothing is heard of it.
 */
export const followPath = (kept: () => Kept | undefined, onTurn: () => void): (() => void) => {
  let last = location.pathname;
  const look = (): void => {
    const before = last;
    last = location.pathname;
    const plan = kept()?.plan;
    if (plan && isSensitive(plan, before) !== isSensitive(plan, last)) onTurn();
  };
  // The window hears no such event: where there is no such API, nothing is heard.
  return hear(['currententrychange'], look, window.navigation);
};
