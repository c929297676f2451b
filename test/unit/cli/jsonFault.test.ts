/** Shows where a text is found to be no JSON, and that whatever JSON.parse takes is; and where an object has a name twice. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFaultIn, repeatIn } from '../../../src/cli/jsonFault.js';

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

test.each([
  ['{ "a": 1,\n  "b": 2,\n  "a": 3 }', 3, 3, '"a"'],
  ['{ "a": 1, "\\u0061" : 1 }', 1, 11, '"\\u0061"'],
  ['[{}, { "a": { "b": 1 }, "c": [{ "b": "\\"", "b": 1 }] }]', 1, 44, '"b"'],
  ['{ "": 0, "__proto__": 1, "__proto__": 2 }', 1, 26, '"__proto__"'],
])('finds the name that stands twice in %j', (text, line, column, name) => {
  expect(repeatIn(text)).toEqual({ line, column, name });
});

test('finds no name twice in what JSON.stringify writes, whatever its texts hold', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const texts = [value, { a: '"a":', '"a":': { a: [{ a: '{' }, { a: '}' }] }, value }];
      for (const text of texts) expect(repeatIn(JSON.stringify(text, null, indent))).toBeUndefined();
    }),
  );
});
