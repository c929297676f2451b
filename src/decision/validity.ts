/** Judges whether a decision still holds: its age, and the policy it was made under. */
import { statusOf, type Decision } from './cells.js';

/** Why the visitor must be asked; absent when nobody need be. */
export type Reason = 'first' | 'expired' | 'major' | 'minor';

/** What is left of a decision once it has been judged. */
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

/** In milliseconds. */
export const DAY = 86_400_000;

/** How far in the future a decision may lie, in milliseconds: one day, for a clock set wrong or changed since (RELIABILITY S10). */
export const GRACE = DAY;

/** Returns the same day and time so many calendar months later, or the last day of a month too short for it. */
export const addMonths = (at: number, months: number): number => {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  // A day that the month lacks has run over into the next: day 0 of that is the last of the one before.
  return date.getUTCDate() === day ? +date : date.setUTCDate(0);
};

/**
 * Returns when a decision runs out, in milliseconds. Of a refusal only its day is kept (R40), and to its end it holds, so that
 * nobody who refuses is asked sooner than who says yes (R25).
 */
export const endOf = ({ cells, at }: Pick<Decision, 'cells' | 'at'>, months: number): number =>
  statusOf(cells) === 'rejected' ? addMonths(at - (at % DAY), months) + DAY : addMonths(at, months);

/** Returns below 0, 0 or above 0 as version `a` is older than, equal to or newer than `b`, looking at so many parts. */
export const compareVersions = (a: string, b: string, parts: number): number => {
  const theirs = b.split('.');
  return a
    .split('.')
    .slice(0, parts)
    .reduce((difference, part, index) => difference || Number(part) - Number(theirs[index]), 0);
};

/**
 * Returns the decision if it still holds, and why to ask if someone must. None, expired, from the future, under an
 * older major policy (GDPR 4(11): consent is specific) or under a policy not known yet: it does not hold. Under an older
 * minor one it holds, and the visitor is asked about what is new, except one who refused everything (R29).
 */
export const judge = (decision: Decision | undefined, { policy, months, now }: Terms): Verdict => {
  const difference = decision ? compareVersions(decision.policy, policy, 2) : 0;
  if (!decision || decision.at > now + GRACE || difference > 0) return { ask: 'first' };
  if (endOf(decision, months) <= now) return { ask: 'expired' };
  if (compareVersions(decision.policy, policy, 1)) return { ask: 'major' };
  return difference && statusOf(decision.cells) !== 'rejected' ? { decision, ask: 'minor' } : { decision };
};
