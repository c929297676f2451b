/** The row of effects that every decision runs through: remember, tell, release. */
import { own } from '../decision/cells.js';
import { YES } from '../decision/truths.js';
import { gate } from '../gate/gate.js';
import { hasLeftovers } from '../gate/leftovers.js';
import { watch } from '../gate/watch.js';
import { judgeMark } from '../manifest/permit.js';
import { tellPage } from '../signals/events.js';
import { googleConsentMode } from '../signals/google.js';
import { WAITING } from '../signals/store.js';
import { readHeader } from '../storage/cookie.js';
import { UNCLEAN, type Core } from './halves.js';

/** How long a script may keep those behind it waiting, in milliseconds (DESIGN §5). */
const PATIENCE = 10_000;

/** Starts the effects, in order; adding one is one file and one line here. Returns what stops each. */
export const startEffects = (core: Core): (() => void)[] => {
  const { state, report, withAnswering, withMore, tellsGoogle } = core;
  const declarations = watch('[data-samtycke="declaration"]', (elements) =>
    withAnswering((half) => half.declare(elements)),
  );
  return [
    state.$moment.listen((moment) => moment?.source === 'here' && withAnswering((half) => half.remember(moment))),
    tellsGoogle
      ? googleConsentMode(state, {
          // Google is a third party: that cell decides where the site has it.
          grants(purpose) {
            const { truths } = core.kept()!.plan;
            return (own(truths, `third-party:${purpose}`) ?? own(truths, purpose)) === YES;
          },
        })
      : () => undefined,
    tellPage(state),
    // What services without consent have stored is erased, at each start and change (R5, R31).
    state.$moment.listen((moment) => {
      const { once, had, granted } = moment!;
      const isWithdrawal = had.some((cell) => !granted.includes(cell));
      if (!once && (isWithdrawal || hasLeftovers([...core.kept()!.plan.refused, UNCLEAN], readHeader() ?? '')))
        withMore((more) => more.clean(core, isWithdrawal));
    }),
    gate(state, {
      patience: PATIENCE,
      report,
      allows(mark) {
        const plan = core.kept()?.plan;
        const { holds, fault } = plan ? judgeMark(mark, plan, location.pathname) : { holds: false };
        if (fault) report(fault);
        return holds;
      },
      hold(embed, mark, release) {
        let undo: (() => void) | undefined;
        withAnswering((half) => (undo ??= half.hold({ embed, mark, release })));
        return () => (undo ??= () => undefined)();
      },
      onStale: (elements, isHere) => withMore((more) => more.close(elements, isHere && core.kept()!.plan.reload)),
    }),
    state.$moment.listen((moment) => {
      const kept = core.kept()!;
      const { ask, log } = kept.plan;
      const { source } = moment!;
      if (source === 'stored') declarations.again();
      if (source === 'stored' && log && hasLeftovers([WAITING], '')) withAnswering((half) => half.flush());
      // Asked again when it is here: an answer may have been given meanwhile.
      if (ask && source !== 'here') withAnswering((half) => kept === core.kept() && half.show());
    }),
    declarations.stop,
  ];
};
