/** The default build's half that asks and answers lies in the same file, so that a first visit is one request. */
import { loadersFor, type Beside } from './beside.js';
import type { OpenAnswering } from './consent.js';
import { answeringWith } from './hall/answer.js';

/** Returns what opens that half. */
export const answeringFor = (beside: Beside): OpenAnswering => answeringWith(loadersFor(beside));
