/** Reads Global Privacy Control as a refusal of marketing and of third parties: never as a yes (R34). */
import { OPTIONAL_CELLS, own, type Cell, type Cells, type Decision } from './cells.js';

/** Returns whether the signal asks to keep the cell off. */
export const isRefusedByGpc = (cell: Cell): boolean => /^third-party:|:marketing$/.test(cell);

/** Returns the decision as it holds in a browser that sends the signal: only a yes given under the signal overrides it. */
export const underGpc = (decision: Decision | undefined, gpc: boolean): Decision | undefined => {
  if (!decision || !gpc || decision.gpc) return decision;
  const cells: Partial<Record<Cell, boolean>> = {};
  for (const cell of OPTIONAL_CELLS) {
    const said = own(decision.cells, cell);
    if (said !== undefined) cells[cell] = said && !isRefusedByGpc(cell);
  }
  return { ...decision, cells: cells as Cells };
};
