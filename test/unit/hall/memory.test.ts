/** Shows which plan is kept beside the cookie, for how long it is obeyed, and that a refusal's tells nobody apart. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo } from '../cookieJar.js';
import type { Decision } from '../../../src/decision/cells.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { keep, readPlan, recall, sumOf, type Kept } from '../../../src/hall/memory.js';
import { planFor } from '../../../src/manifest/plan.js';
import { openStore } from '../../../src/signals/store.js';
import { decisionOf } from '../decision/decisions.js';
import { serviceOf, siteOf } from '../manifest/manifests.js';

const SUM = 4711;
const sumHere = () => SUM;
const YES = decisionOf({ 'session:statistics': true }, { policy: '2.1.0', method: 'banner' });
const NO = decisionOf({ 'session:statistics': false }, { policy: '2.1.0', method: 'settings' });
const keptOf = (decision: Decision | undefined): Kept => ({
  plan: planFor(siteOf([serviceOf()]), decision),
  name: 'samtycke',
  value: decision ? encodeDecision(decision) : '',
});

/** Keeps a decision's plan, and sets its cookie as a browser would hold it. */
const store = (decision: Decision): Kept => {
  const kept = keptOf(decision);
  document.cookie = `samtycke=${kept.value}; path=/`;
  keep(kept, SUM, openStore());
  return kept;
};

beforeEach(() => {
  vi.useFakeTimers({ now: YES.at });
  emptyJar();
  localStorage.clear();
  goTo('http://localhost:8788/');
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(document, 'cookie');
});

test('recalls the plan of the cookie that stands there', () => {
  const { plan } = store(YES);
  const { method: _, ...decision } = YES;
  expect(recall(sumHere, openStore())?.plan).toEqual(JSON.parse(JSON.stringify({ ...plan, decision })));
});

test('recalls none for another manifest, another cookie, several cookies or no cookie', () => {
  store(YES);
  expect(recall(() => SUM + 1, openStore())).toBeUndefined();
  document.cookie = `samtycke=${encodeDecision(NO)}; path=/; domain=localhost`;
  expect(recall(sumHere, openStore())).toBeUndefined();
  emptyJar();
  expect(recall(sumHere, openStore())).toBeUndefined();
  document.cookie = `samtycke=${encodeDecision(NO)}; path=/`;
  expect(recall(sumHere, openStore())).toBeUndefined();
});

test('obeys it for six calendar months, and never where the clock says that it is yet to be made', () => {
  store(YES);
  vi.setSystemTime(Date.UTC(2027, 4, 22, 17, 48, 2));
  expect(recall(sumHere, openStore())).toBeDefined();
  vi.setSystemTime(Date.UTC(2027, 4, 22, 17, 48, 3));
  expect(recall(sumHere, openStore())).toBeUndefined();
  vi.setSystemTime(Date.UTC(2026, 10, 20));
  expect(recall(sumHere, openStore())).toBeUndefined();
});

test('keeps the same of all who refused on one day, however and whenever they did', () => {
  store(NO);
  const first = localStorage.getItem('samtycke:plan');
  store({ ...NO, at: NO.at + 3_600_000, method: 'banner' });
  expect(localStorage.getItem('samtycke:plan')).toBe(first);
  expect(first).not.toContain(String(NO.at));
});

test('keeps nothing of someone who has not answered, and forgets what was erased', () => {
  keep(keptOf(undefined), SUM, openStore());
  expect(localStorage).toHaveLength(0);
  store(YES);
  keep(undefined, SUM, openStore());
  expect(localStorage).toHaveLength(0);
});

test.each([
  '',
  'null',
  '{',
  '7',
  '[]',
  '{"sum":4711}',
  '{"sum":4711,"plan":{}}',
  '{"sum":4711,"plan":{"decision":null}}',
])('takes %j for no plan', (text) => {
  localStorage.setItem('samtycke:plan', text);
  expect(readPlan(text, sumHere)).toBeUndefined();
  expect(recall(sumHere, openStore())).toBeUndefined();
});

test('gives texts of one letter more, less or other another sum', () => {
  const text = JSON.stringify(siteOf([serviceOf()]));
  for (const other of [`${text} `, text.slice(1), text.replace('a', 'b'), ''])
    expect(sumOf(other)).not.toBe(sumOf(text));
  expect(sumOf(text)).toBe(sumOf(`${text}`));
});
