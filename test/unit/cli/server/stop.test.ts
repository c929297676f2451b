/** Shows how long a server that is told to stop may take. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilTold } from '../../../../src/cli/server/stop.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const newStop = () => {
  const signals = new EventEmitter();
  const reasons: string[] = [];
  let isTold = false;
  void untilTold((why) => reasons.push(why), signals).then(() => (isTold = true));
  return { signals, reasons, isTold: () => isTold };
};

test('waits until it is told to stop, by either signal', async () => {
  for (const name of ['SIGTERM', 'SIGINT']) {
    const { signals, reasons, isTold } = newStop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isTold()).toBe(false);
    signals.emit(name);
    await vi.advanceTimersByTimeAsync(0);
    expect(isTold()).toBe(true);
    expect(reasons).toEqual([]);
  }
});

test('gives up when it is told again, but not at the echo of one signal', async () => {
  const { signals, reasons } = newStop();
  signals.emit('SIGINT');
  signals.emit('SIGINT');
  await vi.advanceTimersByTimeAsync(900);
  signals.emit('SIGINT');
  expect(reasons).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  signals.emit('SIGTERM');
  expect(reasons).toEqual(['told again to stop']);
});

test('gives up after ten seconds', async () => {
  const { signals, reasons } = newStop();
  signals.emit('SIGTERM');
  await vi.advanceTimersByTimeAsync(9999);
  expect(reasons).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(reasons).toEqual(['not done within ten seconds']);
});
