/** Shows which manifests are refused, and that the message for each says what, why and how to mend it. */
import { expect, test } from 'vitest';
import { readManifest } from '../../../src/manifest/check.js';
import { problemsIn } from '../../../src/manifest/explain.js';
import { manifestSchema } from '../../../src/manifest/schema.js';
import { checked, full, manifestOf, pathsOf, put, reference, serviceOf } from './manifests.js';

const silent = (): void => undefined;

/** Expects one problem, that names the field and says why and how to mend it. */
const expectProblem = (input: unknown, path: string): void => {
  const { manifest, problems } = checked(input);
  expect(manifest, path).toBeUndefined();
  expect(problems, path).toHaveLength(1);
  expect(problems[0]).toContain(path);
  expect(problems[0]!.slice(problems[0]!.indexOf(path) + path.length), 'reason and mend').toMatch(
    /\S.{5,}\. [A-Z].{3,}\.$/,
  );
};

test('accepts the manifest of the reference site', () => {
  const { manifest, problems } = checked(reference());
  expect(problems).toEqual([]);
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(reference());
});

test('accepts a manifest with every field, and one with none that it can do without', () => {
  expect(problemsIn(full())).toEqual([]);
  expect(JSON.parse(JSON.stringify(readManifest(full(), silent)))).toEqual(full());
  expect(problemsIn({ controller: { name: 'A' }, policy: { version: '0.0.1', url: '/' }, services: [] })).toEqual([]);
});

test('knows no field that the full manifest of these tests leaves untried', () => {
  const fields = (schema: object): string[] =>
    Object.entries(schema).flatMap(([key, inner]) => [
      ...(key === 'properties' ? Object.keys(inner as object) : []),
      ...(typeof inner === 'object' && inner ? fields(inner as object) : []),
    ]);
  const tried = new Set(pathsOf(full()).flatMap(([path]) => path.split(/[.[\]]+/)));
  expect(fields(manifestSchema()).filter((field) => !tried.has(field))).toEqual([]);
});

const REQUIRED = [
  'controller',
  'controller.name',
  'policy',
  'policy.version',
  'policy.url',
  'services',
  ...['id', 'provider', 'purpose', 'cookies'].map((field) => `services[0].${field}`),
  'services[0].cookies[0].name',
  'services[0].cookies[0].lifetime',
  'services[0].recipients[1].name',
  'services[1].necessary',
  'services[1].necessary.reason',
];

test.each(REQUIRED)('misses %s where it is not there', (path) => {
  expectProblem(put(full(), path, undefined), path);
});

test('misses no other field', () => {
  const inAnyItem = (path: string): string => path.replace(/\[\d+\]/g, '[]');
  const required = new Set(REQUIRED.map(inAnyItem));
  const optional = pathsOf(full()).filter(([path]) => path && !path.endsWith(']') && !required.has(inAnyItem(path)));
  for (const [path] of optional) expect(problemsIn(put(full(), path, undefined)), path).toEqual([]);
});

