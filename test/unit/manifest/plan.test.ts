/** Shows what the plan of a decision holds, and that it survives being kept as text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '../../../src/decision/cells.js';
import { judgeExpression } from '../../../src/decision/expression.js';
import { judgeMark } from '../../../src/manifest/permit.js';
import { planFor, UNCLEAN } from '../../../src/manifest/plan.js';
import { anyDecision } from '../decision/decisions.js';
import { serviceOf, siteOf } from './manifests.js';

const LOGIN = serviceOf({
  id: 'login',
  purpose: 'necessary',
  necessary: { reason: 'login' },
  cookies: [{ name: 'sid', lifetime: 'session' }],
});
const STATS = serviceOf({ id: 'stats', aliases: ['st', 'ads'], cookies: [{ name: 'st_*', lifetime: '1y' }] });
const ADS = serviceOf({
  id: 'ads',
  purpose: 'marketing',
  hosts: ['ads.example'],
  since: '2.1.0',
  cookies: [
    { name: '_ad', lifetime: '1y' },
    // Another site's: one of that name here is the page's own.
    { name: 'flags', lifetime: '1y', domain: 'ads.example' },
  ],
});
const SITE = siteOf([LOGIN, STATS, ADS], { sensitivePaths: ['/skadeanmälan'], log: '/samtycke/records' });
const said = (cells: Decision['cells'], policy = '2.1.0'): Decision => ({
  cells,
  policy,
  at: Date.UTC(2026, 10, 22, 9),
});

test('lets a service run by its own cell, and names what all others store here', () => {
  const plan = planFor(SITE, said({ 'permanent:statistics': true, 'third-party:marketing': false }));
  expect(plan).toMatchObject({
    runs: ['stats'],
    refused: ['_ad', UNCLEAN],
    granted: ['permanent:statistics'],
    status: 'custom',
  });
  expect(planFor(SITE)).toMatchObject({
    runs: [],
    refused: ['st_*', '_ad', UNCLEAN],
    granted: [],
    status: 'undecided',
    until: 0,
  });
});

test.each(['indexeddb', 'cache', 'worker'] as const)('says whether a refused service has a %s', (storage) => {
  const site = siteOf([serviceOf({ id: 'a', cookies: [{ name: 'x', storage, lifetime: '1y' }] })]);
  expect([planFor(site).isDeep, planFor(site, undefined, 'expired').isDeep]).toEqual([true, true]);
  expect(planFor(site, undefined, 'first').isDeep).toBe(false);
  expect(planFor(site, said({ 'permanent:statistics': true })).isDeep).toBe(false);
  expect(planFor(SITE).isDeep).toBe(false);
});

test('starts what is granted and ready-made, and nothing that calls itself necessary', () => {
  const ready = serviceOf({ id: 'ga4', use: 'ga4', key: 'G-ABCDEF1234' });
  const posing = serviceOf({ ...ready, id: 'gtm', use: 'gtm', purpose: 'necessary', necessary: { reason: 'login' } });
  const site = siteOf([ready, posing, serviceOf({ id: 'youtube', use: 'youtube' })]);
  expect(planFor(site).starts).toEqual([]);
  expect(planFor(site, said({ 'session:statistics': false })).starts).toEqual([]);
  const { starts } = planFor(site, said({ 'session:statistics': true }));
  expect(starts).toEqual([{ use: 'ga4', key: 'G-ABCDEF1234', host: undefined }]);
});

test('lets no new service ride on an older yes', () => {
  const cells = { 'permanent:statistics': true, 'third-party:marketing': true };
  expect(planFor(SITE, said(cells, '2.0.9')).runs).toEqual(['stats']);
  expect(planFor(SITE, said(cells)).runs).toEqual(['stats', 'ads']);
});

test('takes an id before an alias of the same name', () => {
  expect(planFor(SITE).services['ads']).toMatchObject({ isThird: true, isIntimate: true });
  expect(planFor(SITE).services['st']).toMatchObject({ isThird: false, isIntimate: false });
});

test('holds for the months of the manifest, counted from what the cookie keeps, a refusal to the end of its day (R25)', () => {
  const yes = said({ 'permanent:statistics': true });
  expect(planFor(SITE, yes).until).toBe(Date.UTC(2027, 4, 22, 9));
  expect(planFor(SITE, said({ 'permanent:statistics': false })).until).toBe(Date.UTC(2027, 4, 23));
  expect(planFor(siteOf([STATS], { months: 12 }), yes).until).toBe(Date.UTC(2027, 10, 22, 9));
});

test('asks nobody where there is nothing to ask about', () => {
  expect(planFor(SITE, undefined, 'first').ask).toBe('first');
  expect(planFor(siteOf([LOGIN]), undefined, 'first').ask).toBeUndefined();
});

test('judges every mark and expression alike before and after it was kept as text', () => {
  const names = ['login', 'stats', 'st', 'ads', 'okand', '__proto__'];
  const expressions = [
    'statistics',
    'ads',
    'analytics',
    'third-party & !session',
    'functional',
    'permanent:necessary',
    '!ads',
  ];
  fc.assert(
    fc.property(
      fc.option(anyDecision, { nil: undefined }),
      fc.constantFrom('/', '/skadeanm%C3%A4lan/2'),
      (decision, path) => {
        const plan = planFor(SITE, decision);
        const kept = JSON.parse(JSON.stringify(plan)) as typeof plan;
        for (const service of names) {
          const mark = { service, category: null, addresses: [] };
          expect(judgeMark(mark, { plan: kept, path, judgeCategory: judgeExpression })).toEqual(
            judgeMark(mark, { plan, path, judgeCategory: judgeExpression }),
          );
        }
        for (const expression of expressions)
          expect(judgeExpression(expression, kept.truths)).toEqual(judgeExpression(expression, plan.truths));
      },
    ),
  );
});
