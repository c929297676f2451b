/** Shows which service may run under which decision and on which page, and which marks are held as a mistake. */
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS, type Decision } from '../../../src/decision/cells.js';
import { judgeExpression, type Judgement } from '../../../src/decision/expression.js';
import { isGranted } from '../../../src/manifest/granted.js';
import { grantsAt, judgeMark, type Asker, type Mark } from '../../../src/manifest/permit.js';
import { planFor } from '../../../src/manifest/plan.js';
import type { ResolvedService, Site } from '../../../src/manifest/resolve.js';
import type { Service } from '../../../src/manifest/types.js';
import { serviceOf, siteOf } from './manifests.js';

const decided = (cells: Decision['cells'], policy = '2.1.0'): Decision => ({
  cells,
  at: Date.UTC(2026, 10, 22),
  policy,
});
const YES = decided(Object.fromEntries(OPTIONAL_CELLS.map((cell) => [cell, true])));
const NO = decided(Object.fromEntries(OPTIONAL_CELLS.map((cell) => [cell, false])));
const LOGIN = serviceOf({ id: 'login', purpose: 'necessary', necessary: { reason: 'login' } });
const THIRD = serviceOf({ id: 'mixpanel', hosts: ['api.mixpanel.com'], aliases: ['mp', 'Mixpanel (EU)'] });
const ADS = serviceOf({ id: 'ads', purpose: 'marketing', hosts: ['ads.example'] });

const first = (site: Site): ResolvedService => site.services[0]!;
const resolved = (changes: Partial<Service>): ResolvedService => first(siteOf([serviceOf(changes)]));
const mark = (changes: Partial<Mark>): Mark => ({ service: null, category: null, addresses: [], ...changes });
const judged = (
  changes: Partial<Mark>,
  {
    decision = YES,
    path = '/',
    options = {},
  }: { decision?: Decision | undefined; path?: string; options?: Site['options'] | object } = {},
) => {
  const plan = planFor(siteOf([LOGIN, THIRD, ADS, serviceOf({ id: 'own' })], options), decision);
  return judgeMark(mark(changes), { plan, path, judgeCategory: judgeExpression });
};

interface Setting {
  readonly site: Site;
  readonly decision: Decision | undefined;
  readonly path: string;
}
const mayRun = ({ id }: ResolvedService, { site, decision, path }: Setting): boolean =>
  judgeMark(mark({ service: id }), { plan: planFor(site, decision), path, judgeCategory: judgeExpression }).holds;
const judgeCategory = (expression: string, { site, decision }: Omit<Setting, 'path'>): Judgement =>
  judgeExpression(expression, planFor(site, decision).truths);

test('grants a necessary service always, and any other by its own cell alone', () => {
  expect(isGranted(first(siteOf([LOGIN])), undefined)).toBe(true);
  expect(isGranted(first(siteOf([LOGIN])), NO)).toBe(true);
  const service = resolved({});
  expect(isGranted(service, undefined)).toBe(false);
  expect(isGranted(service, NO)).toBe(false);
  expect(isGranted(service, YES)).toBe(true);
  expect(isGranted(service, decided({ 'session:statistics': true }))).toBe(true);
  expect(
    isGranted(
      service,
      decided({ 'permanent:statistics': true, 'session:marketing': true, 'session:functional': true }),
    ),
  ).toBe(false);
});

