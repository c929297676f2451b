/** Shows that a hostile manifest or a polluted page gets nothing past the check, and never an exception out of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readManifest } from '../../../src/manifest/check.js';
import { problemsIn } from '../../../src/manifest/explain.js';
import { checked, full, manifestOf, pathsOf, put, serviceOf } from './manifests.js';

const silent = (): void => undefined;
const prototype = Object.prototype as unknown as Record<string, unknown>;

/** Runs with fields on Object.prototype, as a careless page leaves them. */
const withPolluted = (fields: Record<string, unknown>, act: () => void): void => {
  Object.assign(prototype, fields);
  try {
    act();
  } finally {
    for (const name of Object.keys(fields)) delete prototype[name];
  }
};

test('refuses __proto__ and constructor as fields, and lets them change no object', () => {
  const json = JSON.stringify(full());
  for (const key of ['__proto__', 'constructor', 'prototype'])
    for (const [from, to] of [
      ['{', `{"${key}":{"polluted":1},`],
      ['"policy":{', `"policy":{"${key}":{"polluted":1},`],
      ['"id":"login",', `"id":"login","${key}":{"polluted":1},`],
    ] as const) {
      const { manifest, problems } = checked(JSON.parse(json.replace(from, to)));
      expect(manifest, `${key} in ${from}`).toBeUndefined();
      expect(problems.join()).toContain(key);
      expect(prototype['polluted']).toBeUndefined();
    }
});

test('lets no name among texts and aliases reach a prototype', () => {
  const json = JSON.stringify(full())
    .replace('"tracking":', '"__proto__":')
    .replace('"sv":"Vi har', '"__proto__":"Vi har');
  const manifest = readManifest(JSON.parse(json), silent);
  expect(prototype['tracking']).toBeUndefined();
  if (manifest) expect(({} as Record<string, unknown>)['sv']).toBeUndefined();
});

test('takes nothing on Object.prototype for a field that is missing', () => {
  const fields = {
    name: 'X',
    version: '1.0.0',
    url: '/',
    id: 'x',
    provider: 'X',
    purpose: 'necessary',
    cookies: [],
    necessary: { reason: 'login' },
    reason: 'login',
    lifetime: 'session',
    services: [],
    policy: {},
    controller: {},
  };
  withPolluted(fields, () => {
    for (const path of [
      'controller',
      'controller.name',
      'policy.version',
      'services',
      'services[0].id',
      'services[0].purpose',
      'services[0].cookies',
      'services[1].necessary',
      'services[1].necessary.reason',
      'services[0].cookies[0].lifetime',
    ])
      expect(readManifest(put(full(), path, undefined), silent), path).toBeUndefined();
  });
});

test('copies a manifest so that what a page adds to Object.prototype later is not among its fields', () => {
  const manifest = readManifest(manifestOf([serviceOf()]), silent)!;
  withPolluted({ since: '0.0.1', replay: true, hosts: ['evil.example'], aliases: ['x'] }, () => {
    const [service] = manifest.services;
    expect([service!.since, service!.replay, service!.hosts, service!.aliases]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

const LINKS = ['policy.url', 'services[0].policyUrl', 'options.log', 'options.theme'];
const BAD = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\tjavascript:alert(1)',
  ' javascript:alert(1)',
  '\u0000javascript:alert(1)',
  '\u001fjavascript:alert(1)',
  'javascript\t:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://x',
  'file:///etc/passwd',
  'view-source:https://x',
  'about:blank',
  'https://exempel.se/a b',
  'ftp://x',
  'x\u007f',
];

test.each(LINKS)('refuses an address at %s that could run or hide something', (path) => {
  for (const address of BAD) {
    const { manifest, problems } = checked(put(full(), path, address));
    expect(manifest, JSON.stringify(address)).toBeUndefined();
    expect(problems[0]).toContain(path);
  }
  for (const address of [
    '/a#b',
    'a/b?c=d:e',
    '#cookies',
    'https://exempel.se/å?x=ö',
    'http://127.0.0.1:8788/x',
    'nordic',
  ])
    expect(problemsIn(put(full(), path, address)), address).toEqual([]);
});

test('lets no address through that a browser would read as another scheme', () => {
  const sign = fc.oneof(
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
    fc.constantFrom(
      'javascript',
      'java',
      'script',
      ':',
      '\t',
      '\n',
      ' ',
      '/',
      'data',
      'https',
      'mailto',
      '\u0001',
      '\u00ad',
      '\ufeff',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(sign, { maxLength: 6 }).map((signs) => signs.join('')),
      (address) => {
        if (!readManifest(put(full(), 'policy.url', address), silent)) return;
        const url = URL.canParse(address, 'https://assistme.eu') ? new URL(address, 'https://assistme.eu') : undefined;
        if (url) expect(['https:', 'http:', 'mailto:']).toContain(url.protocol);
      },
    ),
    { numRuns: 2000 },
  );
});

test('refuses a text longer than any that is meant to be read', () => {
  expect(readManifest(put(full(), 'services[0].provider', 'x'.repeat(10_001)), silent)).toBeUndefined();
});

test('keeps HTML in a text as the text it is', () => {
  const text = '</script><img src=x onerror=alert(1)>{{x}}';
  const manifest = readManifest(put(full(), 'services[0].text.sv', text), silent);
  expect(manifest!.services[0]!.text!['sv']).toBe(text);
});

test('never throws on any JSON, and takes none of it for a manifest', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.anything().filter((value) => typeof value !== 'function'),
  );
  fc.assert(
    fc.property(anything, (value) => {
      const { manifest, problems } = checked(value);
      expect(manifest).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    }),
  );
});

test('never throws where any field of a right manifest holds any JSON instead', () => {
  const paths = pathsOf(full())
    .map(([path]) => path)
    .filter(Boolean);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const { manifest, problems } = checked(put(full(), path, value));
      expect(!!manifest).toBe(problems.length === 0);
    }),
  );
});
