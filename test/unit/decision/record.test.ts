/** Shows what the log is told of one decision, and that it is told nothing more (REQUIREMENTS §4, R37 to R40). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS } from '../../../src/decision/cells.js';
import { eventOf, makeRecord, type RecordContext } from '../../../src/decision/record.js';
import { uuidv7 } from '../../../src/decision/uuid.js';
import { all, anyDecision, decisionOf } from './decisions.js';

const NO = decisionOf(all(OPTIONAL_CELLS, false));
const YES = decisionOf(all(OPTIONAL_CELLS, true));
const SOME = decisionOf({ ...NO.cells, 'permanent:statistics': true });
const CONTEXT: RecordContext = {
  recordId: '0199f3a0-0000-7000-8000-000000000000',
  consentId: 'abcdefghijklmnopqrstuv',
  prev: null,
  seq: 1,
  layer: 1,
  services: ['mixpanel'],
  policyHash: 'a'.repeat(64),
  textHash: 'b'.repeat(64),
  uiVersion: '0.1.0',
  sdkVersion: '0.1.0',
  locale: 'sv',
  site: 'assistme.eu',
  gpc: false,
  formFactor: 'mobile',
  months: 6,
};

test('R39 tells the log these fields and no other', () => {
  const told = [
    'schema',
    'recordId',
    'consentId',
    'prev',
    'seq',
    'clientTime',
    'event',
    'method',
    'layer',
    'state',
    'services',
    'policyVersion',
    'policyHash',
    'textHash',
    'uiVersion',
    'sdkVersion',
    'locale',
    'site',
    'validUntil',
    'gpc',
    'formFactor',
  ];
  fc.assert(
    fc.property(anyDecision, (decision) => {
      expect(Object.keys(makeRecord(decision, 'custom', CONTEXT)).toSorted()).toEqual(told.toSorted());
    }),
  );
});

test('tells what was decided, when, how and until when, as JSON that comes back the same', () => {
  const record = makeRecord(
    decisionOf({ 'permanent:statistics': true, 'third-party:marketing': false }, { method: 'banner', policy: '2.1.0' }),
    'custom',
    CONTEXT,
  );
  const { months: _, ...context } = CONTEXT;
  expect(record).toEqual({
    ...context,
    schema: 1,
    clientTime: '2026-11-22T17:48:03.000Z',
    event: 'custom',
    method: 'banner',
    state: { permanent: { statistics: true }, 'third-party': { marketing: false } },
    policyVersion: '2.1.0',
    validUntil: '2027-05-22T17:48:03.000Z',
  });
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
});

test('states every cell asked about as true or as false, and none by leaving it out', () => {
  const state = (cells: typeof SOME.cells) => makeRecord(decisionOf(cells), 'custom', CONTEXT).state;
  expect(
    state({ 'session:functional': false, 'third-party:functional': true, 'third-party:statistics': false }),
  ).toEqual({
    session: { functional: false },
    'third-party': { functional: true, statistics: false },
  });
  expect(state(NO.cells)).toEqual({
    session: { functional: false, statistics: false, marketing: false },
    permanent: { functional: false, statistics: false, marketing: false },
    'third-party': { functional: false, statistics: false, marketing: false },
  });
  expect(state({})).toEqual({});
});

test('calls a decision without a method one that was made by api', () => {
  expect(makeRecord(SOME, 'custom', CONTEXT).method).toBe('api');
});

test('counts the validity in calendar months', () => {
  const until = (months: number) =>
    makeRecord({ ...SOME, at: Date.UTC(2027, 7, 31) }, 'custom', { ...CONTEXT, months }).validUntil;
  expect(until(6)).toBe('2028-02-29T00:00:00.000Z');
  expect(until(12)).toBe('2028-08-31T00:00:00.000Z');
});

test('R25 says of a refusal that it holds to the end of its day', () => {
  const refusal = decisionOf({ 'permanent:statistics': false }, { at: Date.UTC(2026, 10, 22, 17, 48) });
  expect(makeRecord(refusal, 'refused', CONTEXT).validUntil).toBe('2027-05-23T00:00:00.000Z');
});

test.each([
  ['none', 'refusal', undefined, NO, 'refused'],
  ['none', 'yes', undefined, YES, 'granted'],
  ['none', 'choice', undefined, SOME, 'custom'],
  ['refusal', 'yes', NO, YES, 'changed'],
  ['refusal', 'choice', NO, SOME, 'changed'],
  ['choice', 'yes', SOME, YES, 'changed'],
  ['yes', 'choice', YES, SOME, 'changed'],
  ['yes', 'yes', YES, YES, 'changed'],
  ['refusal', 'refusal', NO, NO, 'refused'],
  ['yes', 'refusal', YES, NO, 'withdrawn'],
  ['choice', 'refusal', SOME, NO, 'withdrawn'],
] as const)('names the step from %s to %s', (...[, , before, after, event]) => {
  expect(eventOf(before, after)).toBe(event);
});

test('makes ids of UUID version 7, variant 10, that hold the time and the random bits given', () => {
  expect(uuidv7(0x0199f3a0b1c2, new Uint8Array(16).fill(0xff))).toBe('0199f3a0-b1c2-7fff-bfff-ffffffffffff');
  expect(uuidv7(0, new Uint8Array(16))).toBe('00000000-0000-7000-8000-000000000000');
  // The example of RFC 9562, appendix A.6.
  const random = Uint8Array.from([0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('makes ids that sort by their time, and leaves the random bits it is given as they are', () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(fc.nat(4e12), fc.nat(4e12), bytes, bytes, (one, other, left, right) => {
      const copy = left.slice();
      const [a, b] = [uuidv7(one, left), uuidv7(other, right)];
      expect(a).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      if (one !== other) expect(a < b).toBe(one < other);
      expect(left).toEqual(copy);
    }),
  );
});
