/** Has what is marked held and released by the plan that holds, as a file of its own. */
import { gate } from '../gate/gate.js';
import { judgeMark } from '../manifest/permit.js';
import type { OpenGate } from './halves.js';

/** How long a script may keep those behind it waiting, in milliseconds (DESIGN §5). */
const PATIENCE = 10_000;

/** Opens the gate on the page's core; returns what closes it. */
export const openGate: OpenGate = ({ state, report, kept, withAnswering, withMore }) =>
  gate(state, {
    patience: PATIENCE,
    late: () => import('../gate/late.js').then(({ createLate }) => createLate),
    report,
    allows(mark) {
      const plan = kept()?.plan;
      const { holds, fault } = plan ? judgeMark(mark, plan, location.pathname) : { holds: false };
      if (fault) report(fault);
      return holds;
    },
    hold(embed, mark, release) {
      let undo: (() => void) | undefined;
      withAnswering((half) => (undo ??= half.hold({ embed, mark, release })));
      return () => (undo ??= () => undefined)();
    },
    onStale: (elements, isHere) => withMore((more) => more.close(elements, isHere && kept()!.plan.reload)),
  });
