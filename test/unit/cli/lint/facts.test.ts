/** Shows which facts of a manifest contradict each other, the ready-made facts, or the law. */
import { expect, test } from 'vitest';
import { lint } from '../../../../src/cli/lint/lint.js';
import { weakenedFacts } from '../../../../src/cli/lint/weakenedFacts.js';
import { unsourcedFacts } from '../../../../src/cli/lint/sources.js';
import type { Service } from '../../../../src/manifest/types.js';
import { unverified } from '../../../../src/services/verified.js';
import { lineOf } from '../../../browser/support/readyMade.js';
import { facts, found, ga4, login, plain, subjectOf } from './subject.js';

const processor = { name: 'Driftbolaget AB', role: 'processor' } as const;
const home = { hosts: [], recipients: [] };

test('finds nothing in plain services', async () => {
  expect(await found(lint, [plain(), login()])).toEqual([]);
});

const CASES: readonly (readonly [string, readonly Service[], readonly string[]])[] = [
  [
    'countries outside the EEA where nobody receives anything',
    [plain({ ...home, countries: ['US'] })],
    ['error contradiction services[0].countries'],
  ],
  ['nothing where a processor is there', [plain({ hosts: [], recipients: [processor], countries: ['US'] })], []],
  ['a country of the EEA', [plain({ countries: ['SE', 'US'] })], ['warning contradiction services[0].countries']],
  [
    'a host outside the site that nobody runs',
    [plain({ recipients: [] })],
    ['error contradiction services[0].recipients'],
  ],
  ['nothing in a host of the site', [plain({ recipients: [], hosts: ['x.assistme.eu'] })], []],
  [
    'a controller that is its own third party',
    [plain({ hosts: [], recipients: ['Assistme'] })],
    ['warning contradiction services[0].recipients'],
  ],
  [
    'a promise not to share, made of what is shared',
    [plain({ text: { sv: 'Visar sidor. Uppgifterna delas inte.', en: 'We never share data.' } })],
    ['error contradiction services[0].text.sv', 'error contradiction services[0].text.en'],
  ],
  [
    'an alias that is the name of another service',
    [plain({ aliases: ['login'] }), login()],
    ['error contradiction services[0].aliases[0]'],
  ],
  [
    'a name that is necessary and not',
    [plain({ cookies: [{ name: 'sid', lifetime: '1d' }] }), login()],
    ['error shared-name services[1].cookies[0].name'],
  ],
  [
    'a necessary wildcard over an optional name',
    [plain(), login({ cookies: [{ name: 'ra*', lifetime: 'session' }] })],
    ['error shared-name services[1].cookies[0].name'],
  ],
  [
    'nothing in an optional wildcard over a necessary name, which erasing leaves alone',
    [plain({ cookies: [{ name: 's*', lifetime: '1d' }] }), login()],
    [],
  ],
  ['nothing in it the other way round', [login(), plain({ cookies: [{ name: 's*', lifetime: '1d' }] })], []],
  [
    'nothing in a name that a vendor uses on its own domain alone',
    [login({ cookies: [{ name: 'player', lifetime: 'session' }] })],
    [],
  ],
  [
    'that name on that domain',
    [login({ cookies: [{ name: 'player', lifetime: 'session', domain: '.vimeo.com' }], recipients: ['Vimeo'] })],
    ['error false-necessary services[0].cookies[0].name'],
  ],
  [
    'a name with two purposes',
    [plain(), plain({ id: 'b', purpose: 'marketing' })],
    ['warning shared-name services[1].cookies[0].name'],
  ],
  [
    'nothing in one name in two storages',
    [plain(), plain({ id: 'b', purpose: 'marketing', cookies: [{ name: 'rakna', storage: 'local', lifetime: '1d' }] })],
    [],
  ],
  [
    'a necessary service that stores what analytics store',
    [login({ cookies: [{ name: '_ga', lifetime: 'session' }] })],
    ['error false-necessary services[0].cookies[0].name'],
  ],
  [
    'a necessary tag manager',
    [login({ hosts: ['www.googletagmanager.com'], recipients: ['Google LLC'] })],
    ['error false-necessary services[0].hosts[0]'],
  ],
  [
    'a necessary map, with a doubt',
    [login({ hosts: ['maps.googleapis.com'], recipients: ['Google LLC'] })],
    ['warning false-necessary services[0].hosts[0]'],
  ],
  [
    'a necessary choice that others receive',
    [login({ necessary: { reason: 'preference' }, recipients: ['Annan AB'] })],
    ['error false-necessary services[0].recipients'],
  ],
  [
    'a login at another company, with a doubt',
    [login({ recipients: ['Annan AB'] })],
    ['warning false-necessary services[0].recipients'],
  ],
  ['nothing in a payment elsewhere', [login({ necessary: { reason: 'payment' }, recipients: ['Banken AB'] })], []],
  [
    'a login that stays for years',
    [login({ cookies: [{ name: 'sid', lifetime: '2y' }] })],
    ['warning false-necessary services[0].cookies[0].lifetime'],
  ],
  [
    'what stays longer than thirteen months',
    [
      plain({
        cookies: [
          { name: 'a', lifetime: '13mo' },
          { name: 'b', lifetime: '14mo' },
        ],
      }),
    ],
    ['warning long-lifetime services[0].cookies[1].lifetime'],
  ],
  [
    'what visitors are not told',
    [{ id: 'x', provider: 'X', purpose: 'marketing', cookies: [] }],
    ['warning untold services[0]'],
  ],
  [
    'a text that says nothing',
    [plain({ text: {} }), login({ text: {} })],
    ['warning untold services[0]', 'warning untold services[1]'],
  ],
  [
    'texts in no language that there is',
    [plain({ text: { swedish: 'Räknar.' } }), login({ text: { SV: 'Håller dig inloggad.' } })],
    ['warning untold services[0].text', 'warning untold services[1].text'],
  ],
  [
    'a text in another language than the site has',
    [plain({ text: { en: 'Counts.' } })],
    ['warning untold services[0].text'],
  ],
  [
    'an address that is not https, and one that is no page',
    [plain({ policyUrl: 'http://rakna.example/' }), plain({ id: 'b', policyUrl: 'mailto:a@b.se' })],
    ['warning insecure-address services[0].policyUrl', 'warning insecure-address services[1].policyUrl'],
  ],
  [
    'another purpose than a known host and a known name have',
    [plain({ purpose: 'functional', hosts: ['www.facebook.com'], cookies: [{ name: '_fbp', lifetime: '90d' }] })],
    ['warning doubtful-purpose services[0].purpose'],
  ],
  ['nothing in the purpose that they have', [plain({ purpose: 'marketing', hosts: ['www.facebook.com'] })], []],
];

