/** Judges by the plan whether a tag may run, with what it says of itself and on which path. Pure. */
import { own } from '../decision/cells.js';
import { YES, type Truths } from '../decision/truths.js';
import type { Judgement, judgeExpression } from '../decision/expression.js';
import { isWithin } from './host.js';
import { plainPath } from './plainPath.js';
import type { Plan } from './plan.js';

/** What a tag says of itself. */
export interface Mark {
  /** `data-service`. */
  readonly service: string | null;
  /** The service's name stands in an attribute that other tools use too (`data-name`): unknown, it is none of ours. */
  readonly isGuess?: boolean;
  /** `data-category`: an expression. */
  readonly category: string | null;
  /** What it fetches, or chooses from. */
  readonly addresses: readonly URL[];
}

/** What a mark is judged by. */
export interface Place {
  readonly plan: Plan;
  readonly path: string;
  /** Judges a category: handed in, because the page's first file has it. */
  readonly judgeCategory: typeof judgeExpression;
}

/** Returns whether marketing and session replay keep off the path, whatever is granted (R8). */
export const isSensitive = ({ sensitive }: Plan, path: string): boolean => {
  const plain = plainPath(path);
  return sensitive.some((start) => plain.startsWith(start));
};

/** Returns the truths that hold on a path. */
export const truthsAt = (plan: Plan, path: string): Truths => (isSensitive(plan, path) ? plan.quiet! : plan.truths);

/** Whom a purpose is asked for, and where. */
export interface Asker {
  readonly path: string;
  readonly purpose: string;
  /** Its id, should it be declared. */
  readonly service?: string | undefined;
  /** Else the cell of this group decides, where the site has it, or all cells of the purpose. */
  readonly group: string;
}

/** Returns whether a purpose is granted to somebody who is told of it here, not held. */
export const grantsAt = (plan: Plan, { path, purpose, service, group }: Asker): boolean => {
  const licence = own(plan.services, service ?? '');
  if (licence) return licence.runs && !(licence.isIntimate && isSensitive(plan, path));
  const truths = truthsAt(plan, path);
  return (own(truths, `${group}:${purpose}`) ?? own(truths, purpose)) === YES;
};

/** Returns whether a tag may run here; a fault is a mistake of the page that holds it back. With both names, both must hold. */
export const judgeMark = (
  { service, isGuess, category, addresses }: Mark,
  { plan, path, judgeCategory }: Place,
): Judgement => {
  const isQuiet = isSensitive(plan, path);
  if (service !== null) {
    const held = (why: string): Judgement => ({ holds: false, fault: `data-service="${service}" is held: ${why}` });
    const licence = own(plan.services, service);
    if (!licence) return isGuess ? { holds: false } : held('declare it in the manifest.');
    const { runs, isThird, isIntimate } = licence;
    const foreign = addresses.find(({ hostname }) => hostname && !isWithin(hostname, plan.host));
    if (!isThird && foreign) return held(`add ${foreign.hostname} to its hosts in the manifest.`);
    if (!runs || (isIntimate && isQuiet)) return { holds: false };
  }
  if (category === null) return { holds: service !== null };
  const { holds, fault } = judgeCategory(category, truthsAt(plan, path));
  return fault ? { holds, fault: `data-category="${category}" is held: ${fault}.` } : { holds };
};
