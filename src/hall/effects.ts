/** The row of effects that every decision runs through: remember, tell, release. */
import { own } from '../decision/cells.js';
import { YES } from '../decision/truths.js';
import { hasLeftovers } from '../gate/leftovers.js';
import { watch } from '../gate/watch.js';
import { tellPage } from '../signals/events.js';
import { googleConsentMode } from '../signals/google.js';
import { WAITING } from '../signals/store.js';
import { readHeader } from '../storage/cookie.js';
import { UNCLEAN, type Core } from './halves.js';
import { when } from './when.js';

/** Has what is marked held and released: the gate is fetched by the first mark on the page, and by nothing else. */
const startGate = (core: Core): (() => void) => {
  let stop: (() => void) | undefined;
  const marks = core.watch(() => {
    marks.stop();
    when(
      core.door.loadGate(),
      (open) => (stop ??= open(core)),
      (fault) => core.report(`samtycke.gate.js does not load, so that all stays held: ${String(fault)}`),
    );
  });
  marks.again();
  return () => {
    marks.stop();
    (stop ??= () => undefined)();
  };
};

/** Has ready-made services started and stopped: what does it is fetched where the first of them is granted. */
const startServices = (core: Core): (() => void) => {
  let follow: (() => void) | undefined;
  let loading = false;
  const end = core.state.$moment.listen(() => {
    if (loading || !core.kept()!.plan.starts.length) return follow?.();
    loading = true;
    when(
      core.door.loadServices(),
      (open) => {
        follow ??= open(core);
        follow();
      },
      (fault) =>
        core.report(`samtycke.services.js does not load, so that no ready-made service runs: ${String(fault)}`),
    );
  });
  return () => {
    follow = () => undefined;
    end();
  };
};

/** Starts the effects, in order; adding one is one file and one line here. Returns what stops each. */
export const startEffects = (core: Core): (() => void)[] => {
  const { state, withAnswering, withMore, tellsGoogle } = core;
  const declarations = watch('[data-samtycke="declaration"]', (elements) => {
    if (state.$moment.get()) withAnswering((half) => half.declare(elements));
  });
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
    startServices(core),
    // What services without consent have stored is erased, at each start and change (R5, R31).
    state.$moment.listen((moment) => {
      const { once, before, had, granted } = moment!;
      const isWithdrawal = had.some((cell) => !granted.includes(cell));
      if (!once && (isWithdrawal || hasLeftovers([...core.kept()!.plan.refused, UNCLEAN], readHeader() ?? '')))
        withMore((more) => more.clean(core, isWithdrawal ? before : undefined));
    }),
    startGate(core),
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
