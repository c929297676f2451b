/** Shows where a text is found to be no JSON, and that whatever JSON.parse takes is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFaultIn } from '../../../src/cli/jsonFault.js';

test.each([
  ['', 1, 1, 'a value'],
  ['{', 1, 2, 'a name in double quotes, or "}"'],
  ['{ "a": 1,\n  "b": 2 "c": 3 }', 2, 10, '"," or "}"'],
  ['{ "a": 1,\n}', 2, 1, 'a name in double quotes'],
  ['[1,\n2,\n]', 3, 1, 'a value'],
  ['[1 2]', 1, 4, '"," or "]"'],
  ['{ "a" 1 }', 1, 7, '":"'],
  ["{ 'a': 1 }", 1, 3, 'a name in double quotes, or "}"'],
  ['{ "a": tru }', 1, 8, 'a value'],
  ['{ "a": 01 }', 1, 8, 'a value'],
  ['[TRUE]', 1, 2, 'a value or "]"'],
  ['{ "a": "line\nbreak" }', 1, 8, 'a value'],
  ['// note\n{}', 1, 1, 'a value'],
  ['{} {}', 1, 4, 'the end of the file'],
  ['[}', 1, 2, 'a value or "]"'],
])('finds the fault in %j', (text, line, column, wanted) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFaultIn(text)).toEqual({ line, column, wanted });
});

test('agrees with JSON.parse on what is JSON, with a character more, less or other too', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom(...'{}[],:"\\ -01eE.u\nx'), (json, where, character) => {
      const at = where % (json.length + 1);
      const texts = [1, 0].map((skipped) => json.slice(0, at) + character + json.slice(at + skipped));
      for (const text of [json, ...texts, json.slice(0, at)]) expect(!jsonFaultIn(text)).toBe(isJson(text));
    }),
  );
});