test.each(CASES)('finds %s', async (_name, services, expected) => {
  expect(await found(lint, services)).toEqual(expected);
});

test('asks for texts in the language of the options, be it a variant', async () => {
  const text = { en: 'Counts.' };
  const inLocale = (locale: string) => found(lint, [plain({ text })], { locale });
  expect(await inLocale('en')).toEqual([]);
  expect(await inLocale('sv-easy')).toEqual(['warning untold services[0].text']);
  expect(await found(lint, [plain()], { locale: 'sv-easy' })).toEqual([]);
});

test('asks for the site where hosts are named, and calls none of them foreign without it', async () => {
  const { manifest, ...rest } = await subjectOf([plain({ recipients: [] })]);
  const { site: _site, ...siteless } = manifest;
  expect(lint({ ...rest, manifest: siteless }).map(({ rule }) => rule)).toEqual(['unknown-site']);
});

test('refuses a site with a dot before or behind it, below which nothing lies', async () => {
  const services = [plain({ hosts: ['stat.assistme.eu'] })];
  for (const site of ['.assistme.eu', 'assistme.eu.'])
    expect(await found(lint, services, {}, { site })).toContain('error unknown-site site');
  expect(await found(lint, services, {}, { site: 'assistme.eu' })).not.toContain('error unknown-site site');
});

test('refuses more optional services than a record can name', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => plain({ id: `s${index}` }));
  const rules = async (count: number) => (await found(lint, [...many(count), login()])).filter((it) => /many/.test(it));
  expect(await rules(100)).toEqual([]);
  expect(await rules(101)).toEqual(['error too-many-services services']);
});

