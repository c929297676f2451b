/** Shows how long a browser keeps the key to its records: as long as its last answer holds (REQUIREMENTS §4, R40). */
import { beforeEach, expect, test } from 'vitest';
import { uuidv7 } from '../../../src/decision/uuid.js';
import { forgetExpired } from '../../../src/signals/forget.js';
import { KEY, LAST, openStore } from '../../../src/signals/store.js';
import { clearStore } from './logs.js';

const MADE = Date.UTC(2026, 10, 22, 17, 48, 3);
const END = Date.UTC(2027, 4, 22, 17, 48, 3);
const store = openStore();
const kept = () => [store.get(KEY), store.get(LAST)?.slice(0, 2)];

beforeEach(() => {
  clearStore();
  store.set(KEY, 'id.secret');
  store.set(LAST, `2.${uuidv7(MADE, new Uint8Array(16))}.${uuidv7(MADE - 1e10, new Uint8Array(16))}`);
});

test('R40 keeps the key for six calendar months from the last answer, and no longer', () => {
  forgetExpired(store, 6, END - 1);
  expect(kept()).toEqual(['id.secret', '2.']);
  forgetExpired(store, 6, END);
  expect(kept()).toEqual([null, undefined]);
});

test('keeps it as long as the site has an answer hold', () => {
  forgetExpired(store, 12, END);
  expect(kept()).toEqual(['id.secret', '2.']);
});

test.each(['', '2', '2.x', '2..'])('keeps it where nothing says when the last answer was: %j', (last) => {
  store.set(LAST, last);
  forgetExpired(store, 6, END);
  expect(store.get(KEY)).toBe('id.secret');
});
