/** Shows which of two decisions made in two places counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS, statusOf } from '../../../src/decision/cells.js';
import { decodeDecision, encodeDecision } from '../../../src/decision/cookie.js';
import { supersedes } from '../../../src/decision/supersedes.js';
import { all, anyDecision, decisionOf } from './decisions.js';

const at = (day: number, hour = 12) => ({ at: Date.UTC(2026, 10, day, hour) });
const yes = (day: number, hour?: number) => decisionOf(all(OPTIONAL_CELLS, true), at(day, hour));
const no = (day: number, hour?: number) => decisionOf(all(OPTIONAL_CELLS, false), at(day, hour));

test('lets the newer of two count', () => {
  expect(supersedes(yes(22, 13), yes(22, 12))).toBe(true);
  expect(supersedes(yes(22, 12), yes(22, 13))).toBe(false);
  expect(supersedes(yes(23, 0), no(22, 23))).toBe(true);
  expect(supersedes(no(22, 23), yes(23, 0))).toBe(false);
  expect(supersedes(no(23, 0), no(22, 23))).toBe(true);
});

test('lets the refusal count of two on one day, whichever came first', () => {
  expect(supersedes(no(22, 8), yes(22, 20))).toBe(true);
  expect(supersedes(yes(22, 20), no(22, 8))).toBe(false);
  expect(supersedes(no(22, 20), no(22, 8))).toBe(false);
});

test('never lets two count over each other, nor one over itself', () => {
  fc.assert(
    fc.property(anyDecision, anyDecision, (one, other) => {
      expect(supersedes(one, one)).toBe(false);
      expect(supersedes(one, other) && supersedes(other, one)).toBe(false);
    }),
  );
});

test('judges what the cookie has kept of a decision as the decision itself', () => {
  fc.assert(
    fc.property(anyDecision, anyDecision, (one, other) => {
      fc.pre(statusOf(one.cells) !== statusOf(other.cells));
      const kept = (decision: typeof one) => decodeDecision(encodeDecision(decision))!;
      expect(supersedes(kept(one), kept(other))).toBe(supersedes(one, other));
    }),
  );
});
