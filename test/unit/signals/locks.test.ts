/** Shows how tabs share what waits for the log: one sends where the browser has locks, and none waits for another for ever. */
import { expect, test, vi } from 'vitest';
import { DEAD, openStore } from '../../../src/signals/store.js';
import { keysLike, say, useLogs, waiting } from './logs.js';

const { open, pass } = useLogs();

test('sets nothing aside that another tab has dealt with meanwhile', async () => {
  const { flush, fetched, report } = open();
  fetched.mockImplementation(async () => {
    openStore().remove(waiting()[0]!);
    return new Response(null, { status: 422 });
  });
  say();
  await flush();
  expect([waiting(), keysLike(DEAD)]).toEqual([[], []]);
  expect(report).not.toHaveBeenCalled();
});

test('sends all the same where the browser has locks and refuses them', async () => {
  const request = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: { request } } }));
  const { flush, fetched } = open();
  say();
  await flush();
  expect(fetched).toHaveBeenCalledOnce();
});

test('sends what is noted while the lock is being given back', async () => {
  const request = async (_name: string, _options: unknown, act: (lock: object) => unknown) => {
    const done = await act({});
    await pass(0);
    return done;
  };
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: { request } } }));
  const { flush, fetched, onAnswer } = open();
  // The first of these is told as the last look at the queue is still to come.
  onAnswer.mockImplementationOnce(() => void setImmediate(() => (say({ event: 'withdrawn' }), void flush())));
  say();
  await flush();
  expect([fetched.mock.calls.length, waiting()]).toEqual([2, []]);
});

test('leaves sending to the tab that has the lock, but not for ever: that one may be frozen', async () => {
  const request = async (_name: string, _options: unknown, act: (lock: null) => unknown) => act(null);
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: { request } } }));
  const { flush, fetched } = open();
  say();
  await flush();
  for (let waits = 0; waits < 2; waits++) await pass(5000);
  expect(fetched).not.toHaveBeenCalled();
  await pass(5000);
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledOnce());
});
