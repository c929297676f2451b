/** What is judged or asked for seldom: a stored answer without a plan, the receipt, a decision made elsewhere. */
import { OPTIONAL_CELLS, answer, own, type Decision } from '../decision/cells.js';
import { decodeDecision, encodeDecision, readDecision } from '../decision/cookie.js';
import { underGpc } from '../decision/gpc.js';
import { judge } from '../decision/validity.js';
import { planFor, type Plan } from '../manifest/plan.js';
import { eraseRecords } from '../signals/erase.js';
import { KEY, openStore } from '../signals/store.js';
import type { Desk } from './halves.js';
import type { Receipt } from './port.js';
import { makeReceipt } from './receipt.js';

const judged = ({ gpc, site }: Desk, found: Decision | undefined): Plan => {
  const { policy, options } = site;
  const { decision, ask } = judge(found, { policy: policy.version, months: options.months, now: Date.now() });
  return planFor(site, underGpc(decision, gpc), ask);
};

/** Returns the plan of what stands in the cookie, perhaps several values with commas between. */
export const judgeStored = (desk: Desk, values: string): Plan => {
  const header = values.split(',').map((value) => `samtycke=${value}`);
  return judged(desk, readDecision(header.join(';'), ['samtycke']));
};

/** Returns the receipt of the decision that holds now. */
export const receipt = ({ state, site }: Desk): Receipt =>
  makeReceipt(site, state.$decision.get(), openStore().get(KEY)?.split('.')[0] ?? null);

/** Erases the visitor's records at the log, and then the decision here. Resolves to false, with nothing changed, if the log could not. */
export const erase = async ({ site, settle }: Desk): Promise<boolean> => {
  const { log } = site.options;
  const isErased = await eraseRecords(log && new URL(log, location.href).href);
  if (isErased) settle(planFor(site, undefined, 'first'));
  return isErased;
};

/** Takes over a decision made elsewhere, through the codec: what is not a decision does not come out of it. */
export const take = (desk: Desk, found: Decision): void => {
  const cells =
    found?.cells &&
    answer(
      OPTIONAL_CELLS.filter((cell) => own(found.cells, cell) !== undefined),
      found.cells,
    );
  const decoded = cells && decodeDecision(encodeDecision({ ...found, cells }));
  const plan = decoded && judged(desk, { ...decoded, method: 'api' });
  if (plan?.decision) desk.settle(plan);
  else desk.report('import() was given no decision that holds here: nothing has changed.');
};
