/** Judges expressions such as `third-party:marketing` or `statistics & !marketing` against a decision. */
import { OPTIONAL_CELLS, own, statusOf, type Cell, type Decision } from './cells.js';

/** Whether an expression holds, and if it cannot be judged, why. A fault always means: held. */
export interface Judgement {
  readonly holds: boolean;
  readonly fault?: string;
}

/** Kleene's three truth values, chosen so that and, or and not are `Math.min`, `Math.max` and `YES - x`. */
const [NO, UNSAID, YES] = [0, 1, 2];

/**
 * Returns the truth of one name: a purpose, a group or a cell. A purpose or group alone means every optional cell of it
 * that is declared. With no declared service behind it, it is unknown and a fault.
 */
const truthOf = (name: string, declared: readonly Cell[], decision: Decision | undefined): number => {
  if (name === 'necessary' || declared.some((cell) => cell === name && cell.endsWith(':necessary'))) return YES;
  const cells = OPTIONAL_CELLS.filter(
    (cell) => declared.includes(cell) && (cell === name || cell.split(':').includes(name)),
  );
  if (!cells.length) throw `no declared service is behind "${name}"`;
  return Math.min(
    ...cells.map((cell) => {
      const said = decision && own(decision.cells, cell);
      if (said !== undefined) return said ? YES : NO;
      return decision && statusOf(decision.cells) === 'rejected' ? NO : UNSAID;
    }),
  );
};

/** Returns the truth of an expression of digits without parentheses. */
const flat = (digits: string): number =>
  Math.max(
    ...digits.split('|').map((part) =>
      Math.min(
        ...part.split('&').map((factor) => {
          const [, nots, digit] = /^(!*)([012])$/.exec(factor) ?? [];
          if (!digit) throw 'it is not well formed';
          return nots!.length % 2 ? YES - Number(digit) : Number(digit);
        }),
      ),
    ),
  );

/** Long enough for every cell there is, short enough to be quick. */
const MAX_LENGTH = 500;

/**
 * Returns whether the expression holds. Before a decision nothing but `necessary` does, `!x` included; one unknown name
 * or a fault in the writing holds back the whole expression.
 */
export const judgeExpression = (
  source: string,
  declared: readonly Cell[],
  decision: Decision | undefined,
): Judgement => {
  try {
    if (source.length > MAX_LENGTH) throw 'it is too long';
    // Each name becomes a digit; two names side by side keep the space between them, and are not well formed.
    let digits = source
      .replace(/[^\s&|!()]+/g, (name) => String(truthOf(name, declared, decision)))
      .replace(/\s*([&|!()])\s*/g, '$1')
      .trim();
    for (let before = ''; before !== digits;) {
      before = digits;
      digits = digits.replace(/\(([^()]*)\)/, (_, inner: string) => String(flat(inner)));
    }
    return { holds: flat(digits) === YES };
  } catch (fault) {
    return { holds: false, fault: String(fault) };
  }
};
