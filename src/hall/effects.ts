/** The row of effects that every decision runs through: remember, tell, release. */
import { own } from '../decision/cells.js';
import { YES } from '../decision/truths.js';
import { hasLeftovers } from '../gate/leftovers.js';
import { truthsAt } from '../manifest/permit.js';
import { tellPage } from '../signals/events.js';
import { WAITING } from '../signals/store.js';
import { readHeader } from '../storage/cookie.js';
import { afterPaint } from './afterPaint.js';
import type { Core } from './halves.js';
import { when } from './when.js';

/** Returns what goes on once vendors that the page itself brings have been told what holds, where the manifest names any. */
const startSignals = (core: Core): ((then: () => void) => void) => {
  let told: Promise<void> | undefined;
  const withSignals = (then: () => void): void =>
    core.whenJudged(() => {
      if (!core.kept()?.plan.signals.length) return then();
      told ??= new Promise((resolve) => core.withLater('signals', ({ openSignals }) => resolve(openSignals(core))));
      when(told, then, core.fail);
    });
  withSignals(() => undefined);
  return withSignals;
};

/** Has what is marked held and released: the gate is fetched by the first mark on the page, and by nothing else. */
const startGate = (core: Core, withSignals: ReturnType<typeof startSignals>): (() => void) => {
  const marks = core.watch(() => {
    marks.stop();
    core.withLater('gate', ({ openGate }) => withSignals(() => core.alsoStop(openGate(core))));
  });
  marks.again();
  return marks.stop;
};

/** Has ready-made services started and stopped: what does it is fetched where the first of them is granted. */
const startServices = (core: Core, withSignals: ReturnType<typeof startSignals>): (() => void) => {
  let follow: (() => void) | undefined;
  return core.state.$moment.listen(() => {
    if (follow || !core.kept()!.plan.starts.length) return follow?.();
    follow = () => undefined;
    core.withLater('services', ({ openServices }) =>
      withSignals(() => {
        follow = openServices(core);
        follow();
      }),
    );
  });
};

/**
 * Has what services without consent have stored erased, at each start and change (R5, R31), and records left by other pages
 * sent. At a start once the page has been painted: Chromium asks another process what lies there, and the page would wait.
 */
const lookAround = (core: Core): (() => void) =>
  core.state.$moment.listen(async (moment) => {
    const { source, once, before, had, granted } = moment!;
    const isStart = source === 'stored';
    if (isStart) await afterPaint();
    const { ask, log, isDeep, refused } = core.kept()!.plan;
    const isWithdrawal = had.some((cell) => !granted.includes(cell));
    // A database, cache or worker is looked for at each answer, and where one must be given again.
    const isDue = isWithdrawal || (isDeep && (ask || source === 'here'));
    if (!once && (isDue || hasLeftovers(refused, readHeader())))
      core.withLater('more', (more) => more.clean(core, isWithdrawal ? before : undefined));
    if (isStart && log && hasLeftovers([WAITING], '')) core.withAnswering((half) => half.flush());
  });

/** Starts the effects, in order; adding one is one file and one line here. Returns what stops each. */
export const startEffects = (core: Core): (() => void)[] => {
  const { state, withAnswering, google } = core;
  const withSignals = startSignals(core);
  const declarations = core.watch((elements) => {
    if (state.$moment.get()) withAnswering((half) => half.declare(elements));
  }, '[data-samtycke="declaration"]');
  return [
    state.$moment.listen((moment) => moment?.source === 'here' && withAnswering((half) => half.remember(moment))),
    // Google is a third party: that cell decides where the site has it.
    google?.follow(state, {
      grants(purpose) {
        const truths = truthsAt(core.kept()!.plan, location.pathname);
        return (own(truths, `third-party:${purpose}`) ?? own(truths, purpose)) === YES;
      },
    }) ?? (() => undefined),
    tellPage(state),
    startServices(core, withSignals),
    lookAround(core),
    startGate(core, withSignals),
    state.$moment.listen((moment) => {
      const kept = core.kept()!;
      const { source } = moment!;
      if (source === 'stored') declarations.again();
      // Asked again when it is here: an answer may have been given meanwhile.
      if (kept.plan.ask && source !== 'here') withAnswering((half) => kept === core.kept() && half.show());
    }),
    declarations.stop,
  ];
};
