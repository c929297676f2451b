/** What is judged or asked for seldom: a stored answer without a plan, erasing, a decision made elsewhere. */
import { answer, own, type Decision } from '../decision/cells.js';
import { decodeDecision, encodeDecision, readDecision } from '../decision/cookie.js';
import { underGpc } from '../decision/gpc.js';
import { supersedes } from '../decision/supersedes.js';
import { judge } from '../decision/validity.js';
import { planFor, type Plan } from '../manifest/plan.js';
import { eraseRecords } from '../signals/erase.js';
import type { Desk } from './halves.js';
import { latestWord, writeWord } from './restore.js';

const judged = ({ gpc, site }: Desk, found: Decision | undefined): Plan => {
  const { policy, options } = site;
  const { decision, ask } = judge(found, { policy: policy.version, months: options.months, now: Date.now() });
  return planFor(site, underGpc(decision, gpc), ask);
};

/** Returns the decision in what stands in the cookie, perhaps several values with commas between. */
const readValues = (values: string): Decision | undefined => {
  const header = values.split(',').map((value) => `samtycke=${value}`);
  return readDecision(header.join(';'), ['samtycke']);
};

/**
 * Returns the plan of what stands in the cookie, or of the later word that this site's pages have kept beside it: then a late
 * answer of the log to a page that was gone has set the cookie back, and it is written anew. Not where a whole domain shares
 * the cookie, whose other hosts keep their words for themselves.
 */
export const judgeStored = (desk: Desk, values: string): Plan => {
  const found = readValues(values);
  const { domain } = desk.site.options;
  const latest = domain ? undefined : latestWord(desk.store, domain);
  const newest = latest && readValues(latest.value);
  if (!found || !newest || values.includes(',') || !supersedes(newest, found)) return judged(desk, found);
  writeWord(latest, domain);
  return judged(desk, newest);
};

/** Erases the visitor's records at the log, and then the decision here. Resolves to false, with nothing changed, if the log could not. */
export const erase = async ({ site, store, settle }: Desk): Promise<boolean> => {
  const { log } = site.options;
  const isErased = await eraseRecords(log && new URL(log, location.href).href, store);
  if (isErased) settle(planFor(site, undefined, 'first'));
  return isErased;
};

/** Returns a decision made elsewhere as the codec gives it back, of the cells asked about here; `undefined` if it is none. */
const readElsewhere = ({ site }: Desk, found: unknown): Decision | undefined => {
  const { cells, at, policy, gpc } = (found ?? {}) as Partial<Decision>;
  if (typeof cells !== 'object' || typeof at !== 'number' || typeof policy !== 'string') return undefined;
  const answered = site.asked.filter((cell) => own(cells ?? {}, cell) !== undefined);
  // Who answered nothing that is asked here has not refused it either.
  if (!answered.length) return undefined;
  return decodeDecision(encodeDecision({ cells: answer(answered, cells), at, policy, gpc: gpc === true }));
};

/**
 * Takes over a decision made elsewhere if it holds here and is newer than the one here; returns whether it is what holds here now.
 * The same once more changes nothing, so that an app may hand it over on every page and the log still has one record.
 */
export const take = (desk: Desk, found: Decision): boolean => {
  const { state, report } = desk;
  const read = readElsewhere(desk, found);
  const plan = read && judged(desk, { ...read, method: 'api' });
  const decision = plan?.decision;
  const held = state.$decision.get();
  const isSame = !!decision && !!held && encodeDecision(decision) === encodeDecision(held);
  // One from the future, where a clock is wrong, would beat every answer given here until then.
  const isNewer = !!decision && (!held || (decision.at <= Date.now() && supersedes(decision, held)));
  if (!decision) report('import() was given no decision that holds here: nothing has changed.');
  else if (isNewer) desk.settle(plan);
  // What was handed over may have been hidden for, and still leave something to ask.
  if (desk.kept()!.plan.ask && state.$prompt.get() === 'none') desk.withAnswering((half) => half.show());
  return isSame || isNewer;
};
