/** Shows what a server reads from a Cookie header. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeDecision } from '../../../src/decision/cookie.js';
import type { Decision } from '../../../src/decision/cells.js';
import { readConsent } from '../../../src/server.js';

const NOW = Date.UTC(2026, 10, 22, 17, 48, 3);
const DECISION: Decision = {
  cells: { 'permanent:statistics': true, 'third-party:marketing': false },
  at: NOW,
  policy: '2.1.0',
};
const NOTHING = { status: 'undecided', granted: [] };

const header = (changes: Partial<Decision> = {}, name = '__Host-samtycke'): string =>
  `${name}=${encodeDecision({ ...DECISION, ...changes })}`;
const read = (text: string | null | undefined, options = {}) => readConsent(text, { now: NOW, ...options });

test('reads what the visitor granted', () => {
  expect(read(`sid=1; ${header()}; a=b`)).toEqual({
    status: 'custom',
    granted: ['permanent:statistics'],
    decision: DECISION,
  });
  expect(read(header({ cells: { 'permanent:statistics': true } })).status).toBe('accepted');
  expect(read(header({ cells: { 'permanent:statistics': false } }))).toMatchObject({ status: 'rejected', granted: [] });
  expect(read(header({}, 'samtycke')).granted).toEqual(['permanent:statistics']);
});

test('is undecided without a cookie that it can read', () => {
  for (const text of [
    undefined,
    null,
    '',
    'a=b',
    '__Host-samtycke',
    '__Host-samtycke=',
    '__Host-samtycke=1_accepted',
    `x${header()}`,
    `${header()}x`,
  ])
    expect(read(text)).toEqual(NOTHING);
});

test('takes the strictest of several cookies, and none if one is broken', () => {
  expect(read(`${header()}; ${header({ cells: { 'permanent:statistics': false } }, 'samtycke')}`)).toMatchObject({
    status: 'rejected',
    granted: [],
  });
  expect(read(`${header()}; samtycke=broken`)).toEqual(NOTHING);
  expect(read(`${header()}; samtycke=broken`, { name: '__Host-samtycke' }).granted).toEqual(['permanent:statistics']);
  expect(read(header(), { name: 'samtycke' })).toEqual(NOTHING);
});

test('judges the decision by the policy version', () => {
  expect(read(header(), { policy: '2.1.0' }).status).toBe('custom');
  expect(read(header(), { policy: '2.9.0' }).status).toBe('custom');
  expect(read(header(), { policy: '3.0.0' })).toEqual(NOTHING);
  expect(read(header(), { policy: '2.0.0' })).toEqual(NOTHING);
});

test('lets a decision run out: after the months given, six where a policy is, twelve at most', () => {
  const later = (month: number) => Date.UTC(2026, 10 + month, 22, 17, 48, 3);
  expect(read(header(), { policy: '2.1.0', now: later(6) - 1 }).status).toBe('custom');
  expect(read(header(), { policy: '2.1.0', now: later(6) })).toEqual(NOTHING);
  expect(read(header(), { policy: '2.1.0', months: 12, now: later(6) }).status).toBe('custom');
  expect(read(header(), { now: later(12) - 1 }).status).toBe('custom');
  expect(read(header(), { now: later(12) })).toEqual(NOTHING);
});

test('grants nothing by a policy version or a number of months that is none', () => {
  for (const policy of ['', '2', '2.1', 'v2.1.0', ' 2.1.0', '2.1.0-rc', 'latest', 2])
    expect(read(header(), { policy }), `${policy}`).toEqual(NOTHING);
  for (const wrong of [{ months: NaN }, { months: 'six' }, { now: NaN }, { months: null, now: NaN }])
    expect(read(header(), wrong), JSON.stringify(wrong)).toEqual(NOTHING);
});

test('takes no decision from the future', () => {
  expect(read(header({ at: NOW + 3 * 86_400_000 }))).toEqual(NOTHING);
});

test('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.anything()),
      (text) => void expect(readConsent(text as string).granted).toEqual([]),
    ),
  );
});

test('grants only cells that the cookie grants', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[01-]{9}$/), fc.constantFrom('accepted', 'rejected', 'custom'), (bits, word) => {
      const { granted } = read(`samtycke=1_${word}_2.1.0_${NOW / 1000}_${bits}`);
      expect(granted.length).toBeLessThanOrEqual(bits.split('1').length - 1);
    }),
  );
});
