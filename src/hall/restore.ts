/** Writes the cookie anew where an answer of the log has set it back: it sets what its record says, which may no longer hold (DESIGN §7). */
import { agrees } from '../decision/agrees.js';
import { decodeDecision } from '../decision/cookie.js';
import type { ConsentRecord } from '../decision/record.js';
import type { Store } from '../signals/store.js';
import { nameHere, storedUnder } from '../storage/cookie.js';
import { writeCookie } from '../storage/write.js';
import { PLAN, type Kept } from './memory.js';

/** Returns the last word that any page of this origin has kept of the cookie, whatever manifest or version that page had. */
export const latestWord = (store: Store, domain: string | undefined): Kept | undefined => {
  try {
    const word = JSON.parse(store.get(PLAN)!) as Kept;
    if (word.name === nameHere(domain) && Date.now() < word.plan.until) return word;
  } catch {
    // None, or none of ours.
  }
  return undefined;
};

/** Writes the cookie of that word. */
export const writeWord = ({ value, plan: { until } }: Kept, domain: string | undefined): void =>
  void writeCookie({ value, until, domain });

/** Writes the latest word's cookie if what stands in its place is what the record says. */
export const restore = (store: Store, domain: string | undefined, record: ConsentRecord): void => {
  const latest = latestWord(store, domain);
  const found = storedUnder(nameHere(domain));
  const decision = decodeDecision(found);
  if (latest && decision && latest.value !== found && agrees(decision, record)) writeWord(latest, domain);
};
