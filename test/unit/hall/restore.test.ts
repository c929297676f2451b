/** Shows that a late answer of the log brings nothing back, while its page is here and when it has gone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo, header } from '../cookieJar.js';
import type { Decision } from '../../../src/decision/cells.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { makeRecord, type ConsentRecord } from '../../../src/decision/record.js';
import type { Core, Desk } from '../../../src/hall/halves.js';
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
  keep({ plan: planFor(site, decision), value: encodeDecision(decision), name: 'samtycke' }, Math.random(), store);
  if (domain) expect(store.get('samtycke:plan')).toContain('"name":"samtycke"');
};
const held = (): string => header();
const of = (decision: Decision): string => `samtycke=${encodeDecision(decision)}`;
const look = vi.fn<Core['look']>();
/** Has the log answer a page that holds to a plan, or to none. */
const restoreBeside = (record: ConsentRecord, held?: Decision, domain?: string): void => {
  const kept = () => held && { plan: planFor(site, held), value: encodeDecision(held), name: 'samtycke' };
  restore({ store, kept, look } as unknown as Core, domain, record);
};
const judge = (values: string, domain?: string) =>
  judgeStored({ site: { ...site, options: { ...site.options, domain } }, store, gpc: false } as Desk, values);

beforeEach(() => {
  vi.useFakeTimers({ now: YES.at + 5000 });
  emptyJar();
  goTo('http://localhost:8788/');
});
afterEach(() => {
  keep(undefined, 0, store);
  vi.useRealTimers();
});

test("writes the latest word's cookie anew, whatever manifest the page had that kept it", () => {
  say(NO);
  set(YES);
  restoreBeside(recordOf(YES));
  expect(held()).toBe(of(NO));
});

test('leaves a cookie alone that says what no answer has set', () => {
  say(NO);
  const other = { ...YES, at: YES.at + 2000 };
  set(other);
  restoreBeside(recordOf(YES));
  expect(held()).toBe(of(other));
});

test.each([
  ['there is no word', () => keep(undefined, 0, store)],
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
  restoreBeside(recordOf(YES));
  expect(held()).toBe(of(YES));
});

test('leaves a later no alone that was said on another host, where an older yes is kept here', () => {
  say(YES);
  set(NO);
  restoreBeside(recordOf(NO), undefined, 'localhost');
  expect(held()).toBe(of(NO));
});

test('leaves a no alone that was said after the yes kept here', () => {
  const no = { ...NO, at: YES.at + 86_400_000 };
  vi.setSystemTime(no.at + 5000);
  say(YES);
  set(no);
  restoreBeside(recordOf(no));
  expect(held()).toBe(of(no));
});

test('writes a yes anew that came after a no of the same day', () => {
  const yes = { ...YES, at: NO.at + 1000 };
  say(yes);
  set(NO);
  restoreBeside(recordOf(NO));
  expect(held()).toBe(of(yes));
});

test('holds to what the page itself holds to, where no word is kept', () => {
  set(YES);
  restoreBeside(recordOf(YES), NO);
  expect(held()).toBe(of(NO));
  expect(look).toHaveBeenLastCalledWith('tab');
});

test('sets no cookie where all was erased meanwhile, and leaves that of one who has a key', () => {
  const record = { ...recordOf(YES), consentId: 'me' };
  store.set('samtycke:key', 'me.secret');
  set(YES);
  restoreBeside(record);
  expect(held()).toBe(of(YES));
  store.remove('samtycke:key');
  restoreBeside(record);
  expect(held()).not.toContain('accepted');
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
