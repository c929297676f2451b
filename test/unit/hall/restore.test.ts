/** Shows that a late answer of the log brings nothing back, while its page is here and when it has gone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo, header } from '../cookieJar.js';
import type { Decision } from '../../../src/decision/cells.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { makeRecord, type ConsentRecord } from '../../../src/decision/record.js';
import type { Desk } from '../../../src/hall/halves.js';
import { keep } from '../../../src/hall/memory.js';
import { judgeStored } from '../../../src/hall/rare.js';
import { restore } from '../../../src/hall/restore.js';
import { planFor } from '../../../src/manifest/plan.js';
import { openStore } from '../../../src/signals/store.js';
import { decisionOf } from '../decision/decisions.js';
import { manifestOf, serviceOf, siteOf } from '../manifest/manifests.js';

const site = siteOf([serviceOf()]);
const YES = decisionOf({ 'session:statistics': true }, { policy: '2.1.0', method: 'banner' });
const NO = decisionOf({ 'session:statistics': false }, { policy: '2.1.0', method: 'settings', at: YES.at + 1000 });
const store = openStore();

const recordOf = (decision: Decision) => makeRecord(decision, 'granted', { months: 6 } as never) as ConsentRecord;
/** Sets the cookie, as a browser does by an answer. */
const set = (decision: Decision): string => (document.cookie = `samtycke=${encodeDecision(decision)}; path=/`);
/** Has a page of another manifest keep its word. */
const say = (decision: Decision, domain?: string): void => {
  set(decision);
  keep({ plan: planFor(site, decision), value: encodeDecision(decision), name: 'samtycke' }, Math.random());
  if (domain) expect(store.get('samtycke:plan')).toContain('"name":"samtycke"');
};
const held = (): string => header();
const of = (decision: Decision): string => `samtycke=${encodeDecision(decision)}`;
const judge = (values: string, domain?: string) =>
  judgeStored({ site: { ...site, options: { ...site.options, domain } }, store, gpc: false } as Desk, values);

beforeEach(() => {
  vi.useFakeTimers({ now: YES.at + 5000 });
  emptyJar();
  goTo('http://localhost:8788/');
});
afterEach(() => {
  keep(undefined, 0);
  vi.useRealTimers();
});

test("writes the latest word's cookie anew, whatever manifest the page had that kept it", () => {
  say(NO);
  set(YES);
  restore(store, undefined, recordOf(YES));
  expect(held()).toBe(of(NO));
});

test('leaves a cookie alone that says what no answer has set', () => {
  say(NO);
  const other = { ...YES, at: YES.at + 2000 };
  set(other);
  restore(store, undefined, recordOf(YES));
  expect(held()).toBe(of(other));
});

test.each([
  ['there is no word', () => keep(undefined, 0)],
  ['the word is none', () => store.set('samtycke:plan', '{"value":')],
  ['the word has run out', () => vi.setSystemTime(Date.UTC(2028, 0))],
  [
    'the word is of another cookie',
    () => store.set('samtycke:plan', store.get('samtycke:plan')!.replace('"samtycke"', '"__Host-samtycke"')),
  ],
])('leaves the cookie alone where %s', (_, change) => {
  say(NO);
  set(YES);
  change();
  restore(store, undefined, recordOf(YES));
  expect(held()).toBe(of(YES));
});

test('judges by the later word where an answer has set the cookie back after its page was gone', () => {
  say(NO);
  set(YES);
  expect(judge(encodeDecision(YES)).status).toBe('rejected');
  expect(held()).toBe(of(NO));
});

test('judges by the cookie where that is the later', () => {
  say(YES);
  set(NO);
  expect(judge(encodeDecision(NO)).status).toBe('rejected');
  const yes = { ...YES, at: YES.at + 2000 };
  say(YES);
  set(yes);
  expect(judge(encodeDecision(yes)).decision?.at).toBe(yes.at);
  expect(held()).toBe(of(yes));
});

test('judges by the cookie where other hosts share it, or there are several', () => {
  say(NO, 'localhost');
  set(YES);
  expect(judge(encodeDecision(YES), 'localhost').status).toBe('accepted');
  expect(judge(`${encodeDecision(YES)},${encodeDecision(YES)}`).status).toBe('accepted');
  expect(held()).toBe(of(YES));
});

test('asks who has no cookie any more, whatever word is left', () => {
  say(YES);
  expect(judge('').ask).toBe('first');
  expect(manifestOf([serviceOf()])).toBeDefined();
});
