/** Shows what is erased after a withdrawal: what was declared, wherever it lies, and never what is kept. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo, header, lines } from '../cookieJar.js';
import { erase as eraseNames, survivors as findNames } from '../../../src/gate/erase.js';
import type { Item } from '../../../src/gate/names.js';

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
const erase = (refused: Item[], kept: Item[]): Promise<unknown> => eraseNames({ refused, kept });
const survivors = (refused: Item[], kept: Item[]): Promise<string[]> => findNames({ refused, kept });
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

test.each<[string, (given: ArrayLike<unknown>) => unknown[]]>([
  ['Prototype.js', ({ length }) => [...Array<undefined>(length)]],
  ['MooTools', (given) => Array.prototype.slice.call(given)],
])("erases web storage, and names what survives, with %s's Array.from, which takes no function", async (_, from) => {
  const native = Array.from;
  Array.from = from as typeof Array.from;
  try {
    localStorage.setItem('mp_1', 'x');
    sessionStorage.setItem('mp_2', 'x');
    const refused: Item[] = [
      { name: 'mp_*', storage: 'local' },
      { name: 'mp_*', storage: 'session' },
    ];
    expect(await findNames({ refused, kept: [] })).toEqual(['mp_1 (local)', 'mp_2 (session)']);
    await eraseNames({ refused, kept: [] });
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  } finally {
    Array.from = native;
  }
});

test("leaves another's cookies alone, and writes no line about them", () => {
  set('other=1; path=/', '_ga=1; path=/');
  lines.length = 0;
  erase(items('_ga'), []);
  expect(names()).toEqual(['other']);
  expect(lines.every((line) => line.startsWith('_ga='))).toBe(true);
});

test.each(['a b', 'mp[1]', 'é%20', '(x)*+.$', '__utma', '__SECURE', 'constructor'])(
  'erases a cookie called %j, which a page of http may have too',
  (name) => {
    goTo('http://www.assistme.eu/forsakringar');
    set(`${name}=1; path=/; domain=assistme.eu`);
    expect(names()).toEqual([name]);
    erase(items(name), []);
    expect(header()).toBe('');
  },
);

test('erases a cookie without a name, declared by its value', () => {
  set('optout; path=/', 'other=1; path=/');
  erase(items('optout'), []);
  expect(header()).toBe('other=1');
});

test('erases a cookie of a secure prefix', () => {
  set('__Secure-x=1; path=/; secure; domain=assistme.eu', '__Host-y=1; path=/; secure');
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

/** A database engine that has these, and lets go of them or, while a page holds one open, does not. */
const stubDatabases = (names: string[] | undefined, isHeld = false): string[] => {
  const deleted: string[] = [];
  const left = new Set(names);
  const deleteDatabase = (name: string): object => {
    deleted.push(name);
    if (!isHeld) left.delete(name);
    return {};
  };
  const databases = names && (async () => [...[...left].map((name) => ({ name })), {}]);
  vi.stubGlobal('indexedDB', { databases, deleteDatabase });
  return deleted;
};
const ofKind = (storage: Item['storage'], ...patterns: string[]): Item[] =>
  patterns.map((name) => ({ name, ...(storage && { storage }) }));

test('erases databases by name and by pattern, and none that is kept', async () => {
  const deleted = stubDatabases(['mixpanelBrowserDb', 'mixpanelFlagsDb', 'own', 'other']);
  await erase(ofKind('indexeddb', 'mixpanel*', 'own'), ofKind('indexeddb', 'own'));
  expect(deleted).toEqual(['mixpanelBrowserDb', 'mixpanelFlagsDb']);
});

test('erases databases by their declared names where the browser lists none', async () => {
  const deleted = stubDatabases(undefined);
  await erase(ofKind('indexeddb', 'mixpanelBrowserDb'), []);
  expect(deleted).toEqual(['mixpanelBrowserDb']);
});

test('waits for no database that a page keeps open, and names it as left', async () => {
  stubDatabases(['open'], true);
  await erase(ofKind('indexeddb', 'open'), []);
  expect(await survivors(ofKind('indexeddb', 'open'), [])).toEqual(['open (indexeddb)']);
});

/** Service workers and caches as a browser has them: `scope script` and names. */
const stubWorkers = (workers: string[], names: string[]): void => {
  const registrations = workers.map((text) => {
    const [scope, script] = text.split(' ').map((path) => new URL(path, location.href).href);
    const registration = {
      scope,
      active: null,
      waiting: script ? { scriptURL: script } : null,
      unregister: async () => registrations.splice(registrations.indexOf(registration), 1).length > 0,
    };
    return registration;
  });
  const container = { getRegistrations: async () => [...registrations] };
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: container });
  const caches = new Set(names);
  vi.stubGlobal('caches', { keys: async () => [...caches], delete: async (name: string) => caches.delete(name) });
};

test('unregisters the workers declared by script or by scope, with or without what the address asks for', async () => {
  stubWorkers(['/ /sw.js', '/push/ /vendor-sw.js?id=1', '/scoped/ /x.js', '/new/'], []);
  const all = ofKind('worker', '*');
  expect(await survivors(ofKind('worker', '/vendor-sw.js', '/scoped/', '/new/'), [])).toHaveLength(3);
  await erase(ofKind('worker', '/vendor-sw.js', '/scoped/', '/new/'), []);
  expect(await survivors(all, [])).toEqual(['/sw.js (worker)']);
  await erase(all, ofKind('worker', '/'));
  expect(await survivors(all, [])).toEqual(['/sw.js (worker)']);
});

test('deletes caches by name and by pattern, and none that is kept', async () => {
  stubWorkers([], ['vendor-v1', 'vendor-v2', 'app-v1', 'vendor-app']);
  await erase(ofKind('cache', 'vendor*'), ofKind('cache', 'vendor-app'));
  expect(await survivors(ofKind('cache', '*'), [])).toEqual(['vendor-app (cache)', 'app-v1 (cache)'].toSorted());
});

test('erases what it can where one kind of storage is blocked or missing, and throws nothing', async () => {
  vi.stubGlobal('localStorage', new Proxy({}, { get: refuse, ownKeys: refuse }));
  vi.stubGlobal('indexedDB', new Proxy({}, { get: refuse }));
  vi.stubGlobal('caches', new Proxy({}, { get: refuse }));
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: undefined });
  sessionStorage.setItem('a', '1');
  const all = (['local', 'session', 'indexeddb', 'cache', 'worker'] as const).flatMap((kind) => ofKind(kind, 'a'));
  await erase([...all, { name: 'a' }], []);
  expect(sessionStorage.getItem('a')).toBeNull();
  emptyJar('blocked');
  await erase(items('_ga'), []);
  expect(await survivors(items('_ga'), [])).toEqual([]);
});

test('erases cookies and web storage before the next line of the page runs', () => {
  set('_ga=1; path=/');
  localStorage.setItem('mp', '1');
  void erase([...items('_ga'), ...ofKind('local', 'mp')], []);
  expect([header(), localStorage.getItem('mp')]).toEqual(['', null]);
});

test('names what is still there, and nothing that is kept', async () => {
  set('_ga=1; path=/', 'sid=1; path=/');
  localStorage.setItem('mp', '1');
  sessionStorage.setItem('tab', '1');
  const all: Item[] = [{ name: '*' }, { name: '*', storage: 'local' }, { name: '*', storage: 'session' }];
  expect(await survivors(all, items('sid'))).toEqual(['_ga (cookie)', 'mp (local)', 'tab (session)']);
  await erase(all, items('sid'));
  expect(await survivors(all, items('sid'))).toEqual([]);
});
