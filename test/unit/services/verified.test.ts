/** Shows which facts of a service can rest on a source, and which are told to rest on none. */
import { expect, test } from 'vitest';
import type { Facts, Source } from '../../../src/services/types.js';
import { factsIn, unverified } from '../../../src/services/verified.js';

const words = { sv: 'Räknar.', en: 'Counts.', nb: 'Teller.', da: 'Tæller.', fi: 'Laskee.', de: 'Zählt.' };

const source = (...facts: string[]): Source => ({ facts, url: 'https://counter.example/cookies', date: '2026-11-23' });

/** A service with every field that a source can vouch for, and one cookie name in two places. */
const service = (...sources: Source[]): Facts => ({
  id: 'counter',
  name: 'Counter',
  provider: 'Counter AB',
  purpose: 'statistics',
  key: { pattern: '^[0-9]+$', example: '1' },
  fields: { host: { pattern: '^[a-z.]+$', example: 'counter.example' } },
  text: words,
  data: [words],
  recipients: [],
  countries: [],
  policyUrl: 'https://counter.example/policy',
  hosts: [],
  cookies: [
    { name: 'a', lifetime: '1d' },
    { name: 'a', lifetime: '1y', storage: 'local' },
    { name: 'b*', lifetime: '1y' },
  ],
  sources,
});

const ALL = 'provider key fields recipients countries policyUrl hosts cookies.a cookies.b*'.split(' ');

test('tells the facts that a source can vouch for, those of no text, and each name once', () => {
  expect(factsIn(service())).toEqual(ALL);
});

test('leaves out what the service has not', () => {
  const { key: _key, fields: _fields, policyUrl: _url, ...embed } = service();
  expect(factsIn({ ...embed, cookies: [] })).toEqual(['provider', 'recipients', 'countries', 'hosts']);
});

test('takes every fact for unverified that no source names', () => {
  expect(unverified(service())).toEqual(ALL);
  expect(unverified(service(source('hosts', 'cookies.a'), source('key')))).toEqual(
    'provider fields recipients countries policyUrl cookies.b*'.split(' '),
  );
});

test('finds nothing unverified where sources together name all', () => {
  expect(unverified(service(source(...ALL.slice(0, 4)), source(...ALL.slice(3))))).toEqual([]);
});

test('lets no source vouch for another cookie than the one it names', () => {
  expect(unverified(service(source('cookies', 'cookies.b', 'cookies.*', 'a')))).toEqual(ALL);
});
