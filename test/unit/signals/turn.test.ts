/** Shows that tabs count one at a time and far enough apart, and that none waits for ever to do so. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LAST, openStore } from '../../../src/signals/store.js';
import { inTurn } from '../../../src/signals/turn.js';
import { YES } from './moments.js';
import { clearStore, openReceiver, say } from './logs.js';

type Request = (name: string, options: { signal?: AbortSignal }, act: (lock: object) => unknown) => Promise<unknown>;
const withLocks = (request?: Request): void => {
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: request && { request } } }));
};

/** Grants one turn after the other, as browsers do. */
const oneByOne = (): Request => {
  let last: Promise<unknown> = Promise.resolve();
  return (_name, _options, act) => (last = last.then(() => act({})));
};

const done = vi.fn<() => string>(() => 'done');
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  done.mockClear();
  clearStore();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('gives back what was done in its turn, and leaves 50 ms before the next', async () => {
  withLocks(oneByOne());
  expect(await inTurn(done)).toBe('done');
  const second = inTurn(done);
  await vi.advanceTimersByTimeAsync(49);
  expect(done).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1);
  expect(await second).toBe('done');
});

test('passes on what goes wrong in its turn', async () => {
  withLocks(oneByOne());
  const wrong = (): never => {
    throw new Error('full');
  };
  await expect(inTurn(wrong)).rejects.toThrow('full');
});

test('does it at once where there are no locks or the browser refuses them', async () => {
  withLocks();
  await inTurn(done);
  withLocks(() => Promise.reject(new DOMException('denied', 'SecurityError')));
  await inTurn(done);
  expect(done).toHaveBeenCalledTimes(2);
});

test('does it once, after two seconds, where a tab sleeps in its turn', async () => {
  withLocks(
    (_name, { signal }) => new Promise((_, refuse) => signal!.addEventListener('abort', () => refuse(signal!.reason))),
  );
  const over = inTurn(done);
  await vi.advanceTimersByTimeAsync(1999);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await over;
  await vi.runAllTimersAsync();
  expect(done).toHaveBeenCalledOnce();
});

test('a record takes its number in its turn, after what the tab before it wrote', async () => {
  let grant = (): void => {};
  const turn = new Promise<void>((resolve) => (grant = resolve));
  withLocks((name, _options, act) => (name === 'samtycke:n' ? turn.then(() => act({})) : Promise.resolve(act({}))));
  const { flush, stop, records } = openReceiver();
  say({ decision: YES });
  const sent = flush();
  await vi.advanceTimersByTimeAsync(10);
  openStore().set(LAST, '7.other.');
  grant();
  await sent;
  stop();
  expect(records().map(({ seq, prev }) => [seq, prev])).toEqual([[8, 'other']]);
});
