/** Has the facts of ready-made services filled into a manifest that names some in one line each. */
import type { FindFacts, fillIn } from '../services/fill.js';
import { hasUse } from '../services/used.js';

/** Returns the manifest as it is, or a promise of it with the facts; nothing is fetched where there is nothing to fill in. */
export const filled = (input: unknown, load: () => Promise<{ fillIn: typeof fillIn }>, find: FindFacts): unknown =>
  hasUse(input) ? load().then(({ fillIn }) => fillIn(input, find)) : input;
