/** Shows what a page learns from its other tabs, and when it looks at the jar again. */
import { afterEach, expect, test, vi } from 'vitest';
import { learnFromTabs } from '../../../src/storage/tabs.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

const openPage = () => {
  const onNews = vi.fn<(word?: string | null) => void>();
  const stop = learnFromTabs('samtycke:plan', onNews);
  stops.push(stop);
  return { onNews, stop };
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

test.each(['pageshow', 'visibilitychange'])('looks again at %s', (type) => {
  const { onNews } = openPage();
  dispatchEvent(new Event(type));
  expect(onNews.mock.calls).toEqual([[undefined]]);
});

test('looks again where another tab has cleared all storage', () => {
  const { onNews } = openPage();
  write(null, null);
  expect(onNews.mock.calls).toEqual([[null]]);
});

test('listens no more once it is stopped', () => {
  const { onNews, stop } = openPage();
  stop();
  dispatchEvent(new Event('pageshow'));
  write('samtycke:plan', 'x');
  expect(onNews).not.toHaveBeenCalled();
});
