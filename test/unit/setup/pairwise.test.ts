/** Shows that the rows which the axe matrix draws leave no pair of values out, and are few. */
import { expect, test } from 'vitest';
import { allRows, pairsOf, pairwise } from '../../setup/pairwise.js';
import { createRandom } from '../../setup/sample.js';

const columns = {
  theme: ['nordic', 'assistme', 'plain', 'contrast'],
  width: [1280, 320],
  locale: ['sv', 'en', 'de', 'fi', 'da', 'pl', 'ar'],
  scheme: ['light', 'dark'],
};

test('holds every pair of values, whatever the seed', () => {
  for (let seed = 0; seed < 12; seed++) {
    const met = new Set(pairwise(columns, createRandom(seed)).flatMap(pairsOf));
    expect(
      allRows(columns)
        .flatMap(pairsOf)
        .filter((pair) => !met.has(pair)),
    ).toEqual([]);
  }
});

test('needs hardly more rows than its two longest columns have pairs, and repeats none', () => {
  for (let seed = 0; seed < 12; seed++) {
    const rows = pairwise(columns, createRandom(seed));
    expect(rows.length).toBeLessThanOrEqual(32);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
  }
});

test('draws the same rows for the same seed, and others for another', () => {
  const drawn = (seed: number) => JSON.stringify(pairwise(columns, createRandom(seed)));
  expect(drawn(1)).toBe(drawn(1));
  expect(drawn(1)).not.toBe(drawn(2));
});

test('returns all rows where they are asked for', () => {
  expect(allRows({ a: [1, 2], b: ['x', 'y'] })).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
    { a: 2, b: 'x' },
    { a: 2, b: 'y' },
  ]);
});
