/** The split build's half that asks and answers is a second file, which a returning visitor never downloads. */
import type { Beside } from './beside.js';
import type { OpenAnswering } from './consent.js';

/** Returns what opens that half, once it has come. */
export const answeringFor = (beside: Beside): Promise<OpenAnswering> =>
  (beside.bring('samtycke.ui.js') as Promise<typeof import('./parts.js')>).then((parts) => parts.answeringFor(beside));
