/** Orders two decisions that were made in two places, such as an app and its web view. */
import { statusOf, type Decision } from './cells.js';
import { keptAt } from './cookie.js';
import { DAY } from './validity.js';

/**
 * Returns whether a decision takes the place of one that holds: the newer one does. A refusal keeps only its day (R40), so
 * where one of them is a refusal only their days are compared, and of two of one day the refusal wins.
 */
export const supersedes = (found: Decision, held: Decision): boolean => {
  const [isNo, wasNo] = [found, held].map(({ cells }) => statusOf(cells) === 'rejected');
  if (!isNo && !wasNo) return keptAt(found) > keptAt(held);
  const days = Math.floor(found.at / DAY) - Math.floor(held.at / DAY);
  return days > 0 || (days === 0 && !!isNo && !wasNo);
};
