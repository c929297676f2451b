/** Has what is marked held and released by the plan that holds, as a file of its own. */
import { own } from '../decision/cells.js';
import { gate } from '../gate/gate.js';
import { judgeMark } from '../manifest/permit.js';
import type { OpenGate } from './halves.js';

/** Opens the gate on the page's core; returns what closes it. */
export const openGate: OpenGate = (core) => {
  const { state, report, judgeCategory, watch, kept, withAnswering, withLater } = core;
  return gate(state, {
    patience: () => kept()!.plan.patience,
    report,
    watch,
    allows(mark) {
      const { holds, fault } = judgeMark(mark, { plan: kept()!.plan, path: location.pathname, judgeCategory });
      if (fault) report(fault);
      return holds;
    },
    hold(embed, mark, release) {
      if (mark.isGuess && !own(kept()!.plan.services, mark.service ?? '')) return () => undefined;
      let undo: (() => void) | undefined;
      withAnswering((half) => (undo ??= half.hold({ embed, mark, release })));
      return () => (undo ??= () => undefined)();
    },
    onStale: (isHere) => withLater('more', (more) => more.reload(core, isHere)),
  });
};
