/** Shows that a running server lets its log forget, soon after the start and daily, and bears a journal that fails. */
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepExpiring } from '../../../../src/cli/server/expiry.js';

const DAY = 86_400_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('R41 runs a minute after the start and then daily, by the clock of that day, until it is stopped', async () => {
  const expire = vi.fn(async () => ({ expired: 2, removed: 0 }));
  const [info, onFault] = [vi.fn(), vi.fn()];
  const began = Date.now();
  const expiry = keepExpiring({ expire }, { atMost: 36 }, { log: { info, warn: vi.fn() }, onFault });
  await vi.advanceTimersByTimeAsync(59_999);
  expect(expire).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1 + 3 * DAY);
  expect(expire.mock.calls).toEqual([0, 1, 2, 3].map((day) => [began + 60_000 + day * DAY, { atMost: 36 }]));
  expect(info).toHaveBeenLastCalledWith({ expired: 2, removed: 0 }, 'kept long enough');
  await expiry.stop();
  await vi.advanceTimersByTimeAsync(3 * DAY);
  expect(expire).toHaveBeenCalledTimes(4);
});

test('tells of a journal that fails, and tries again the next day', async () => {
  const expire = vi.fn(async () => Promise.reject(new Error('no')));
  const [info, onFault] = [vi.fn(), vi.fn()];
  const expiry = keepExpiring({ expire }, {}, { log: { info, warn: vi.fn() }, onFault });
  await vi.advanceTimersByTimeAsync(60_000 + DAY);
  expect([expire, onFault, info].map(({ mock }) => mock.calls.length)).toEqual([2, 2, 0]);
  await expiry.stop();
});

test('R43 says so where something is wrong with the log', async () => {
  const fault = { seq: 7, what: 'the content has been changed' };
  const expire = async () => ({ expired: 0, removed: 0, fault });
  const [info, warn] = [vi.fn(), vi.fn()];
  const expiry = keepExpiring({ expire }, {}, { log: { info, warn }, onFault: vi.fn() });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(warn).toHaveBeenCalledExactlyOnceWith(fault, expect.stringContaining('"npx samtycke verify"'));
  expect(info).not.toHaveBeenCalled();
  await expiry.stop();
});

test('is stopped only when a round that is under way is done', async () => {
  const gate = new EventTarget();
  const expire = vi.fn(async () => {
    await once(gate, 'open');
    return { expired: 0, removed: 0 };
  });
  const expiry = keepExpiring({ expire }, {}, { log: { info: vi.fn(), warn: vi.fn() }, onFault: vi.fn() });
  await vi.advanceTimersByTimeAsync(60_000);
  let isDone = false;
  const stopping = expiry.stop().then(() => (isDone = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isDone).toBe(false);
  gate.dispatchEvent(new Event('open'));
  await stopping;
  await vi.advanceTimersByTimeAsync(2 * DAY);
  expect(expire).toHaveBeenCalledOnce();
});
