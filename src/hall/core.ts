/** What every page needs of samtycke: reads what is stored, judges it, tells of it, and holds or releases by it. */
import { grantedIn, type Decision } from '../decision/cells.js';
import { underGpc } from '../decision/gpc.js';
import { judge, type Reason } from '../decision/validity.js';
import { gate } from '../gate/gate.js';
import { hasLeftovers } from '../gate/leftovers.js';
import { watch } from '../gate/watch.js';
import { judgeCategory, judgeMark } from '../manifest/permit.js';
import { tellPage } from '../signals/events.js';
import { googleConsentMode } from '../signals/google.js';
import { WAITING } from '../signals/store.js';
import { isBlocked, readStored } from '../storage/cookie.js';
import { learnFromTabs, openChannel } from '../storage/tabs.js';
import { cleaner } from './clean.js';
import type { Core, CoreOptions, More } from './halves.js';
import { actFromHtml } from './html.js';

const releasing = {
  /** How long a script may keep those behind it waiting, in milliseconds (DESIGN §5). */
  patience: 10_000,
  late: async () => (await import('../gate/late.js')).createLate,
};

/** Opens the hall on this page; from here on every decision is kept, told and obeyed. */
export const openCore = (options: CoreOptions): Core => {
  const { site, state, door, report, withAnswering } = options;
  const { domain, log, reload, months } = site.options;
  const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  const channel = openChannel();
  let reason: Reason | undefined;

  const judged = (found: Decision | undefined): Decision | undefined => {
    const { decision, ask } = judge(found, { policy: site.policy.version, months, now: Date.now() });
    reason = site.asked.length ? ask : undefined;
    return underGpc(decision, gpc);
  };

  const enter: Core['enter'] = (decision, cause) => {
    if (!cause.once) state.prompt('none');
    state.enter({ decision, ...cause });
  };

  const ask = (): void => {
    // Asked again when it is here: an answer may have been given meanwhile.
    if (reason) withAnswering((answering) => reason && answering.show());
  };

  const onLearn = (found: Decision | undefined): void => {
    const [decision, now] = [judged(found), state.$decision.get()];
    const tell = (it: Decision | undefined): string => (it ? `${it.policy} ${grantedIn(it.cells).join()}` : '');
    if (tell(decision) === tell(now)) return;
    enter(decision, { source: 'tab' });
    ask();
  };

  const withMore = (then: (more: More) => void): void =>
    void door.loadMore().then(then, (fault: unknown) => report(`samtycke.more.js does not load: ${String(fault)}`));

  const holds = (expression: string): boolean =>
    judgeCategory(expression, { site, decision: state.$decision.get() }).holds;

  const declarations = watch('[data-samtycke="declaration"]', (elements) =>
    withAnswering((answering) => answering.declare(elements)),
  );

  // The one row of effects: remember, tell, release. Adding a signal is one file and one line here.
  const stops = [
    state.$moment.listen(
      (moment) => moment?.source === 'here' && withAnswering((answering) => answering.remember(moment)),
    ),
    // Google is a third party: that cell decides where the site has it.
    options.tellsGoogle &&
      googleConsentMode(state, {
        grants: (purpose) => holds(site.asked.find((cell) => cell === `third-party:${purpose}`) ?? purpose),
      }),
    tellPage(state),
    state.$moment.listen(cleaner(site, withMore, report)),
    gate(state, {
      ...releasing,
      report,
      allows(mark) {
        const judgement = judgeMark(mark, { site, decision: state.$decision.get(), path: location.pathname });
        if (judgement.fault) report(judgement.fault);
        return judgement.holds;
      },
      hold(embed, mark, release) {
        let undo: (() => void) | undefined;
        withAnswering((answering) => (undo ??= answering.hold({ embed, mark, release })));
        return () => (undo ??= () => undefined)();
      },
      onStale: (elements, isHere) => withMore((more) => more.close(elements, isHere && reload !== false)),
    }),
    declarations.stop,
    learnFromTabs(channel, {
      since: () => state.$decision.get()?.at ?? 0,
      // Where nothing can be kept, what this page knows is all there is.
      read: () => (isBlocked() ? state.$decision.get() : readStored(domain)),
      onLearn,
    }),
    actFromHtml(withAnswering),
  ];

  enter(judged(readStored(domain)), { source: 'stored' });
  declarations.again();
  if (log && hasLeftovers([WAITING], '')) withAnswering((answering) => answering.flush());
  ask();
  return {
    ...options,
    gpc,
    channel,
    judged,
    enter,
    reason: () => reason,
    alsoStop: (stop) => void stops.push(stop),
    stop: () => stops.forEach((stop) => stop && stop()),
  };
};
