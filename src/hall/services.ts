/** Starts, signals and stops the ready-made services that the plan grants, as a file of its own. */
import { createInject } from '../gate/inject.js';
import { judgeMark } from '../manifest/permit.js';
import type { Start } from '../manifest/plan.js';
import { fillIn } from '../services/fill.js';
import type { Behaviour, Given } from '../services/behaviour.js';
import type { Core, OpenServices } from './halves.js';

export { fillIn };

/** Fills in the facts that are found at their addresses. */
export const fillFrom = (input: unknown, at: (file: string) => string): Promise<unknown> =>
  fillIn(input, async (use) => {
    const answer = await fetch(at(`services/${use}.json`));
    return answer.ok ? answer.json() : undefined;
  });

/** One service on this page. */
interface Running {
  /** Whether it may run now. */
  isOn: boolean;
  /** Tells it what holds; before its behaviour has come there is nobody to tell. */
  tell: (isGranted: boolean) => void;
}

/** Fetches a service's behaviour and starts it, if it still may run when that has come. */
const begin = (
  { use, key, host }: Start,
  { core, inject }: { core: Core; inject: ReturnType<typeof createInject> },
): Running => {
  const fail = (fault: unknown): void =>
    core.report(`${use}: ${fault instanceof Error ? fault.message : String(fault)}`);
  const attempt = (act: () => void): void => {
    try {
      act();
    } catch (fault) {
      fail(fault);
    }
  };
  const given: Given = {
    key,
    host,
    // A script that was on its way at a withdrawal runs all the same: it is told once more, and what was to follow waits.
    load(address, then = () => undefined) {
      const goOn = (): void => {
        if (running.isOn) return attempt(then);
        missed = then;
        running.tell(false);
      };
      inject(address, goOn, fail);
    },
  };
  let missed: (() => void) | undefined;
  const running: Running = { isOn: true, tell: () => undefined };
  const run = (behaviour: Behaviour): void => {
    let isStarted = false;
    running.tell = (isGranted) =>
      attempt(() => {
        if (!isStarted) behaviour.start(given);
        isStarted = true;
        behaviour.signal?.(isGranted, given);
        if (!isGranted) return behaviour.stop?.(given);
        missed?.();
        missed = undefined;
      });
    if (running.isOn) running.tell(true);
  };
  core.door.loadBehaviour(use).then(run).catch(fail);
  return running;
};

/** What was started on this page, by its state: a handle that is stopped and started again still answers for it. */
const started = new WeakMap<Core['state'], Map<string, Running>>();

/** Opens the services on the page's core; returns what has them follow the plan that holds. */
export const openServices: OpenServices = (core) => {
  const inject = createInject(core.door.nonce);
  const all = started.get(core.state) ?? new Map<string, Running>();
  started.set(core.state, all);
  const mayRun = ({ use }: Start): boolean =>
    judgeMark(
      { service: use, category: null, addresses: [] },
      { plan: core.kept()!.plan, path: location.pathname, judgeCategory: core.judgeCategory },
    ).holds;
  return () => {
    const wanted = core.kept()!.plan.starts.filter(mayRun);
    for (const [use, running] of all) {
      if (!running.isOn || wanted.some((start) => start.use === use)) continue;
      running.isOn = false;
      running.tell(false);
      // What runs can be told, but not taken out of the page.
      core.withLater('more', (more) => more.reload(core, core.state.$moment.get()!.source !== 'tab'));
    }
    for (const start of wanted) {
      const running = all.get(start.use);
      if (!running) all.set(start.use, begin(start, { core, inject }));
      else if (!running.isOn) {
        running.isOn = true;
        running.tell(true);
      }
    }
  };
};
