/** Shows that what is dealt out is all there, evenly, and the same for the same seed. */
import { expect, test } from 'vitest';
import { deal } from '../../setup/sample.js';

const cases = Array.from({ length: 20 }, (_, index) => index);

test('deals every case to one hand, as evenly as they go', () => {
  const hands = deal(cases, 3);
  expect(hands.map(({ length }) => length)).toEqual([7, 7, 6]);
  expect(hands.flat().toSorted((a, b) => a - b)).toEqual(cases);
});

test('deals the same again in the same run, and not in the order it was given', () => {
  expect(deal(cases, 3)).toEqual(deal(cases, 3));
  expect(deal(cases, 1)).not.toEqual([cases]);
});
