/** Judges expressions such as `third-party:marketing` or `statistics & !marketing` against a decision. */
import { OPTIONAL_CELLS, own, statusOf, type Cell, type Decision } from './cells.js';

/** Whether an expression holds, and if it cannot be judged, why. A fault always means: held. */
export interface Judgement {
  readonly holds: boolean;
  readonly fault?: string;
}

/** True, false, or `null` for "nobody has said yet": the third value of Kleene's logic, in which `!null` is `null`. */
type Truth = boolean | null;

const not = (a: Truth): Truth => (a === null ? null : !a);
const and = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a && b);
const or = (a: Truth, b: Truth): Truth => not(and(not(a), not(b)));

/** Long enough for every cell there is, short enough that brackets cannot exhaust the stack. */
const MAX_LENGTH = 500;

/**
 * Returns the truth of one name: a purpose, a group or a cell; `undefined` if no declared service stands behind it.
 * A purpose or group alone means every optional cell of it that is declared.
 */
const truthOf = (name: string, declared: readonly Cell[], decision: Decision | undefined): Truth | undefined => {
  if (name === 'necessary' || declared.some((cell) => cell === name && cell.endsWith(':necessary'))) return true;
  const cells = OPTIONAL_CELLS.filter((cell) => declared.includes(cell) && (cell === name || cell.split(':').includes(name)));
  if (!cells.length) return undefined;
  if (!decision) return null;
  const unasked = statusOf(decision.cells) === 'rejected' ? false : null;
  return cells.map((cell) => own(decision.cells, cell) ?? unasked).reduce(and, true);
};

/**
 * Returns whether the expression holds. Before a decision nothing but `necessary` does, `!x` included;
 * one unknown name or a fault in the writing holds back the whole expression.
 */
export const judgeExpression = (source: string, declared: readonly Cell[], decision: Decision | undefined): Judgement => {
  const tokens = source.length > MAX_LENGTH ? [] : (source.match(/[&|!()]|[^\s&|!()]+/g) ?? []);
  let next = 0;
  const either = (): Truth => {
    let truth = both();
    while (tokens[next] === '|') next++, (truth = or(truth, both()));
    return truth;
  };
  const both = (): Truth => {
    let truth = one();
    while (tokens[next] === '&') next++, (truth = and(truth, one()));
    return truth;
  };
  const one = (): Truth => {
    const token = tokens[next++];
    if (token === '!') return not(one());
    if (token === '(') {
      const truth = either();
      if (tokens[next++] !== ')') throw 'a bracket is not closed';
      return truth;
    }
    if (!token || '&|)'.includes(token)) throw 'it ends or breaks off where a name should stand';
    const truth = truthOf(token, declared, decision);
    if (truth === undefined) throw `no declared service is behind "${token}"`;
    return truth;
  };
  try {
    const truth = either();
    if (next < tokens.length) throw `"${tokens[next]}" is not expected there`;
    return { holds: truth === true };
  } catch (fault) {
    return { holds: false, fault: String(fault) };
  }
};
