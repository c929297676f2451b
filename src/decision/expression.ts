/** Judges expressions such as `third-party:marketing` or `statistics & !marketing` by the truth of their names. */
import { own } from './cells.js';
import { YES, type Truths } from './truths.js';

/** Whether an expression holds, and if it cannot be judged, why. A fault always means: held. */
export interface Judgement {
  readonly holds: boolean;
  readonly fault?: string;
}

/** Returns the truth of an expression of digits without parentheses. */
const flat = (source: string): number => {
  let digits = source;
  while (/!\d/.test(digits)) digits = digits.replace(/!(\d)/g, (_, digit) => String(YES - digit));
  if (!/^\d([&|]\d)*$/.test(digits)) throw 'it is not well formed';
  return Math.max(...digits.split('|').map((part) => Math.min(...part.split('&').map(Number))));
};

/** Long enough for every cell there is, short enough to be quick. */
const MAX_LENGTH = 500;

/** Returns the truth of an expression; throws, as a text, why it has none. One unknown name is enough for that. */
export const truthIn = (source: string, truths: Truths): number => {
  if (source.length > MAX_LENGTH) throw 'it is too long';
  // Each name becomes a digit; two names side by side keep the space between them, and are not well formed.
  let digits = source
    .replace(/[^\s&|!()]+/g, (name) => {
      const truth = own(truths, name);
      if (truth === undefined) throw `no declared service is behind "${name}"`;
      return String(truth);
    })
    .replace(/\s*([&|!()])\s*/g, '$1')
    .trim();
  for (let before = ''; before !== digits;) {
    before = digits;
    digits = digits.replace(/\(([^()]*)\)/, (_, inner: string) => String(flat(inner)));
  }
  return flat(digits);
};

/**
 * Returns whether the expression holds. Before a decision nothing but `necessary` does, `!x` included; one unknown name
 * or a fault in the writing holds back the whole expression.
 */
export const judgeExpression = (source: string, truths: Truths): Judgement => {
  try {
    return { holds: truthIn(source, truths) === YES };
  } catch (fault) {
    return { holds: false, fault: String(fault) };
  }
};
