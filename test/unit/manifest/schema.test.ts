/** Shows that the published JSON Schema and the check are of one mind. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readManifest } from '../../../src/manifest/check.js';
import { manifestSchema } from '../../../src/manifest/schema.js';
import { full, manifestOf, pathsOf, put, reference, serviceOf } from './manifests.js';

const compiled = () => new Ajv2020({ strictTypes: false, strictRequired: false }).compile(manifestSchema());

/** What a schema cannot say: fields that must differ, or come in order. */
const BEYOND = ['taken', 'early'];

/** Returns the words or shapes that the check complains of. */
const complaintsOf = (input: unknown): unknown[] => {
  const complaints: unknown[] = [];
  readManifest(input, (_path, _value, wanted) => complaints.push(wanted));
  return complaints;
};

test('says which draft it is written in, and is plain JSON', () => {
  expect(manifestSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
  });
  expect(JSON.parse(JSON.stringify(manifestSchema()))).toEqual(manifestSchema());
});

test('validates the reference manifest, the one with every field and the smallest', () => {
  const validate = compiled();
  for (const manifest of [reference(), full(), manifestOf([]), manifestOf([serviceOf()])])
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
});

test('asks for a reason exactly where the purpose is necessary', () => {
  const validate = compiled();
  const reasoned = { necessary: { reason: 'login' } } as const;
  expect(validate(manifestOf([serviceOf({ purpose: 'necessary', ...reasoned })]))).toBe(true);
  expect(validate(manifestOf([serviceOf({ purpose: 'necessary' })]))).toBe(false);
  expect(validate(manifestOf([serviceOf({ purpose: 'statistics', ...reasoned })]))).toBe(false);
  expect(validate(manifestOf([serviceOf({ purpose: 'statistics' })]))).toBe(true);
});

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' ',
    'x',
    'session',
    '1y',
    '2.0.0',
    'sv',
    'SE',
    '/',
    '/a b',
    'javascript:x',
    'https://exempel.se/å',
    'necessary',
    'statistics',
    'login',
    'local',
    'worker',
    'a.b_$1',
    'alert(1)',
    'processor',
    'A@b',
    6,
    12,
    13,
    6.5,
    true,
    'x'.repeat(10_001),
    [],
    {},
    [''],
    { name: 'A' },
    { name: 'A', role: 'processor' },
    { name: 'A', role: 'boss' },
  ),
);

test.each([
  ['the reference manifest', reference],
  ['the manifest with every field', full],
])('accepts and refuses what the check does, for any one change of %s', (_name, make) => {
  const validate = compiled();
  const paths = pathsOf(make())
    .map(([path]) => path)
    .filter(Boolean);
  const holders = pathsOf(make())
    .filter(([, value]) => typeof value === 'object' && !Array.isArray(value))
    .map(([path]) => path);
  const anyChange = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...paths), values) },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom(...paths).filter((path) => !path.endsWith(']')),
        fc.constant(undefined),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom(...holders).map((path) => (path ? `${path}.okand` : 'okand')),
        values,
      ),
    },
  );
  fc.assert(
    fc.property(anyChange, ([path, value]) => {
      const manifest = put(make(), path, value);
      const complaints = complaintsOf(manifest);
      const isRight = complaints.every((complaint) => BEYOND.includes(complaint as string));
      expect(validate(manifest), `${path}: ${JSON.stringify(value)} ${JSON.stringify(complaints)}`).toBe(isRight);
    }),
    { numRuns: 1000 },
  );
});

test('reads every letter of an address as the check does', () => {
  const validate = compiled();
  for (const url of ['/å', '/\u{1f36a}', '/\u0085', '/\u00a0', '/\u2028', '/\ufeff', 'https://exempel.se/\u{10ffff}'])
    expect(validate(put(full(), 'policy.url', url)), JSON.stringify(url)).toBe(
      complaintsOf(put(full(), 'policy.url', url)).length === 0,
    );
});

test('refuses any JSON that is no manifest', () => {
  const validate = compiled();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => void expect(validate(value)).toBe(complaintsOf(value).length === 0)),
  );
});
