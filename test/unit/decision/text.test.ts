/** Shows that what a page makes of `toJSON` does not get into our texts. */
import { expect, test } from 'vitest';
import { textOf } from '../../../src/decision/text.js';

const value = { services: ['a', 'b'], at: 1, nested: { yes: true, none: null } };

test('writes what JSON does', () => {
  expect(textOf(value)).toBe(JSON.stringify(value));
});

test('writes arrays as arrays on a page where Prototype.js 1.6 makes texts of them', () => {
  const plain = JSON.stringify(value);
  const prototype = Array.prototype as { toJSON?: unknown };
  prototype.toJSON = () => '["a", "b"]';
  try {
    expect(JSON.stringify(value)).not.toBe(plain);
    expect(textOf(value)).toBe(plain);
  } finally {
    delete prototype.toJSON;
  }
});
