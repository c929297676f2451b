/** Shows that what a page does as it listens stops nothing of ours. */
import { afterEach, expect, test, vi } from 'vitest';
import { createState } from '../../src/state.js';
import { decisionOf } from './decision/decisions.js';

afterEach(() => void vi.useRealTimers());

test('tells all of a decision, also where a listener throws, whose fault is uncaught as any of the page', () => {
  vi.useFakeTimers();
  const state = createState();
  const fault = new Error('of the page');
  const moment = vi.fn();
  for (const store of [state.$granted, state.$decision, state.$prompt])
    store.listen(() => {
      throw fault;
    });
  state.$moment.listen(moment);
  const decision = decisionOf({ 'session:statistics': true });
  state.prompt('banner');
  state.enter({ decision, status: 'accepted', granted: ['session:statistics'], source: 'here' } as never);
  expect(moment).toHaveBeenCalledOnce();
  expect([state.$prompt.get(), state.$decision.get()]).toEqual(['banner', decision]);
  expect(vi.getTimerCount()).toBe(3);
  expect(() => vi.runAllTimers()).toThrow(fault);
});
