/** Shows which cookies of a header are read, and how two of one name are reconciled. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS, grantedIn, statusOf, type Cells, type Decision } from '../../../src/decision/cells.js';
import { PLAIN_NAME, SECURE_NAME, cookieValues, encodeDecision, readDecision } from '../../../src/decision/cookie.js';
import { compareVersions } from '../../../src/decision/validity.js';
import { anyDecision, decisionOf } from './decisions.js';

const BOTH = [SECURE_NAME, PLAIN_NAME];
const some: Cells = { 'permanent:statistics': true, 'third-party:marketing': false };
const line = (decision: Decision, name: string = SECURE_NAME): string => `${name}=${encodeDecision(decision)}`;

test('knows the name that no subdomain can set, and the plain one', () => {
  expect(BOTH).toEqual(['__Host-samtycke', 'samtycke']);
});

test('finds the value among other cookies, wherever it stands', () => {
  expect(cookieValues('a=1; samtycke=x; b=2', [PLAIN_NAME])).toEqual(['x']);
  expect(cookieValues('samtycke=x;b=2', [PLAIN_NAME])).toEqual(['x']);
  expect(cookieValues('a=1;  samtycke=x', [PLAIN_NAME])).toEqual(['x']);
  expect(cookieValues('samtycke=a=b', [PLAIN_NAME])).toEqual(['a=b']);
  expect(cookieValues('samtycke=x; samtycke=y; __Host-samtycke=z', BOTH)).toEqual(['x', 'y', 'z']);
  expect(cookieValues('', BOTH)).toEqual([]);
});

test('takes no other cookie for its own: not one that begins, ends or quotes alike', () => {
  for (const header of [
    'xsamtycke=v',
    'samtyckex=v',
    'samtycke.x=v',
    '__Host-samtycke2=v',
    'Samtycke=v',
    'a=samtycke=v',
    'samtycke',
    'samtyckex',
    '__Host-samtycke',
    '__Host-samtyckex',
    '; ; =v',
    '=samtycke',
  ])
    expect(cookieValues(header, BOTH), header).toEqual([]);
  expect(cookieValues('samtycke=v', [SECURE_NAME])).toEqual([]);
  expect(cookieValues('__Host-samtycke=v', [PLAIN_NAME])).toEqual([]);
});

test('is not made to forget the decision by a cookie that has no name', () => {
  const decision = decisionOf(some);
  expect(readDecision(`samtyckex; ${line(decision, PLAIN_NAME)}`, [PLAIN_NAME])).toEqual(decision);
});

test('reads none where there is none, and none where it is broken', () => {
  expect(readDecision('', BOTH)).toBeUndefined();
  expect(readDecision('a=b', BOTH)).toBeUndefined();
  expect(readDecision('samtycke=', BOTH)).toBeUndefined();
  expect(readDecision(`${line(decisionOf(some))}x`, BOTH)).toBeUndefined();
});

test('reads none if one of two is broken, whichever comes first', () => {
  expect(readDecision(`${line(decisionOf(some))}; ${SECURE_NAME}=broken`, BOTH)).toBeUndefined();
  expect(readDecision(`${SECURE_NAME}=broken; ${line(decisionOf(some))}`, BOTH)).toBeUndefined();
  expect(readDecision(`${line(decisionOf(some))}; ${line(decisionOf(some))}; ${SECURE_NAME}=`, BOTH)).toBeUndefined();
});

test('reads two of the same as one', () => {
  expect(readDecision(`${line(decisionOf(some))}; ${line(decisionOf(some))}`, BOTH)).toEqual(decisionOf(some));
});

test('grants of two cookies only what both grant, and lets the refusal win', () => {
  const both = (left: Cells, right: Cells): Cells | undefined =>
    readDecision(`${line(decisionOf(left))}; ${line(decisionOf(right))}`, BOTH)?.cells;
  expect(both(some, { 'permanent:statistics': false, 'third-party:marketing': true })).toEqual({
    'permanent:statistics': false,
    'third-party:marketing': false,
  });
  expect(both(some, { ...some, 'third-party:marketing': true })).toEqual(some);
  expect(grantedIn(both(some, {})!)).toEqual([]);
});

test('reads any cookies of the name at their strictest, in any order', () => {
  fc.assert(
    fc.property(fc.array(anyDecision, { minLength: 2, maxLength: 4 }), (decisions) => {
      const lines = decisions.map((decision) => line(decision));
      const read = readDecision(lines.join('; '), BOTH)!;
      expect(grantedIn(read.cells)).toEqual(
        OPTIONAL_CELLS.filter((cell) => decisions.every(({ cells }) => cells[cell] === true)),
      );
      const turned = readDecision(lines.toReversed().join('; '), BOTH)!;
      expect(grantedIn(turned.cells)).toEqual(grantedIn(read.cells));
    }),
  );
});

test('reads several cookies as made at the earliest time, under the oldest policy', () => {
  fc.assert(
    fc.property(anyDecision, anyDecision, (left, right) => {
      const read = readDecision(`${line(left)}; ${line(right)}`, BOTH)!;
      const [a, b] = [left, right].map((decision) => readDecision(line(decision), BOTH)!) as [Decision, Decision];
      expect(read.at).toBe(Math.min(a.at, b.at));
      expect(compareVersions(read.policy, a.policy, 3)).toBeLessThanOrEqual(0);
      expect(compareVersions(read.policy, b.policy, 3)).toBeLessThanOrEqual(0);
      expect(read.gpc === true && !(a.gpc && b.gpc)).toBe(false);
    }),
  );
});

test('never throws on any header, and never reads a yes that no cookie of the name holds', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(';', '=', 'samtycke=', '__Host-samtycke=', '1_rejected_1.0.0_0_---------', '; '),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (header) => {
        const decision = readDecision(header, BOTH);
        if (decision) expect(statusOf(decision.cells)).toBe('rejected');
      },
    ),
  );
});
