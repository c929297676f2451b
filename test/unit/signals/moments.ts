/** Makes a page's state for the tests of this room, and the decisions that enter it. */
import { OPTIONAL_CELLS, saidIn, type Cells } from '../../../src/decision/cells.js';
import type { Moment } from '../../../src/decision/moment.js';
import { createState } from '../../../src/state.js';
import { all, decisionOf } from '../decision/decisions.js';

export const YES = decisionOf(all(OPTIONAL_CELLS, true), { method: 'banner' });
export const NO = decisionOf(all(OPTIONAL_CELLS, false), { method: 'banner' });
export const SOME = decisionOf({ ...NO.cells, 'permanent:statistics': true }, { method: 'settings' });

/** Returns a fresh state and a short way to enter decisions. */
export const openState = () => {
  const state = createState();
  const enter = (decision: Moment['decision'], source: Moment['source'] = 'here', more: Partial<Moment> = {}): void =>
    state.enter({ ...saidIn(decision), source, ...more });
  return { state, enter, say: (cells: Cells) => enter(decisionOf(cells)) };
};

/** Returns what the page's data layer holds, `arguments` objects as arrays. */
export const layer = (): unknown[] =>
  ((window as unknown as { dataLayer?: unknown[] }).dataLayer ?? []).map((entry) =>
    Object.prototype.toString.call(entry) === '[object Arguments]' ? [...(entry as unknown[])] : entry,
  );

export const clearLayer = (): void => void Reflect.deleteProperty(window, 'dataLayer');