const WEAKER: readonly (readonly [string, object, readonly string[]])[] = [
  ['recipients emptied', { recipients: [] }, ['error weakened-fact services[0].recipients']],
  [
    'recipients emptied and fetched through the site, which moves the group',
    { recipients: [], hosts: ['m.assistme.eu'] },
    ['error weakened-fact services[0]', 'error weakened-fact services[0].recipients'],
  ],
  [
    'a third party called a processor',
    { recipients: [{ name: 'Google LLC', role: 'processor' }, 'Google Ireland Limited'] },
    ['warning weakened-fact services[0].recipients'],
  ],
  ['one recipient left out', { recipients: ['Google LLC'] }, ['warning weakened-fact services[0].recipients']],
  ['hosts emptied', { hosts: [] }, ['error weakened-fact services[0].hosts']],
  ['a country left out', { countries: [] }, ['warning weakened-fact services[0].countries']],
  [
    'a cookie left out, and nothing in one that is shorter than what is too long',
    { cookies: [{ name: '_ga', lifetime: '1y' }] },
    ['warning weakened-fact services[0].cookies'],
  ],
  [
    'a cookie longer than its source says',
    {
      cookies: [
        { name: '_ga', lifetime: '3y' },
        { name: '_ga_*', lifetime: '24mo' },
      ],
    },
    ['warning weakened-fact services[0].cookies[0].lifetime'],
  ],
  ['another purpose', { purpose: 'functional' }, ['warning doubtful-purpose services[0].purpose']],
  ['the same facts again', { recipients: ['Google LLC', 'Google Ireland Limited.'] }, []],
  ['more than the facts', { countries: ['US', 'IN'], recipients: ['Google LLC', 'Google Ireland Limited', 'X'] }, []],
];

test.each(WEAKER)('compares with the ready-made facts: %s', async (_name, changes, expected) => {
  expect(await found(weakenedFacts, [ga4(changes)])).toEqual(expected);
});

test('finds a lifetime that is shorter than its source says, where that is no more than thirteen months', async () => {
  const { cookies } = facts.find(({ id }) => id === 'meta-pixel')!;
  const shorter = cookies.map((item) => (item.name === '_fbp' ? { ...item, lifetime: '1d' } : item));
  const line = { use: 'meta-pixel', id: '000000000000000', cookies: shorter } as never;
  expect(await found(weakenedFacts, [line])).toEqual([
    `warning weakened-fact services[0].cookies[${cookies.findIndex(({ name }) => name === '_fbp')}].lifetime`,
  ]);
});

test('finds nothing in GA4 whose cookies are kept for thirteen months and whose facts have been checked', async () => {
  const { hosts, countries } = facts.find(({ id }) => id === 'ga4')!;
  const cookies = ['_ga', '_ga_*'].map((name) => ({ name, lifetime: '13mo' }));
  expect(await found(lint, [ga4({ hosts, countries, cookies })])).toEqual([]);
});

test('compares the facts of a service that was filled in before', async () => {
  const { manifest } = await subjectOf([ga4()]);
  const [service] = manifest.services;
  expect(await found(weakenedFacts, [service!])).toEqual([]);
  expect(await found(weakenedFacts, [{ ...service!, recipients: [] }])).toHaveLength(1);
});

test('names the replay that a line denies', async () => {
  const line = { use: 'clarity', id: 'abcdefghij', replay: false } as never;
  expect(await found(weakenedFacts, [line])).toEqual(['warning weakened-fact services[0].replay']);
});

test('counts the facts that no source vouches for, but for those that the owner gives', async () => {
  const [finding] = unsourcedFacts(await subjectOf([ga4()]));
  const doubtful = unverified(facts.find(({ id }) => id === 'ga4')!).filter((fact) => fact !== 'key');
  expect(finding!.message).toContain(`${doubtful.length} of its facts: ${doubtful.join(', ')}`);
  const { hosts, countries } = facts.find(({ id }) => id === 'ga4')!;
  expect(await found(unsourcedFacts, [ga4({ hosts, countries })])).toEqual([]);
});

test('finds no error in any ready-made service as its line stands', async () => {
  const services = facts.map((it) => lineOf(it) as never);
  expect((await found(lint, services)).filter((it) => it.startsWith('error'))).toEqual([]);
});
