/** Shows how long a decision holds, and which change of policy asks whom again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDecision, encodeDecision } from '../../../src/decision/cookie.js';
import { addMonths, compareVersions, judge, type Terms } from '../../../src/decision/validity.js';
import { decisionOf } from './decisions.js';

const DAY = 86_400_000;
const MADE = Date.UTC(2026, 10, 22, 17, 48, 3);
const HALF = { 'permanent:statistics': true, 'third-party:marketing': false };
const NONE = { 'permanent:statistics': false, 'third-party:marketing': false };
const terms = (changes: Partial<Terms> = {}): Terms => ({ policy: '2.3.4', months: 6, now: MADE + DAY, ...changes });
const custom = decisionOf(HALF, { policy: '2.3.4' });
const refusal = decisionOf(NONE, { policy: '2.3.4' });

test.each([
  ['2026-11-22', 6, '2027-05-22'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2027-08-30', 6, '2028-02-29'],
  ['2026-08-28', 6, '2027-02-28'],
  ['2026-05-31', 6, '2026-11-30'],
  ['2026-12-31', 6, '2027-06-30'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-03-31', 11, '2027-02-28'],
  ['2026-01-01', 12, '2027-01-01'],
])('adds to %s %i calendar months and comes to %s', (from, months, to) => {
  expect(new Date(addMonths(Date.parse(`${from}T00:00:00.000Z`), months)).toISOString()).toBe(`${to}T00:00:00.000Z`);
  expect(new Date(addMonths(Date.parse(`${from}T23:59:59.999Z`), months)).toISOString()).toBe(`${to}T23:59:59.999Z`);
});

test('adds months without leaving out a day or the time of day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 6, max: 12 }), (at, months) => {
      const [from, to] = [new Date(at), new Date(addMonths(at, months))];
      expect(to.getTime() % DAY).toBe(from.getTime() % DAY);
      expect(to.getUTCFullYear() * 12 + to.getUTCMonth() - from.getUTCFullYear() * 12 - from.getUTCMonth()).toBe(
        months,
      );
      if (to.getUTCDate() !== from.getUTCDate()) expect(new Date(to.getTime() + DAY).getUTCDate()).toBe(1);
    }),
  );
});

test.each([6, 7, 12])('R26 lets a decision hold for %i calendar months, a refusal to the end of that day', (months) => {
  for (const decision of [custom, refusal]) {
    const end = decision === custom ? addMonths(MADE, months) : addMonths(MADE - (MADE % DAY), months) + DAY;
    expect(judge(decision, terms({ months, now: end - DAY }))).toEqual({ decision });
    expect(judge(decision, terms({ months, now: end - 1 }))).toEqual({ decision });
    expect(judge(decision, terms({ months, now: end }))).toEqual({ ask: 'expired' });
    expect(judge(decision, terms({ months, now: end + DAY }))).toEqual({ ask: 'expired' });
  }
});

test('R25 asks nobody who has refused sooner than who has said yes, though the cookie keeps of a refusal only its day', () => {
  for (const made of [
    '2026-11-22T22:48',
    '2026-11-22T00:00',
    '2027-08-31T23:59',
    '2027-08-30T12:00',
    '2027-12-31T23:59',
  ]) {
    const at = Date.parse(`${made}:00Z`);
    const stored = decodeDecision(encodeDecision({ ...refusal, at }))!;
    const end = addMonths(at, 6);
    expect(judge(stored, terms({ now: end })).ask, made).toBeUndefined();
    expect(judge(stored, terms({ now: end + DAY })).ask, made).toBe('expired');
  }
});

test('lets a decision of 31 August hold through February, longer than 180 days', () => {
  const decision = decisionOf(HALF, { at: Date.UTC(2027, 7, 31, 12), policy: '2.3.4' });
  expect(judge(decision, terms({ now: Date.UTC(2028, 1, 29, 11, 59) }))).toEqual({ decision });
  expect(judge(decision, terms({ now: Date.UTC(2028, 1, 29, 12) }))).toEqual({ ask: 'expired' });
});

test('asks for the first time where there is no decision', () => {
  expect(judge(undefined, terms())).toEqual({ ask: 'first' });
});

test('takes no decision from the future, but for a clock that is a day wrong', () => {
  expect(judge(custom, terms({ now: MADE }))).toEqual({ decision: custom });
  expect(judge(custom, terms({ now: MADE - DAY }))).toEqual({ decision: custom });
  expect(judge(custom, terms({ now: MADE - DAY - 1 }))).toEqual({ ask: 'first' });
  expect(judge(custom, terms({ now: MADE - 365 * DAY }))).toEqual({ ask: 'first' });
});

test('asks everyone again after a major change, and lets nothing old hold', () => {
  for (const decision of [custom, refusal])
    for (const policy of ['3.0.0', '3.3.4', '10.0.0'])
      expect(judge(decision, terms({ policy }))).toEqual({ ask: 'major' });
});

test('asks about what is new after a minor change, while the old answers hold', () => {
  for (const policy of ['2.4.0', '2.10.0'])
    expect(judge(custom, terms({ policy }))).toEqual({ decision: custom, ask: 'minor' });
});

test('R29 leaves one who refused everything in peace after a minor change', () => {
  for (const policy of ['2.4.0', '2.10.0']) expect(judge(refusal, terms({ policy }))).toEqual({ decision: refusal });
});

test('asks nobody after a patch', () => {
  for (const policy of ['2.3.5', '2.3.10', '2.3.0'])
    for (const decision of [custom, refusal]) expect(judge(decision, terms({ policy }))).toEqual({ decision });
});

test('takes no decision made under a policy newer than the one it knows', () => {
  for (const policy of ['2.2.9', '1.9.9', '1.4.0'])
    for (const decision of [custom, refusal]) expect(judge(decision, terms({ policy }))).toEqual({ ask: 'first' });
});

test('says that a decision has expired before anything else about it', () => {
  expect(judge(custom, terms({ policy: '3.0.0', now: addMonths(MADE, 6) }))).toEqual({ ask: 'expired' });
});

test('compares versions as numbers, so many parts deep', () => {
  expect(compareVersions('2.10.0', '2.9.9', 3)).toBeGreaterThan(0);
  expect(compareVersions('2.0.9', '2.0.10', 3)).toBeLessThan(0);
  expect(compareVersions('2.0.9', '2.0.10', 2)).toBe(0);
  expect(compareVersions('2.9.0', '2.10.0', 1)).toBe(0);
  expect(compareVersions('10.0.0', '9.0.0', 1)).toBeGreaterThan(0);
});
