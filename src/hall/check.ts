/** Checks a manifest where the check is at hand. */
import { readManifest } from '../manifest/check.js';
import type { Door } from './halves.js';

/** Returns the manifest if nothing is wrong with it; what is wrong is explained by `more.ts`. */
export const judgeManifest: Door['judgeManifest'] = (input) => readManifest(input, () => undefined);
