/** The default build's half that asks and answers lies in the same file, so that a first visit is one request. */
import { loadersFor, type Beside } from './beside.js';
import type { AnsweringHalf } from './consent.js';
import { answeringWith } from './hall/answer.js';

/** Returns that half. */
export const answeringFor = (beside: Beside): AnsweringHalf => answeringWith(loadersFor(beside));
