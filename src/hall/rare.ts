/** What a visitor or a page asks for seldom: the receipt, erasing the record, taking over a decision made elsewhere. */
import { OPTIONAL_CELLS, answer, own, type Decision } from '../decision/cells.js';
import { decodeDecision, encodeDecision } from '../decision/cookie.js';
import type { Site } from '../manifest/resolve.js';
import { eraseRecords } from '../signals/erase.js';
import { KEY, openStore } from '../signals/store.js';
import type { Core } from './halves.js';
import type { Receipt } from './port.js';
import { makeReceipt } from './receipt.js';

/** Returns the receipt of the decision that holds now. */
export const receipt = ({ state }: Core, site: Site): Receipt =>
  makeReceipt(site, state.$decision.get(), openStore().get(KEY)?.split('.')[0] ?? null);

/** Erases the visitor's records at the log, and then the decision here. Resolves to false, with nothing changed, if the log could not. */
export const erase = async ({ enter, judged }: Core, site: Site): Promise<boolean> => {
  if (!(await eraseRecords(site.options.log))) return false;
  enter(judged(undefined), { source: 'here' });
  return true;
};

/** Takes over a decision made elsewhere, through the codec: what is not a decision does not come out of it. */
export const take = ({ enter, judged, report }: Core, found: Decision): void => {
  const cells =
    found?.cells &&
    answer(
      OPTIONAL_CELLS.filter((cell) => own(found.cells, cell) !== undefined),
      found.cells,
    );
  const decoded = cells && decodeDecision(encodeDecision({ ...found, cells }));
  const decision = decoded && judged({ ...decoded, method: 'api' });
  if (decision) enter(decision, { source: 'here' });
  else report('import() was given no decision that holds here: nothing has changed.');
};
