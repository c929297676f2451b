/** Reads Global Privacy Control as a refusal of marketing and of third parties: never as a yes (R34). */
import { OPTIONAL_CELLS, answer, own, type Cell, type Decision } from './cells.js';

/** Returns whether the signal asks to keep the cell off. */
export const isRefusedByGpc = (cell: Cell): boolean => /^third|marketing$/.test(cell);

/** Returns the decision as it holds in a browser that sends the signal: only a yes given under the signal overrides it. */
export const underGpc = (decision: Decision | undefined, gpc: boolean): Decision | undefined => {
  if (!decision || !gpc || decision.gpc) return decision;
  const asked = OPTIONAL_CELLS.filter((cell) => own(decision.cells, cell) !== undefined);
  const kept = Object.fromEntries(asked.map((cell) => [cell, decision.cells[cell]! && !isRefusedByGpc(cell)]));
  return { ...decision, cells: answer(asked, kept) };
};