test.each(pathsOf(full()).filter(([path]) => path))('takes nothing of another type for %s', (path, right) => {
  const isText = typeof right === 'string';
  const wrong = [
    null,
    12_345,
    { x: 1 },
    [[]],
    ...(isText ? ['', '   ', true, 'x\u0000\n y @'] : /(recipients|data)\[/.test(path) ? [0.5] : ['text', 0.5]),
    ...(typeof right === 'boolean' ? ['true', 1] : []),
  ];
  for (const value of wrong) {
    const isFreeText =
      isText &&
      typeof value === 'string' &&
      value.trim() &&
      /name|provider|phone|orgNumber|dpo|schema|changes|text|data|recipients|aliases/.test(path);
    if (isFreeText) continue;
    const { manifest, problems } = checked(put(full(), path, value));
    expect(manifest, `${path}: ${JSON.stringify(value)}`).toBeUndefined();
    expect(
      problems.every((problem) => problem.includes(path)),
      problems.join('\n'),
    ).toBe(true);
  }
});

test.each(
  pathsOf(full())
    .filter(
      ([path, value]) =>
        typeof value === 'object' && !Array.isArray(value) && !/changes|text|aliases$|data\[/.test(path),
    )
    .map(([path]) => path),
)('knows no field but its own in %s', (path) => {
  for (const field of ['okand', 'legalBasis', 'constructor', 'toString', 'hideReject', 'Id'])
    expectProblem(put(full(), path ? `${path}.${field}` : field, 'x'), path ? `${path}.${field}` : field);
});

test.each([
  ['policy.version', ['2', '2.0', 'v2.0.0', '2.0.0-beta', '2.0.0 ', '123456.0.0', '-1.0.0', '2.0.0\n']],
  ['site', ['https://assistme.eu', 'assistme.eu/', 'assistme.eu:443', 'assist me.eu', '*.assistme.eu']],
  ['controller.email', ['privacy', 'privacy@', '@assistme.eu', 'a@b@c', 'a b@c.se']],
  ['services[0].id', ['a b', 'a:b', 'å', 'x'.repeat(61), '<script>']],
  ['services[0].purpose', ['analytics', 'Statistics', 'necessary ', 'constructor']],
  ['services[0].cookies[0].lifetime', ['1 year', '1w', '30', 'd30', '1.5d', '-1d', 'Session', 'forever']],
  ['services[0].cookies[0].storage', ['cookies', 'localStorage', 'toString']],
  ['services[0].countries[0]', ['USA', 'us', 'U']],
  ['services[0].since', ['2', '2.1.0.0']],
  [
    'services[0].off',
    [
      'alert()',
      'alert(1)',
      'a..b',
      '.a',
      'a.',
      'a b',
      'a-b',
      'a[0]',
      'a`1`',
      '1a',
      'a=b',
      'a.b\n',
      "a['b']",
      'a/*',
      'å.b',
    ],
  ],
  ['options.months', [5, 13, 6.5, '6', -6, Number.NaN, Number.POSITIVE_INFINITY]],
  ['options.locale', ['Svenska', 's', 'sv_SE', '../sv']],
  ['options.placement', ['top', 'modal', '', 'toString']],
  ['options.sensitivePaths[0]', ['skadeanmalan', '', 'https://assistme.eu/']],
] as const)('refuses at %s what does not fit', (path, values) => {
  for (const value of values) expectProblem(put(full(), path, value), path);
});

test('accepts what fits', () => {
  for (const lifetime of ['session', '30min', '2h', '30d', '13mo', '1y'])
    expect(problemsIn(put(full(), 'services[0].cookies[0].lifetime', lifetime))).toEqual([]);
  for (const storage of ['cookie', 'local', 'session', 'indexeddb', 'cache', 'worker'])
    expect(problemsIn(put(full(), 'services[0].cookies[0].storage', storage))).toEqual([]);
  for (const off of ['optOut', 'mixpanel.opt_out_tracking', '_paq.$.x1', '$'])
    expect(problemsIn(put(full(), 'services[0].off', off))).toEqual([]);
  for (const placement of ['bottom', 'corner', 'center'])
    expect(problemsIn(put(full(), 'options.placement', placement))).toEqual([]);
  for (const months of [6, 9, 12]) expect(problemsIn(put(full(), 'options.months', months))).toEqual([]);
  for (const locale of ['sv', 'en', 'sv-SE', 'fil', 'sv-easy', 'sv-cookies'])
    expect(problemsIn(put(full(), 'options.locale', locale))).toEqual([]);
});

test('refuses two services of one id, and one that takes the id of samtycke', () => {
  expectProblem(manifestOf([serviceOf(), serviceOf({ id: 'b' }), serviceOf()]), 'services[2].id');
  expectProblem(manifestOf([serviceOf({ id: 'samtycke' })]), 'services[0].id');
});

test('refuses a service that came with a later policy than the one in force', () => {
  expectProblem(put(full(), 'services[0].since', '2.1.1'), 'services[0].since');
  expect(problemsIn(put(full(), 'services[0].since', '2.1.0'))).toEqual([]);
});

test('names every mistake of a manifest at once', () => {
  const manifest = put(put(put(full(), 'services[0].id', 7), 'policy.url', undefined), 'colour', 'blue');
  const problems = problemsIn(manifest);
  expect(problems).toHaveLength(3);
  for (const path of ['services[0].id', 'policy.url', 'colour']) expect(problems.join('\n')).toContain(path);
});

test('shows what it was given, without printing a whole file', () => {
  expect(problemsIn(put(full(), 'services[0].purpose', 'analytics'))[0]).toContain('analytics');
  expect(problemsIn(put(full(), 'policy.version', 'x'.repeat(9000)))[0]!.length).toBeLessThan(300);
});
