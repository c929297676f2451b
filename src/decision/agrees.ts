/** Compares a cookie's decision with a record's, for who would set the one by the other. */
import { OPTIONAL_CELLS, type Cell, type Decision, type Group, type Purpose } from './cells.js';
import { encodeDecision } from './cookie.js';
import type { ConsentRecord } from './record.js';

/** Returns what the record says. */
const decisionIn = ({ state, clientTime, policyVersion }: ConsentRecord): Decision => {
  const cells: Partial<Record<Cell, boolean>> = {};
  for (const cell of OPTIONAL_CELLS) {
    const [group, purpose] = cell.split(':') as [Group, Purpose];
    const said = state[group]?.[purpose];
    if (said !== undefined) cells[cell] = said;
  }
  return { cells, policy: policyVersion, at: Date.parse(clientTime) };
};

/** Returns whether both say the same: cells, policy, and time as exact as a cookie keeps it. */
export const agrees = (decision: Decision, record: ConsentRecord): boolean =>
  encodeDecision({ ...decision, gpc: false }) === encodeDecision(decisionIn(record));
