/** Writes the cookie anew where an answer of the log has set it back: it sets what its record says, which may no longer hold (DESIGN §7). */
import { agrees } from '../decision/agrees.js';
import { decodeDecision } from '../decision/cookie.js';
import type { ConsentRecord } from '../decision/record.js';
import { supersedes } from '../decision/supersedes.js';
import { KEY, type Store } from '../signals/store.js';
import { nameHere, storedUnder } from '../storage/cookie.js';
import { writeCookie } from '../storage/write.js';
import type { Core } from './halves.js';
import { PLAN, type Kept } from './memory.js';

/** Returns the word last kept by any page of this origin (see `PLAN`), whatever manifest or version that page had, if it still holds. */
export const latestWord = (store: Store, domain: string | undefined): Kept | undefined => {
  try {
    const word = JSON.parse(store.get(PLAN)!) as Kept;
    if (word.name === nameHere(domain) && Date.now() < word.plan.until && decodeDecision(word.value)) return word;
  } catch {
    // None, or none of ours.
  }
  return undefined;
};

/** Writes the cookie that a word says. */
export const writeWord = ({ value, plan: { until } }: Kept, domain: string | undefined): void =>
  void writeCookie({ value, until, domain });

/** Writes the word's cookie if it came after what the record says, or after an erasure none at all. */
export const restore = ({ store, kept, look }: Core, domain: string | undefined, record: ConsentRecord): void => {
  const decision = decodeDecision(storedUnder(nameHere(domain)));
  // Who else has set it may know better.
  if (!decision || !agrees(decision, record)) return;
  const word = latestWord(store, domain) ?? kept();
  const said = word && decodeDecision(word.value);
  // A refusal keeps only its day, and a yes of that day may follow it; but where hosts share the cookie, another's refusal too.
  const isLater = said && (supersedes(said, decision) || (!domain && Date.parse(record.clientTime) <= said.at));
  const { consentId } = record;
  const isErased = !said && consentId !== null && consentId !== store.get(KEY)?.split('.')[0];
  if (isLater) writeWord(word, domain);
  if (isErased) writeCookie({ value: '', until: 0, domain });
  look('tab');
};