test('never lets a new service ride on a yes from before it came', () => {
  const service = resolved({ since: '2.1.0' });
  const under = (policy: string): boolean => isGranted(service, decided({ 'session:statistics': true }, policy));
  expect([under('2.0.9'), under('1.9.9'), under('2.1.0'), under('2.1.1'), under('2.10.0')]).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

test.each([
  ['/skadeanmalan', false],
  ['/skadeanmalan/', false],
  ['/skadeanmalan/steg-2', false],
  ['/skadeanmalanx', true],
  ['/skade', true],
  ['/', true],
  ['/hjalp/skadeanmalan', true],
])('keeps marketing and replay off %s or lets them run there', (path, runs) => {
  const options = { sensitivePaths: ['/logga-in', '/skadeanmalan'] };
  for (const service of [serviceOf({ purpose: 'marketing' }), serviceOf({ replay: true })]) {
    const site = siteOf([service], options);
    expect(mayRun(first(site), { site, decision: YES, path })).toBe(runs);
  }
  for (const service of [serviceOf(), serviceOf({ purpose: 'functional', replay: false }), LOGIN]) {
    const site = siteOf([service], options);
    expect(mayRun(first(site), { site, decision: YES, path })).toBe(true);
  }
});

const runsOn = (path: string, written: string): boolean => {
  const site = siteOf([ADS], { sensitivePaths: [written] });
  return mayRun(first(site), { site, decision: YES, path });
};

test('keeps marketing off a sensitive path that the manifest writes with a last slash', () => {
  expect(runsOn('/anything', '/')).toBe(false);
  expect(runsOn('/skadeanmalan/steg-2', '/skadeanmalan/')).toBe(false);
  expect(runsOn('/skadeanmalan', '/skadeanmalan/')).toBe(false);
});

test('keeps marketing off a sensitive path with Swedish letters, which the browser gives percent-encoded', () => {
  expect(runsOn(new URL('https://assistme.eu/skadeanmälan/steg-2').pathname, '/skadeanmälan')).toBe(false);
  expect(runsOn('/skadeanm%C3%A4lan', '/skadeanm%C3%A4lan')).toBe(false);
  expect(runsOn('/skadeanm%c3%a4lan/100%', '/skadeanmälan')).toBe(false);
});

test('R8 keeps marketing off a sensitive path in whatever case a server finds its page', () => {
  expect(runsOn('/Skadeanmalan/Steg-2', '/skadeanmalan')).toBe(false);
  expect(runsOn('/skadeanmalan', '/SkadeAnmalan')).toBe(false);
  expect(runsOn('/Skadeanmalanx', '/skadeanmalan')).toBe(true);
});

test.each([
  '/%73kadeanmalan',
  '/skadeanm%61lan/2',
  '//skadeanmalan',
  '/skadeanmalan%2F2',
  '/SKADEANM%41LAN//',
  '/skadeanmalan;jsessionid=0A1B',
  '/skadeanmalan;v=1/steg-2',
  '/;a;b//skadeanmalan;;',
  '/skadeanmalan%3Bx',
])('R8 keeps marketing off a sensitive path written as %s, by which servers find the same page', (path) => {
  expect(runsOn(path, '/skadeanmalan')).toBe(false);
  expect(runsOn(path, '/skadeanmalan/')).toBe(false);
});

test('R8 compares sensitive paths with a slash at their end by whole names', () => {
  expect(runsOn('/skadeanmalan-hjalp', '/skadeanmalan/')).toBe(true);
});

test('throws nothing over a sensitive path that is no address, and leaves no page open by it', () => {
  for (const written of ['//', '//[', '/%', '/a b', '//skadeanmalan', '/?x', '/#x', '/\\', '/*'])
    expect(() => runsOn('/skadeanmalan', written), written).not.toThrow();
  expect(runsOn('/skadeanmalan', '/SKADE/../skadeanmalan')).toBe(false);
});

test('grants nothing by leaving a sensitive path', () => {
  const site = siteOf([ADS], { sensitivePaths: ['/skadeanmalan'] });
  expect(mayRun(first(site), { site, decision: NO, path: '/' })).toBe(false);
  expect(mayRun(first(site), { site, decision: undefined, path: '/' })).toBe(false);
});

test('knows a service by its id and by its other names', () => {
  for (const service of ['mixpanel', 'mp', 'Mixpanel (EU)']) {
    expect(judged({ service })).toEqual({ holds: true });
    expect(judged({ service }, { decision: NO })).toEqual({ holds: false });
  }
});

test('holds back a service that is not declared, even after a yes to all, and says so', () => {
  for (const service of ['okand', '', ' ', 'Mixpanel', 'toString', '__proto__', 'statistics']) {
    const { holds, fault } = judged({ service });
    expect(holds, service).toBe(false);
    expect(fault, service).toContain(service);
  }
});

test('needs both to hold where a tag names a service and a category', () => {
  const onlyStatistics = decided({
    'third-party:statistics': true,
    'session:statistics': true,
    'third-party:marketing': false,
  });
  expect(judged({ service: 'mixpanel', category: 'statistics' }, { decision: onlyStatistics }).holds).toBe(true);
  expect(judged({ service: 'mixpanel', category: 'marketing' }, { decision: onlyStatistics }).holds).toBe(false);
  expect(judged({ service: 'ads', category: 'statistics' }, { decision: onlyStatistics }).holds).toBe(false);
  expect(judged({ service: 'okand', category: 'statistics' }).holds).toBe(false);
  expect(judged({ service: 'mixpanel', category: 'okand' })).toMatchObject({
    holds: false,
    fault: expect.stringContaining('okand'),
  });
  expect(judged({ service: 'login', category: 'marketing' }, { decision: NO }).holds).toBe(false);
});

test('lets a tag with a category alone run when its expression holds', () => {
  expect(judged({ category: 'third-party:marketing' })).toEqual({ holds: true });
  expect(judged({ category: 'third-party:marketing' }, { decision: NO })).toEqual({ holds: false });
  expect(judged({ category: '!marketing' }, { decision: NO })).toEqual({ holds: true });
  expect(judged({ category: 'statistics |' })).toMatchObject({
    holds: false,
    fault: expect.stringContaining('statistics |'),
  });
  expect(judged({ category: '' })).toMatchObject({ holds: false, fault: expect.any(String) });
});

test('holds a tag that says nothing of itself', () => {
  expect(judged({}).holds).toBe(false);
});

test('holds a tag whose service is not a third party but whose address is, and names the host', () => {
  const addresses = [new URL('https://assistme.eu/a.png'), new URL('https://cdn.evil.example/a.js')];
  for (const service of ['own', 'login'])
    expect(judged({ service, addresses })).toMatchObject({
      holds: false,
      fault: expect.stringContaining('cdn.evil.example'),
    });
  expect(judged({ service: 'own', addresses: [new URL('https://evilassistme.eu/a.js')] }).holds).toBe(false);
  for (const href of ['https://www.assistme.eu/a.js', 'https://assistme.eu/a.js', 'http://stat.assistme.eu:8080/'])
    expect(judged({ service: 'own', addresses: [new URL(href)] })).toEqual({ holds: true });
  expect(judged({ service: 'mixpanel', addresses })).toEqual({ holds: true });
});

test('understands the names of other consent tools and those that the manifest adds', () => {
  const ask = (expression: string, aliases = {}) =>
    judgeCategory(expression, {
      site: siteOf([THIRD, ADS, serviceOf({ id: 'f', purpose: 'functional' })], { aliases }),
      decision: YES,
    });
  for (const name of ['analytics', 'ads', 'advertising', 'functionality', 'preferences', 'analytics & !!ads'])
    expect(ask(name), name).toEqual({ holds: true });
  for (const name of ['sparning', 'toString', 'constructor', '__proto__'])
    expect(ask(name), name).toMatchObject({ holds: false, fault: expect.any(String) });
  expect(ask('sparning & ads', { sparning: 'third-party:statistics' })).toEqual({ holds: true });
  expect(ask('ads', { ads: 'okand' })).toMatchObject({ holds: false, fault: expect.any(String) });
});

test('lets no alias make a purpose, a group or a cell what it is not', () => {
  const names = ['marketing', 'third-party', 'third-party:marketing', 'statistics | marketing'];
  const aliases = Object.fromEntries(names.map((name) => [name, 'necessary']));
  const site = siteOf([THIRD, ADS], { aliases });
  for (const name of names) expect(judgeCategory(name, { site, decision: NO }).holds, name).toBe(false);
});

const STATS = serviceOf({ id: 'own', cookies: [{ name: 'own', lifetime: '1y' }] });
const granted = (cells: Decision['cells'], { path = '/', group = 'third-party', ...asker }: Partial<Asker>) => {
  const site = siteOf([THIRD, ADS, STATS], { sensitivePaths: ['/skadeanmalan'] });
  return grantsAt(planFor(site, decided(cells)), { path, group, purpose: 'statistics', ...asker });
};

test('tells a vendor what holds for its own service, else for third parties, else for the purpose', () => {
  const cells = { 'third-party:statistics': false, 'permanent:statistics': true, 'third-party:marketing': true };
  expect(granted(cells, {})).toBe(false);
  expect(granted(cells, { service: 'own' })).toBe(true);
  expect(granted(cells, { service: 'mixpanel' })).toBe(false);
  expect(granted(cells, { service: 'unknown' })).toBe(false);
  expect(granted(cells, { group: 'permanent' })).toBe(true);
  expect(granted(cells, { group: '' })).toBe(false);
  expect(granted({ ...cells, 'third-party:statistics': true }, { group: '' })).toBe(true);
  expect(granted(cells, { purpose: 'marketing', group: 'session' })).toBe(true);
  expect(granted(cells, { purpose: 'functional' })).toBe(false);
});

test('tells no vendor of marketing on a sensitive path', () => {
  const cells = { 'third-party:statistics': true, 'permanent:statistics': true, 'third-party:marketing': true };
  for (const asker of [{}, { service: 'ads' }, { group: '' }]) {
    expect(granted(cells, { ...asker, purpose: 'marketing' })).toBe(true);
    expect(granted(cells, { ...asker, purpose: 'marketing', path: '/skadeanmalan/steg-2' })).toBe(false);
  }
  expect(granted(cells, { path: '/skadeanmalan' })).toBe(true);
});

test('reads an alias as one thing, if it reads one that stands for several', () => {
  const site = siteOf([THIRD, ADS], { aliases: { sparning: 'statistics | marketing' } });
  const decision = decided({ 'third-party:statistics': false, 'third-party:marketing': true });
  expect(judgeCategory('!sparning', { site, decision }).holds).toBe(false);
});
