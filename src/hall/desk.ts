/** Turns what a visitor or the page says into a plan, and writes it down. */
import { answer, statusOf, type Decision } from '../decision/cells.js';
import { encodeDecision } from '../decision/cookie.js';
import { planFor, type Plan } from '../manifest/plan.js';
import type { Site } from '../manifest/resolve.js';
import { nameHere, storedUnder } from '../storage/cookie.js';
import { writeCookie } from '../storage/write.js';
import type { Core, Desk, More } from './halves.js';
import { keep, type Kept } from './memory.js';
import { when } from './when.js';

/** Returns the desk of the site. */
export const createDesk = (core: Core, site: Site): Desk => {
  const { gpc, report, sumHere, door, store } = core;
  const { asked, policy, options } = site;
  const name = nameHere(options.domain);
  const of = (plan: Plan, value: string): Kept => ({ plan, value, name });

  const desk: Desk = {
    ...core,
    site,
    judge(then) {
      if (!storedUnder(name)) return then(of(planFor(site, undefined, 'first'), ''));
      const judged = ({ judgeStored }: More): void => {
        const kept = of(judgeStored(desk, storedUnder(name)), storedUnder(name));
        if (kept.plan.decision) keep(kept, sumHere(), store);
        then(kept);
      };
      when(door.load('more'), judged, core.fail);
    },
    settle: (plan, cause) =>
      core.enter(of(plan, plan.decision ? encodeDecision(plan.decision) : ''), { source: 'here', ...cause }),
    decide(choice, method, shown) {
      const isWord = typeof choice === 'string';
      const unknown = isWord ? [] : Object.keys(choice).filter((cell) => !asked.some((known) => known === cell));
      if (unknown.length) report(`no service is in ${unknown}, only in ${asked}`);
      const chosen = isWord ? Object.fromEntries(asked.map((cell) => [cell, choice === 'accept-all'])) : choice;
      const cells = answer(asked, chosen);
      const isYes = statusOf(cells) !== 'rejected';
      // A yes given under Global Privacy Control overrides it (R34).
      const override = gpc && isYes && { gpc };
      const decision: Decision = { cells, at: Date.now(), policy: policy.version, method, ...override };
      desk.settle(planFor(site, decision), { event: choice === 'withdraw' ? 'withdrawn' : undefined, shown });
      return isYes;
    },
    write() {
      const kept = core.kept()!;
      const { decision, until } = kept.plan;
      const isKept = writeCookie({ value: kept.value, until, domain: options.domain });
      if (!isKept && decision) report('the browser keeps no cookies: the choice holds on this page only');
      keep(isKept ? kept : undefined, sumHere(), store);
      // What the jar holds now is what a later look compares with.
      kept.value = storedUnder(name);
    },
  };
  return desk;
};
