/** Shows that a page looks cheaply whether there is anything to erase or to send, and errs on the side of looking closer. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hasLeftovers } from '../../../src/gate/leftovers.js';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

test("finds nothing where nothing is stored, or only another's", () => {
  expect(hasLeftovers(['_ga', 'mp_*'], '')).toBe(false);
  localStorage.setItem('other', '1');
  expect(hasLeftovers(['_ga', 'mp_*'], 'sid=1; x_ga=1')).toBe(false);
  expect(hasLeftovers([], '_ga=1')).toBe(false);
});

test('finds a cookie, wherever it stands in the header', () => {
  for (const header of ['_ga=1', 'sid=1; _ga=1', 'sid=1;_ga=1; x=1', '_ga'])
    expect(hasLeftovers(['_ga'], header), header).toBe(true);
});

test('finds a key in either storage, by its name up to the *', () => {
  localStorage.setItem('mp_123_mixpanel', '1');
  expect(hasLeftovers(['mp_*_mixpanel'], '')).toBe(true);
  localStorage.clear();
  sessionStorage.setItem('mp_123', '1');
  expect(hasLeftovers(['mp_*'], '')).toBe(true);
});

test('finds nothing in storage that is blocked, and throws nothing', () => {
  const refuse = (): never => {
    throw new DOMException('no', 'SecurityError');
  };
  for (const storage of ['localStorage', 'sessionStorage'])
    vi.stubGlobal(storage, new Proxy({}, { get: refuse, ownKeys: refuse }));
  expect(hasLeftovers(['a'], '')).toBe(false);
  expect(hasLeftovers(['a'], 'a=1')).toBe(true);
});
