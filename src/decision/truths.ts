/** Says of each name that an expression may hold what a decision makes of it. */
import { GROUPS, OPTIONAL_CELLS, PURPOSES, own, statusOf, type Cell, type Decision, type Purpose } from './cells.js';

/** Kleene's three truth values, chosen so that and, or and not are `Math.min`, `Math.max` and `YES - x`. */
export const [NO, UNSAID, YES] = [0, 1, 2] as const;

/** The truth of each name behind which there is a declared service; any other name is unknown. */
export type Truths = Readonly<Record<string, number>>;

/**
 * Returns the truths: a purpose or group alone means every optional cell of it that is declared. A yes to the barred
 * purpose counts as not said.
 */
export const truthsOf = (declared: readonly Cell[], decision: Decision | undefined, barred?: Purpose): Truths => {
  const isRefusal = decision && statusOf(decision.cells) === 'rejected';
  const truthOf = (cell: Cell): number => {
    const said = decision && own(decision.cells, cell);
    if (said) return cell.endsWith(`:${barred}`) ? UNSAID : YES;
    return said === undefined && !isRefusal ? UNSAID : NO;
  };
  const asked = OPTIONAL_CELLS.filter((cell) => declared.includes(cell));
  const names = [...GROUPS, ...PURPOSES, ...declared];
  const truths = names.flatMap((name) => {
    const cells = asked.filter((cell) => cell === name || cell.split(':').includes(name));
    return cells.length ? [[name, Math.min(...cells.map(truthOf))] as const] : [];
  });
  const necessary = ['necessary', ...declared.filter((cell) => cell.endsWith(':necessary'))];
  return Object.fromEntries([...truths, ...necessary.map((name) => [name, YES] as const)]);
};
