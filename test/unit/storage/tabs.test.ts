/** Shows what a page learns from its other tabs, and when it looks at the jar again. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { learnFromTabs } from '../../../src/storage/tabs.js';

const stops: (() => void)[] = [];
const stop = () => stops.splice(0).forEach((each) => each());
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const startPage = () => {
  const onNews = vi.fn<(word?: string | null) => void>();
  learnFromTabs('samtycke:plan', onNews, (each) => void stops.push(each));
  return { onNews };
};
/** Returns a page that listens for what is written. */
const openPage = () => {
  const { onNews } = startPage();
  vi.runAllTimers();
  onNews.mockClear();
  return { onNews };
};

const write = (key: string | null, newValue: string | null): boolean =>
  dispatchEvent(new StorageEvent('storage', { key, newValue }));

test('is told what another tab has written under the key', () => {
  const { onNews } = openPage();
  write('samtycke:plan', '{"sum":1}');
  expect(onNews.mock.calls).toEqual([['{"sum":1}']]);
});

test('hears in a hidden tab too that another has taken the key away, as an erasure does (R32)', () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const { onNews } = openPage();
  dispatchEvent(new Event('visibilitychange'));
  expect(onNews).not.toHaveBeenCalled();
  write('samtycke:plan', null);
  expect(onNews.mock.calls).toEqual([[null]]);
});

test('takes nothing from what other scripts write', () => {
  const { onNews } = openPage();
  write('mp_x', 'anything');
  expect(onNews).not.toHaveBeenCalled();
});

test('looks half a second after the start, which is when it begins to listen for what is written', () => {
  const { onNews } = startPage();
  write('samtycke:plan', '{"sum":1}');
  vi.advanceTimersByTime(499);
  expect(onNews).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onNews.mock.calls).toEqual([[]]);
  write('samtycke:plan', '{"sum":1}');
  expect(onNews).toHaveBeenCalledTimes(2);
});

test.each(['pageshow', 'visibilitychange'])('looks again at %s, from the start', (type) => {
  const { onNews } = startPage();
  dispatchEvent(new Event(type));
  expect(onNews.mock.calls).toEqual([[undefined]]);
});

test('looks again where another tab has cleared all storage', () => {
  const { onNews } = openPage();
  write(null, null);
  expect(onNews.mock.calls).toEqual([[null]]);
});

test('listens no more once it is stopped', () => {
  const { onNews } = openPage();
  stop();
  dispatchEvent(new Event('pageshow'));
  write('samtycke:plan', 'x');
  expect(onNews).not.toHaveBeenCalled();
});
