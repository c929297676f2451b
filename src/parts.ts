/** The default build's parts: what asks and answers lies in the same file, so that a first visit is one request. */
import { loadersFor, type Beside } from './beside.js';
import type { Door } from './consent.js';
import { openAnswering } from './hall/answer.js';
import { judgeManifest } from './hall/check.js';

/** What differs between the builds. */
export type Parts = Pick<
  Door,
  'loadAnswering' | 'loadUi' | 'loadLocale' | 'loadTheme' | 'judgeManifest' | 'keepsVerdict'
>;

/** Returns the parts of the build. */
export const partsFor = (beside: Beside): Parts => ({
  ...loadersFor(beside),
  loadAnswering: () => openAnswering,
  judgeManifest,
});
