/** Shows which changes of a manifest no older yes covers, and what covers them: `since` and the policy's version (R28). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { against } from '../../../../src/cli/lint/against.js';
import { daysOf, isLonger } from '../../../../src/cli/lint/lifetime.js';
import { isGranted } from '../../../../src/manifest/granted.js';
import { resolveSite } from '../../../../src/manifest/resolve.js';
import type { Manifest, Service } from '../../../../src/manifest/types.js';
import { judge } from '../../../../src/decision/validity.js';
import { manifestOf } from '../../manifest/manifests.js';
import { login, plain, short } from './subject.js';

const at = (version: string, services: readonly Service[], changes: Partial<Manifest> = {}): Manifest => ({
  ...manifestOf(services),
  policy: { version, url: '/p', changes: { sv: version } },
  ...changes,
});

const OLD = at('2.1.0', [plain(), login()]);
const home = plain({ hosts: [], recipients: [], cookies: [{ name: 'rakna', lifetime: 'session' }] });

const BIGGER: readonly (readonly [string, Service, Service, readonly string[]])[] = [
  [
    'a new recipient',
    plain(),
    plain({ recipients: ['Räkna AB', 'Ny AB'] }),
    ['new-recipient services[0].recipients[1]'],
  ],
  [
    'a processor with new ends of its own',
    plain({ recipients: [{ name: 'Räkna AB', role: 'processor' }] }),
    plain(),
    ['new-recipient services[0].recipients[0]'],
  ],
  ['a new purpose', plain(), plain({ purpose: 'marketing' }), ['new-purpose services[0].purpose']],
  ['a new host', plain(), plain({ hosts: ['api.rakna.example', 'x.example'] }), ['new-host services[0].hosts[1]']],
  ['a new country', plain(), plain({ countries: ['US'] }), ['new-country services[0].countries[0]']],
  [
    'a new cookie',
    plain(),
    plain({ cookies: [...plain().cookies, { name: 'ny', lifetime: 'session' }] }),
    ['new-cookie services[0].cookies[1]'],
  ],
  [
    'a cookie that lies elsewhere',
    plain(),
    plain({ cookies: [{ name: 'rakna', lifetime: '30d', storage: 'local' }] }),
    ['new-cookie services[0].cookies[0]'],
  ],
  [
    'a name that means more',
    plain(),
    plain({ cookies: [{ name: 'rakna*', lifetime: '30d' }] }),
    ['new-cookie services[0].cookies[0]'],
  ],
  [
    'a longer lifetime',
    plain(),
    plain({ cookies: [{ name: 'rakna', lifetime: '31d' }] }),
    ['longer-lifetime services[0].cookies[0].lifetime'],
  ],
  [
    'a cookie that stays after the session, once',
    home,
    { ...home, cookies: [{ name: 'rakna', lifetime: '1h' }] },
    ['longer-lifetime services[0].cookies[0].lifetime'],
  ],
  ['a service that becomes session replay', plain(), plain({ replay: true }), ['new-replay services[0].replay']],
];

const rulesOf = (old: Manifest, next: Manifest): string[] => against(old, next).map(short);
const asErrors = (expected: readonly string[]) => expected.map((it) => `error ${it}`);

test.each(BIGGER)('fails on %s without a policy bump', (_name, before, after, expected) => {
  const was = at('2.1.0', [before]);
  expect(rulesOf(was, at('2.1.0', [after]))).toEqual(asErrors(expected));
  expect(rulesOf(was, at('2.1.1', [after]))).toEqual(asErrors(expected));
  // An older `since` covers nothing, nor does one that is new while the version stands still or is a patch.
  expect(rulesOf(was, at('2.1.0', [{ ...after, since: '2.1.0' }]))).toEqual(asErrors(expected));
  expect(rulesOf(was, at('2.1.1', [{ ...after, since: '2.1.1' }]))).toEqual(asErrors(expected));
});

test.each(BIGGER)('lets pass %s with since and a minor bump, or a major one', (_name, before, after, expected) => {
  const was = at('2.1.0', [before]);
  expect(rulesOf(was, at('2.2.0', [{ ...after, since: '2.2.0' }]))).toEqual([]);
  expect(rulesOf(was, at('3.0.0', [after]))).toEqual([]);
  // A bump alone lets an older yes cover it.
  expect(rulesOf(was, at('2.2.0', [after]))).toEqual(asErrors(expected));
  expect(rulesOf(was, at('2.2.0', [{ ...after, since: '2.1.0' }]))).toEqual(asErrors(expected));
});

test('R28 lets a service become necessary by a major bump alone, since who refused it is asked by no other', () => {
  const was = at('2.1.0', [plain()]);
  const now = login({ ...plain(), purpose: 'necessary' });
  for (const version of ['2.1.0', '2.1.1', '2.2.0'])
    expect(rulesOf(was, at(version, [{ ...now, since: version }]))).toEqual(['error new-purpose services[0].purpose']);
  expect(against(was, at('2.2.0', [now]))[0]!.mend).toMatch(/^Raise the first number of policy\.version/);
  expect(rulesOf(was, at('3.0.0', [now]))).toEqual([]);
  // Who has refused everything: nobody asks, and it runs.
  const site = resolveSite(at('2.2.0', [now]), 'assistme.eu');
  const refusal = { cells: { 'third-party:statistics': false }, at: 0, policy: '2.1.0' } as const;
  const verdict = judge(refusal, { policy: '2.2.0', months: 6, now: 1 });
  expect(verdict.ask).toBeUndefined();
  expect(isGranted(site.services[0]!, verdict.decision)).toBe(true);
});

test.each(BIGGER)('lets pass the end of %s', (_name, before, after) => {
  // Two of them are as much a change the other way round: another purpose, another name or storage.
  const rules = new Set(
    against(at('2.1.0', [after]), at('2.1.0', [before])).map(({ severity, rule }) => `${severity} ${rule}`),
  );
  const isSwap = after.purpose !== before.purpose || after.cookies[0]!.storage === 'local';
  expect([...rules].filter((rule) => rule.startsWith('error')).length > 0).toBe(isSwap);
});

test('fails on a new service, which one finding tells of', () => {
  const next = [...OLD.services, plain({ id: 'ny' })];
  expect(rulesOf(OLD, at('2.1.0', next))).toEqual(['error new-service services[2]']);
  expect(rulesOf(OLD, at('2.2.0', next))).toEqual(['error new-service services[2]']);
  expect(rulesOf(OLD, at('2.2.0', [...OLD.services, plain({ id: 'ny', since: '2.2.0' })]))).toEqual([]);
  expect(rulesOf(at('2.1.0', next), OLD)).toEqual([]);
});

test('only warns of what is new and necessary on the site itself, and fails where others get it', () => {
  const csrf = login({ id: 'csrf', cookies: [{ name: 'csrf', lifetime: 'session' }] });
  expect(rulesOf(OLD, at('2.1.0', [...OLD.services, csrf]))).toEqual(['warning new-service services[2]']);
  const pay = login({ id: 'pay', necessary: { reason: 'payment' }, recipients: ['Banken AB'] });
  expect(rulesOf(OLD, at('2.1.0', [...OLD.services, pay]))).toEqual(['error new-service services[2]']);
  expect(rulesOf(OLD, at('2.2.0', [...OLD.services, pay]))).toEqual([]);
});

test('warns where a milder group lets a yes to other services cover it', () => {
  expect(rulesOf(OLD, at('2.1.0', [plain({ hosts: [], recipients: [] }), login()]))).toEqual([
    'warning moved-group services[0]',
  ]);
});

test('warns of new kinds of data, and not of another order or a translation', () => {
  const was = at('2.1.0', [plain({ data: ['besökta sidor', { sv: 'klick', en: 'clicks' }] })]);
  const now = (version: string, changes: Partial<Service>) => rulesOf(was, at(version, [plain(changes)]));
  const data = [{ en: 'Clicks', de: 'Klicks' }, 'hälsa', 'besökta sidor', { sv: 'personnummer' }];
  const warnings = ['warning new-data services[0].data[1]', 'warning new-data services[0].data[3]'];
  expect(now('2.1.0', { data })).toEqual(warnings);
  expect(now('2.2.0', { data })).toEqual(warnings);
  expect(now('2.2.0', { data, since: '2.2.0' })).toEqual([]);
  expect(now('3.0.0', { data })).toEqual([]);
  expect(now('2.1.0', { data: ['klick'] })).toEqual([]);
  const [finding] = against(was, at('2.1.0', [plain({ data })]));
  expect(finding).toMatchObject({ source: 'EDPB 05/2020 §64', message: expect.stringContaining('"hälsa"') });
});

test('tells of another group beside new data', () => {
  const was = at('2.1.0', [{ ...home, hosts: ['cdn.assistme.eu'] }]);
  const now = at('2.1.0', [{ ...home, hosts: ['cdn.assistme.eu'], data: ['hälsa'] }]);
  expect(rulesOf(was, { ...now, site: 'assistme.se' })).toEqual([
    'error moved-group services[0]',
    'warning new-data services[0].data[0]',
  ]);
  expect(rulesOf({ ...was, site: 'assistme.se' }, now)).toEqual([
    'warning new-data services[0].data[0]',
    'warning moved-group services[0]',
  ]);
});

test('fails where a service becomes third-party by the site alone', () => {
  const was = at('2.1.0', [{ ...home, hosts: ['cdn.assistme.eu'] }]);
  expect(rulesOf(was, { ...was, site: 'assistme.se' })).toEqual(['error moved-group services[0]']);
});

test('fails on a version that goes down, and on a since that does', () => {
  expect(rulesOf(OLD, at('2.0.9', OLD.services))).toEqual(['error policy-version policy.version']);
  const was = at('2.1.0', [plain({ since: '2.1.0' })]);
  for (const since of [{}, { since: '2.0.0' }])
    expect(rulesOf(was, at('2.2.0', [plain(since)]))).toEqual(['error lowered-since services[0].since']);
  expect(rulesOf(was, at('3.0.0', [plain()]))).toEqual([]);
});

test('fails on another controller and on answers that hold longer, but for a major bump', () => {
  const other = { controller: { name: 'Annan AB' } };
  expect(rulesOf(OLD, at('2.2.0', OLD.services, other))).toEqual(['error new-controller controller.name']);
  expect(rulesOf(OLD, at('3.0.0', OLD.services, other))).toEqual([]);
  const [named, renamed] = ['A AB', 'B AB'].map((name) => ({ controller: { name, orgNumber: '559246-3425' } }));
  expect(rulesOf(at('2.1.0', [], named), at('2.1.0', [], renamed))).toEqual([]);
  const longer = { options: { months: 12 } };
  expect(rulesOf(OLD, at('2.2.0', OLD.services, longer))).toEqual(['error longer-lifetime options.months']);
  expect(rulesOf(at('2.1.0', [], longer), at('2.1.0', []))).toEqual([]);
});

test('asks to say what changed where visitors are asked about it', () => {
  const next = at('2.2.0', [...OLD.services, plain({ id: 'ny', since: '2.2.0' })]);
  const silent = { ...next, policy: { ...next.policy, changes: OLD.policy.changes! } };
  expect(rulesOf(OLD, silent)).toEqual(['warning unsaid-change policy.changes']);
});

test('says which version to write', () => {
  const ny = [plain({ id: 'ny' })];
  const mend = (version: string, since?: string) =>
    against(at('2.1.3', []), at(version, since ? [plain({ id: 'ny', since })] : ny))[0]!.mend;
  expect(mend('2.1.3')).toContain('"since": "2.2.0"');
  expect(mend('2.1.3')).toContain('from 2.1.3 to 2.2.0');
  expect(mend('2.4.0')).toBe('Give the service "since": "2.4.0", so that no older yes covers it.');
  expect(mend('2.1.4', '2.1.4')).toBe('Raise policy.version from 2.1.3 to 2.2.0 or later (a patch asks nobody).');
});

const lifetime = fc.oneof(
  fc.constant('session'),
  fc.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('min', 'h', 'd', 'mo', 'y')).map((parts) => parts.join('')),
);
const service = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  provider: fc.constant('P'),
  purpose: fc.constantFrom('functional' as const, 'statistics' as const, 'marketing' as const),
  cookies: fc.array(fc.record({ name: fc.constantFrom('x', 'y', 'x*'), lifetime }), { maxLength: 3 }),
  recipients: fc.subarray(['A', 'B', 'C']),
  hosts: fc.subarray(['a.example', 'b.example', 'www.assistme.eu']),
  countries: fc.subarray(['US', 'IN']),
});
const services = fc.uniqueArray(service, { selector: ({ id }) => id });
const version = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)).map((parts) => parts.join('.'));

test('finds nothing new in a manifest beside itself, whatever the order of its services', () => {
  fc.assert(
    fc.property(services, version, (all, now) => {
      expect(against(at(now, all), at(now, all.toReversed()))).toEqual([]);
    }),
  );
});

test('finds the same whatever the order of services', () => {
  const sorted = (old: readonly Service[], next: readonly Service[]) =>
    against(at('1.0.0', old), at('1.0.0', next))
      .map(({ path, ...finding }) => JSON.stringify({ ...finding, path: path.replace(/^services\[\d+\]/, '') }))
      .toSorted();
  fc.assert(
    fc.property(services, services, (old, next) => {
      expect(sorted(old.toReversed(), next.toReversed())).toEqual(sorted(old, next));
    }),
  );
});

test('lets pass only what no yes of before grants, where anything is new', () => {
  const withSince = fc
    .tuple(service, fc.option(version, { nil: undefined }))
    .map(([it, since]) => (since ? { ...it, since } : it));
  fc.assert(
    fc.property(service, withSince, version, version, (before, after, was, now) => {
      const [old, next] = [at(was, [before]), at(now, [{ ...after, id: 'new' }])];
      if (against(old, next).some(({ severity }) => severity === 'error')) return;
      const site = resolveSite(next, 'assistme.eu');
      const cells = Object.fromEntries(site.asked.map((cell) => [cell, true]));
      const { decision } = judge({ cells, at: 0, policy: was }, { policy: now, months: 6, now: 1 });
      expect(isGranted(site.services[0]!, decision)).toBe(false);
    }),
  );
});

test('compares lifetimes by what they say, and not by rounding', () => {
  for (const [longer, shorter] of [
    ['1d', 'session'],
    ['31d', '30d'],
    ['1y', '11mo'],
    ['2h', '60min'],
    ['13mo', '1y'],
  ] as const)
    expect([isLonger(longer, shorter), isLonger(shorter, longer)]).toEqual([true, false]);
  for (const [one, other] of [
    ['30d', '1mo'],
    ['12mo', '1y'],
    ['365d', '1y'],
    ['60min', '1h'],
    ['session', 'session'],
  ] as const)
    expect([isLonger(one, other), isLonger(other, one)]).toEqual([false, false]);
  expect([daysOf('session'), daysOf('2y'), daysOf('12h')]).toEqual([0, 730, 0.5]);
});
