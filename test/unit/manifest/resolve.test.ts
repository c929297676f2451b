/** Shows that a service's group follows from what it stores and who receives it, and what the site asks of its visitors. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS } from '../../../src/decision/cells.js';
import { isWithin } from '../../../src/manifest/host.js';
import { groupOf, resolveSite } from '../../../src/manifest/resolve.js';
import { STORAGES, type Service } from '../../../src/manifest/types.js';
import { manifestOf, reference, serviceOf, siteOf } from './manifests.js';

const groupFor = (changes: Partial<Service>): string => groupOf(serviceOf(changes), 'assistme.eu');
const cookie = (lifetime: string, more = {}): Partial<Service> => ({ cookies: [{ name: 'c', lifetime, ...more }] });

test.each([
  ['nothing', {}, 'session'],
  ['a session cookie', cookie('session'), 'session'],
  ['a cookie of 30 minutes', cookie('30min'), 'permanent'],
  ['a cookie of a year', cookie('1y'), 'permanent'],
  ['session storage', cookie('session', { storage: 'session' }), 'session'],
  ['session storage that claims a year', cookie('1y', { storage: 'session' }), 'session'],
  ['local storage', cookie('1y', { storage: 'local' }), 'permanent'],
  ['local storage that claims the session', cookie('session', { storage: 'local' }), 'permanent'],
  ['a database', cookie('session', { storage: 'indexeddb' }), 'permanent'],
  ['a cache', cookie('session', { storage: 'cache' }), 'permanent'],
  ['a service worker', cookie('session', { storage: 'worker' }), 'permanent'],
  [
    'a session cookie beside a permanent one',
    {
      cookies: [
        { name: 'a', lifetime: 'session' },
        { name: 'b', lifetime: '30d' },
      ],
    },
    'permanent',
  ],
  ['a cookie on a host of the site', cookie('session', { domain: 'www.assistme.eu' }), 'session'],
  ['a cookie on the whole site', cookie('session', { domain: '.assistme.eu' }), 'session'],
  ['a cookie on another site', cookie('session', { domain: '.google.com' }), 'third-party'],
  ['storage on another site', cookie('session', { storage: 'session', domain: 'film.example' }), 'third-party'],
  ['a host of the site', { hosts: ['stat.assistme.eu'] }, 'session'],
  ['the site itself as host', { hosts: ['assistme.eu'], ...cookie('1y') }, 'permanent'],
  ['a host of another site', { hosts: ['stat.assistme.eu', 'www.google-analytics.com'] }, 'third-party'],
  ['a recipient by name', { recipients: ['Google'] }, 'third-party'],
  ['a recipient without a role', { recipients: [{ name: 'Google' }] }, 'third-party'],
  ['a processor', { recipients: [{ name: 'Driften AB', role: 'processor' as const }] }, 'session'],
  [
    'a processor and a year',
    { recipients: [{ name: 'Driften AB', role: 'processor' as const }], ...cookie('1y') },
    'permanent',
  ],
  [
    'a processor and a recipient',
    { recipients: [{ name: 'Driften AB', role: 'processor' as const }, 'Meta'] },
    'third-party',
  ],
  ['no recipient', { recipients: [] }, 'session'],
  [
    'a processor on another site',
    { recipients: [{ name: 'Driften AB', role: 'processor' as const }], hosts: ['driften.example'] },
    'third-party',
  ],
  ['a foreign provider, for display only', { provider: 'Google Ireland' }, 'session'],
] satisfies [string, Partial<Service>, string][])('puts a service with %s in its group', (_what, changes, group) => {
  expect(groupFor(changes)).toBe(group);
});

test('never puts a service in a lesser group because it declares one thing more', () => {
  const rank = (service: Service): number =>
    ['session', 'permanent', 'third-party'].indexOf(groupOf(service, 'assistme.eu'));
  const item = fc.record({
    name: fc.constant('c'),
    lifetime: fc.constantFrom('session', '1y'),
    storage: fc.constantFrom(...STORAGES),
  });
  const host = fc.constantFrom('assistme.eu', 'a.assistme.eu', 'evil.example');
  const anyService = fc.record({ cookies: fc.array(item, { maxLength: 2 }), hosts: fc.array(host, { maxLength: 2 }) });
  fc.assert(
    fc.property(anyService, anyService, (left, right) => {
      const [a, b] = [serviceOf(left), serviceOf(right)];
      const both = serviceOf({ cookies: [...a.cookies, ...b.cookies], hosts: [...a.hosts!, ...b.hosts!] });
      expect(rank(both)).toBe(Math.max(rank(a), rank(b)));
    }),
  );
});

test.each([
  ['assistme.eu', true],
  ['www.assistme.eu', true],
  ['a.b.assistme.eu', true],
  ['.assistme.eu', true],
  ['WWW.AssistMe.EU', true],
  ['evilassistme.eu', false],
  ['assistme.eu.evil.example', false],
  ['assistme.evil', false],
  ['eu', false],
  ['', false],
  ['.', false],
])('judges whether %j is within assistme.eu', (host, isInside) => {
  expect(isWithin(host, 'assistme.eu')).toBe(isInside);
  expect(isWithin(host, 'AssistMe.eu')).toBe(isInside);
});

test('knows an address of numbers only as itself', () => {
  expect(isWithin('127.0.0.1', '127.0.0.1')).toBe(true);
  expect(isWithin('127.0.0.1', 'localhost')).toBe(false);
  expect(isWithin('localhost', 'localhost')).toBe(true);
});

test("takes the page's host without www. for the site where the manifest names none", () => {
  const { site: _, ...manifest } = manifestOf([serviceOf({ hosts: ['stat.assistme.eu'] })]);
  expect(resolveSite(manifest, 'www.assistme.eu')).toMatchObject({
    host: 'assistme.eu',
    services: [{ group: 'session' }],
  });
  expect(resolveSite(manifest, 'www2.assistme.eu')).toMatchObject({
    host: 'www2.assistme.eu',
    services: [{ group: 'third-party' }],
  });
  expect(resolveSite(manifestOf([]), 'www.evil.example').host).toBe('assistme.eu');
});

test('asks about each optional cell that a service stands behind, once and in cookie order', () => {
  const third = { hosts: ['x.example'] };
  const site = siteOf([
    serviceOf({ id: 'a', ...third, purpose: 'marketing' }),
    serviceOf({ id: 'b' }),
    serviceOf({ id: 'c' }),
    serviceOf({ id: 'd', ...third }),
  ]);
  expect(site.asked).toEqual(['session:statistics', 'third-party:statistics', 'third-party:marketing']);
  expect(site.services.slice(0, 4).map(({ cell }) => cell)).toEqual([
    'third-party:marketing',
    'session:statistics',
    'session:statistics',
    'third-party:statistics',
  ]);
});

test('asks about nothing where all is necessary', () => {
  const site = siteOf([serviceOf({ purpose: 'necessary', necessary: { reason: 'login' } })]);
  expect(site.asked).toEqual([]);
  expect(site.declared).toContain('session:necessary');
});

test('lets an answer hold for six months unless the manifest says longer', () => {
  expect(siteOf([]).options.months).toBe(6);
  expect(siteOf([], { months: 12 }).options.months).toBe(12);
});

test('derives the cells of the reference site', () => {
  const site = resolveSite(reference(), 'localhost');
  expect(Object.fromEntries(site.services.map(({ id, cell }) => [id, cell]))).toMatchObject({
    login: 'session:necessary',
    skadeformular: 'session:necessary',
    textstorlek: 'permanent:functional',
    besoksstatistik: 'permanent:statistics',
    mixpanel: 'third-party:statistics',
    annonspixel: 'third-party:marketing',
    film: 'third-party:functional',
  });
  expect(site.asked).toEqual(
    OPTIONAL_CELLS.filter((cell) => /^(permanent:(functional|statistics)|third-party:.*)$/.test(cell)),
  );
});
