/** Opens a gate on a page of markup, for the tests of this room. */
import { vi } from 'vitest';
import { saidIn, type Decision } from '../../../src/decision/cells.js';
import { gate } from '../../../src/gate/gate.js';
import { createWatch } from '../../../src/gate/watch.js';
import type { Mark } from '../../../src/manifest/permit.js';
import { createState } from '../../../src/state.js';
import { decisionOf } from '../decision/decisions.js';

export const YES = decisionOf({ 'permanent:statistics': true });
export const NO = decisionOf({ 'permanent:statistics': false });
// What scripts see of the page is shown in browsers: this window is no EventTarget.
vi.mock('../../../src/gate/stage.js', () => ({
  createStage: () => ({ enter: () => undefined, leave: () => undefined, settle: () => undefined }),
}));

const stops: (() => void)[] = [];

/** Opens a gate on this markup; what is marked `a` may pass once statistics are granted, what is marked `own` always. */
export const openPage = (html: string) => {
  document.body.innerHTML = html;
  const state = createState();
  const [stale, held, report] = [vi.fn<(isHere: boolean) => void>(), new Map<Element, () => void>(), vi.fn()];
  const allows = ({ service, category }: Mark): boolean =>
    [service, category].every(
      (name) =>
        name === null ||
        name === 'own' ||
        (name === 'a' && state.$decision.get()?.cells['permanent:statistics'] === true),
    );
  const hold = (embed: HTMLElement, _mark: Mark, release: () => void): (() => void) => {
    held.set(embed, release);
    return () => void held.delete(embed);
  };
  const reopen = (): (() => void) => {
    const close = gate(state, {
      watch: createWatch(),
      allows,
      hold,
      onStale: stale,
      patience: () => 1000,
      report,
    });
    stops.push(close);
    return close;
  };
  const stop = reopen();
  /** Enters a decision and waits until what follows from it has been done. */
  const enter = async (
    decision: Decision | undefined,
    source: 'here' | 'stored' | 'tab' | 'path' = 'stored',
    more = {},
  ): Promise<void> => {
    state.enter({ ...saidIn(decision), source, ...more });
    await new Promise((resolve) => setTimeout(resolve, 150));
  };
  return {
    enter,
    stale,
    held,
    stop,
    reopen,
    report,
    find: <T extends Element = HTMLElement>(selector: string): T => document.body.querySelector<T>(selector)!,
  };
};

/** Takes every page opened so far down again. */
export const closePages = (): void => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
  document.body.innerHTML = '';
};
