/** Shows what is erased after a withdrawal: what was declared, wherever it lies, and never what is kept. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo, header, lines } from '../cookieJar.js';
import { erase, survivors, type Item } from '../../../src/gate/erase.js';

const refuse = (): never => {
  throw new DOMException('no', 'SecurityError');
};
const names = (): string[] =>
  header()
    .split('; ')
    .filter(Boolean)
    .map((pair) => pair.split('=')[0]!)
    .toSorted();
const set = (...cookies: string[]): void => {
  for (const cookie of cookies) document.cookie = cookie;
};
const items = (...patterns: string[]): Item[] => patterns.map((name) => ({ name }));

beforeEach(() => {
  emptyJar();
  goTo('https://www.assistme.eu/forsakringar/bil/jamfor');
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(document, 'cookie');
});

test.each([
  'path=/',
  'path=/; domain=assistme.eu',
  'path=/; domain=.assistme.eu',
  'path=/; domain=www.assistme.eu',
  'path=/forsakringar',
  'path=/forsakringar/',
  'path=/forsakringar/bil',
  'path=/forsakringar/bil/jamfor',
  'path=/forsakringar/; domain=assistme.eu',
  '',
])('erases a cookie set with "%s"', (attributes) => {
  set(`_ga=1; ${attributes}`);
  expect(names()).toEqual(['_ga']);
  erase(items('_ga'), []);
  expect(names()).toEqual([]);
});

test('erases a name wherever it was set, all at once', () => {
  set('_ga=1; path=/', '_ga=2; path=/; domain=assistme.eu', '_ga=3; path=/forsakringar');
  erase(items('_ga'), []);
  expect(header()).toBe('');
});

test.each([
  ['_ga', ['_ga'], ['_gat', '_ga_X', 'x_ga']],
  ['_ga*', ['_ga', '_gat', '_ga_X'], ['x_ga', '_g']],
  ['*_ga', ['x_ga', '_ga'], ['_gat']],
  ['mp_*_mixpanel', ['mp_a_mixpanel', 'mp__mixpanel', 'mp_a_mixpanel_mixpanel'], ['mp_mixpanel', 'mp_a_mixpanels']],
  ['a*b*c', ['abc', 'axbxc', 'abbcc'], ['acb', 'abcx', 'ac']],
  ['a*a', ['aa', 'aba'], ['a']],
  ['*', ['anything'], []],
  ['.*', ['.x'], ['x']],
  ['[ab]+', ['[ab]+'], ['aa', 'ab']],
])('takes * for any run of signs in %s, and no other sign for anything but itself', (pattern, meant, spared) => {
  for (const key of [...meant, ...spared]) localStorage.setItem(key, '1');
  erase([{ name: pattern, storage: 'local' }], []);
  expect(Object.keys(localStorage).toSorted()).toEqual(spared.toSorted());
});

test('takes no time over a pattern made to take long', () => {
  localStorage.setItem('a'.repeat(2000), '1');
  const before = performance.now();
  erase([{ name: `${'a*'.repeat(500)}b`, storage: 'local' }], []);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('never erases a name that is kept, whatever a * says', () => {
  set('sid=1; path=/', '_ga=1; path=/', '__Host-samtycke=1; path=/; secure');
  localStorage.setItem('samtycke:key', '1');
  localStorage.setItem('mp', '1');
  const kept: Item[] = [{ name: 'sid' }, { name: '__Host-samtycke' }, { name: 'samtycke:*', storage: 'local' }];
  erase([{ name: '*' }, { name: '*', storage: 'local' }], kept);
  expect([names(), Object.keys(localStorage)]).toEqual([['__Host-samtycke', 'sid'], ['samtycke:key']]);
});

test('erases in each kind of storage only what was declared for that kind', () => {
  set('a=1; path=/');
  localStorage.setItem('a', '1');
  sessionStorage.setItem('a', '1');
  erase([{ name: 'a', storage: 'session' }], []);
  expect([names(), localStorage.getItem('a'), sessionStorage.getItem('a')]).toEqual([['a'], '1', null]);
  erase([{ name: 'a', storage: 'local' }], [{ name: 'a' }]);
  expect([names(), localStorage.getItem('a')]).toEqual([['a'], null]);
});

test("leaves another's cookies alone, and writes no line about them", () => {
  set('other=1; path=/', '_ga=1; path=/');
  lines.length = 0;
  erase(items('_ga'), []);
  expect(names()).toEqual(['other']);
  expect(lines.every((line) => line.startsWith('_ga='))).toBe(true);
});

test('erases a cookie of a secure prefix', () => {
  set('__Secure-x=1; path=/; secure', '__Host-y=1; path=/; secure');
  erase(items('__Secure-x', '__Host-y'), []);
  expect(names()).toEqual([]);
});

test('erases a cookie past an element that has taken the place of document.cookie', () => {
  set('_ga=1; path=/');
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => document.createElement('img'),
    set() {},
  });
  erase(items('_ga'), []);
  expect(header()).toBe('');
});

test('erases databases by name and by pattern, and none that is kept', async () => {
  const deleted: string[] = [];
  const databases = async () => [{ name: 'mixpanelBrowserDb' }, { name: 'mixpanelFlagsDb' }, { name: 'own' }, {}];
  vi.stubGlobal('indexedDB', { databases, deleteDatabase: (name: string) => deleted.push(name) });
  erase(
    [
      { name: 'mixpanel*', storage: 'indexeddb' },
      { name: 'own', storage: 'indexeddb' },
    ],
    [{ name: 'own', storage: 'indexeddb' }],
  );
  await vi.waitFor(() => expect(deleted).toEqual(['mixpanelBrowserDb', 'mixpanelFlagsDb']));
});

test('erases databases by their declared names where the browser lists none', async () => {
  const deleted: string[] = [];
  vi.stubGlobal('indexedDB', { deleteDatabase: (name: string) => deleted.push(name) });
  erase([{ name: 'mixpanelBrowserDb', storage: 'indexeddb' }], []);
  await vi.waitFor(() => expect(deleted).toEqual(['mixpanelBrowserDb']));
});

test('erases what it can where one kind of storage is blocked, and throws nothing', () => {
  vi.stubGlobal('localStorage', new Proxy({}, { get: refuse, ownKeys: refuse }));
  vi.stubGlobal('indexedDB', new Proxy({}, { get: refuse }));
  sessionStorage.setItem('a', '1');
  const all = (['local', 'session', 'indexeddb'] as const).map((storage) => ({ name: 'a', storage }));
  expect(() => erase([...all, { name: 'a' }], [])).not.toThrow();
  expect(sessionStorage.getItem('a')).toBeNull();
  emptyJar('blocked');
  expect(() => erase(items('_ga'), [])).not.toThrow();
  expect(survivors(items('_ga'), [])).toEqual([]);
});

test('names what is still there, and nothing that is kept', () => {
  set('_ga=1; path=/', 'sid=1; path=/');
  localStorage.setItem('mp', '1');
  sessionStorage.setItem('tab', '1');
  const all: Item[] = [{ name: '*' }, { name: '*', storage: 'local' }, { name: '*', storage: 'session' }];
  expect(survivors(all, items('sid')).toSorted()).toEqual(['_ga', 'mp', 'tab']);
  erase(all, items('sid'));
  expect(survivors(all, items('sid'))).toEqual([]);
});
