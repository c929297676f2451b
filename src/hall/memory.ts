/** Remembers the plan of the decision beside its cookie, so that a later page need neither check, resolve nor judge anything. */
import { keptAt } from '../decision/cookie.js';
import { textOf } from '../decision/text.js';
import { GRACE } from '../decision/validity.js';
import type { Plan } from '../manifest/plan.js';
import type { Store } from '../signals/store.js';
import { storedUnder } from '../storage/cookie.js';

/** A plan, and what it is the plan of. */
export interface Kept {
  readonly plan: Plan;
  /** The cookie's name here. */
  readonly name: string;
  /** The cookie's value; once it has been written, what the browser has really kept of it, perhaps nothing. */
  value: string;
}

/** The key in localStorage under which it is kept: what is written there is the word by which other tabs learn of a decision. */
export const PLAN = 'samtycke:plan';

/** Returns a 32-bit hash of a text, which tells a plan of another manifest or version apart (Bernstein's). */
export const sumOf = (text: string): number => {
  let sum = text.length;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum, 33) ^ text.charCodeAt(index);
  return sum;
};

/** Keeps the plan of a decision that the cookie holds too, with the sum; of a refusal nothing that tells visitors apart (R40). */
export const keep = (kept: Kept | undefined, sum: number, store: Store): void => {
  const decision = kept?.plan.decision;
  if (!decision) return store.remove(PLAN);
  const { cells, policy, gpc } = decision;
  const plan = { ...kept.plan, decision: { cells, policy, at: keptAt(decision), ...(gpc && { gpc }) } };
  store.set(PLAN, textOf({ ...kept, plan, sum }));
};

/** Returns the plan in a text, if it follows from this manifest and this browser and is in force. */
export const readPlan = (text: string | null | undefined, sumHere: () => number): Kept | undefined => {
  try {
    const kept = JSON.parse(text!) as Kept & { sum: number };
    const now = Date.now();
    if (kept.sum === sumHere() && now < kept.plan.until && kept.plan.decision!.at < now + GRACE) return kept;
  } catch {
    // None, or none of ours.
  }
  return undefined;
};

/** Returns the plan kept, if it is that of the cookie which stands here now. */
export const recall = (sumHere: () => number, store: Store): Kept | undefined => {
  const kept = readPlan(store.get(PLAN), sumHere);
  return kept && kept.value === storedUnder(kept.name) ? kept : undefined;
};
