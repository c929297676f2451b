/** Shows that the store keeps what it is given for the page at least, and never throws. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../../../src/signals/store.js';

const refuse = (): never => {
  throw new DOMException('no', 'SecurityError');
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
});

test('keeps texts in localStorage, gives them back, lists and removes them', () => {
  const store = openStore();
  store.set('samtycke:a', '1');
  expect(localStorage.getItem('samtycke:a')).toBe('1');
  expect([store.get('samtycke:a'), store.get('samtycke:b'), store.keys()]).toEqual(['1', null, ['samtycke:a']]);
  store.remove('samtycke:a');
  expect([store.get('samtycke:a'), store.keys()]).toEqual([null, []]);
});

test('keeps texts in memory where localStorage is blocked altogether', () => {
  vi.stubGlobal('localStorage', new Proxy({}, { get: refuse, ownKeys: refuse }));
  const store = openStore();
  store.set('samtycke:a', '1');
  expect([store.get('samtycke:a'), store.keys()]).toEqual(['1', ['samtycke:a']]);
  store.remove('samtycke:a');
  expect([store.get('samtycke:a'), store.keys()]).toEqual([null, []]);
});

test('keeps in memory what a full localStorage does not take, and the newest of it', () => {
  const kept = new Map([['samtycke:a', 'old']]);
  vi.stubGlobal('localStorage', {
    setItem: refuse,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
  });
  const store = openStore();
  store.set('samtycke:a', 'new');
  expect(store.get('samtycke:a')).toBe('new');
  store.remove('samtycke:a');
  expect(store.get('samtycke:a')).toBeNull();
});

test('gives the newest value back once localStorage takes texts again', () => {
  const store = openStore();
  const real = localStorage;
  vi.stubGlobal('localStorage', { setItem: refuse, getItem: refuse, removeItem: refuse });
  store.set('samtycke:a', 'first');
  vi.stubGlobal('localStorage', real);
  store.set('samtycke:a', 'second');
  expect(store.get('samtycke:a')).toBe('second');
  expect(store.keys().filter((key) => key === 'samtycke:a')).toHaveLength(1);
});
