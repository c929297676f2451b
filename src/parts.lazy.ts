/** The split build's half that asks and answers is a second file, which a returning visitor never downloads. */
import type { Beside } from './beside.js';
import type { AnsweringHalf } from './consent.js';

/** Returns that half, once it has come. */
export const answeringFor = (beside: Beside): Promise<AnsweringHalf> =>
  (beside.bring('samtycke.ui.js') as Promise<typeof import('./parts.js')>).then((parts) => parts.answeringFor(beside));
