/** Shows what a page learns from its other tabs, and when it looks at the jar again. */
import { afterEach, expect, test, vi } from 'vitest';
import { learnFromTabs } from '../../../src/storage/tabs.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

const openPage = () => {
  const [onWord, onLook] = [vi.fn<(word: string) => void>(), vi.fn<() => void>()];
  const stop = learnFromTabs({ key: 'samtycke:plan', onWord, onLook });
  stops.push(stop);
  return { onWord, onLook, stop };
};

const write = (key: string, newValue: string | null): boolean =>
  dispatchEvent(new StorageEvent('storage', { key, newValue }));

test('is told what another tab has written under the key, and does not look for it besides', () => {
  const { onWord, onLook } = openPage();
  write('samtycke:plan', '{"sum":1}');
  expect(onWord.mock.calls).toEqual([['{"sum":1}']]);
  expect(onLook).not.toHaveBeenCalled();
});

test('looks where another tab has taken the key away', () => {
  const { onWord, onLook } = openPage();
  write('samtycke:plan', null);
  expect(onWord).not.toHaveBeenCalled();
  expect(onLook).toHaveBeenCalledOnce();
});

test('looks in a hidden tab too where another has taken the key away, as an erasure does (R32)', () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  const { onLook } = openPage();
  dispatchEvent(new Event('visibilitychange'));
  expect(onLook).not.toHaveBeenCalled();
  write('samtycke:plan', null);
  expect(onLook).toHaveBeenCalledOnce();
});

test('takes nothing from what other scripts write', () => {
  const { onWord, onLook } = openPage();
  write('mp_x', 'anything');
  expect(onWord).not.toHaveBeenCalled();
  expect(onLook).not.toHaveBeenCalled();
});

test.each(['pageshow', 'visibilitychange'])('looks again at %s', (type) => {
  const { onLook } = openPage();
  dispatchEvent(new Event(type));
  expect(onLook).toHaveBeenCalledOnce();
});

test('listens no more once it is stopped', () => {
  const { onWord, onLook, stop } = openPage();
  stop();
  dispatchEvent(new Event('pageshow'));
  write('samtycke:plan', 'x');
  expect(onWord).not.toHaveBeenCalled();
  expect(onLook).not.toHaveBeenCalled();
});
