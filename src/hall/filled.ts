/** Has the facts of ready-made services filled into a manifest that names some in one line each. */
import { hasUse } from '../services/used.js';

/** Returns the manifest as it is, or a promise of it with the facts; nothing is fetched where there is nothing to fill in. */
export const filled = (input: unknown, fill: (input: unknown) => Promise<unknown>): unknown =>
  hasUse(input) ? fill(input) : input;
