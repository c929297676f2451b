/** Judges whether a decision still holds: its age, and the policy it was made under. */
import { statusOf, type Decision } from './cells.js';

/** Why the visitor must be asked; absent when nobody need be. */
export type Reason = 'first' | 'expired' | 'major' | 'minor';

export interface Verdict {
  /** The decision, if it still holds. */
  readonly decision?: Decision;
  readonly ask?: Reason;
}

/** What a decision is judged against. */
export interface Terms {
  /** The site's policy version now. */
  readonly policy: string;
  /** How many calendar months a decision holds (REQUIREMENTS R26). */
  readonly months: number;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

const DAY = 86_400_000;

/** Returns the same day and time so many calendar months later, or the last day of a month too short for it. */
export const addMonths = (at: number, months: number): number => {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
};

/** Returns below 0, 0 or above 0 as version `a` is older than, equal to or newer than `b`, looking at so many parts. */
export const compareVersions = (a: string, b: string, parts: number): number => {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let part = 0; part < parts; part++) {
    const difference = Number(left[part]) - Number(right[part]);
    if (difference) return difference;
  }
  return 0;
};

/**
 * Returns the decision if it still holds, and why to ask if someone must. None, expired, from the future, under an
 * older major policy (GDPR 4(11): consent is specific) or under a policy not known yet: it does not hold. Under an older
 * minor one it holds, and the visitor is asked about what is new, except one who refused everything (R29).
 */
export const judge = (decision: Decision | undefined, { policy, months, now }: Terms): Verdict => {
  // One day of grace for a clock set wrong or changed since (RELIABILITY S10).
  if (!decision || decision.at > now + DAY) return { ask: 'first' };
  if (addMonths(decision.at, months) <= now) return { ask: 'expired' };
  if (compareVersions(decision.policy, policy, 1) < 0) return { ask: 'major' };
  const difference = compareVersions(decision.policy, policy, 2);
  if (difference > 0) return { ask: 'first' };
  return difference < 0 && statusOf(decision.cells) !== 'rejected' ? { decision, ask: 'minor' } : { decision };
};
