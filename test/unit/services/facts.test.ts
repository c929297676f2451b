/** Shows that each ready-made service states its facts in full, in every language, and says truly where they come from. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { untold } from '../../../src/cli/lint/plainFaults.js';
import { groupOf } from '../../../src/manifest/resolve.js';
import type { Manifest, Service } from '../../../src/manifest/types.js';
import type { Facts } from '../../../src/services/types.js';
import { factsIn } from '../../../src/services/verified.js';
import { checked } from '../manifest/manifests.js';

const SITE = 'example.com';
const LANGUAGES = ['sv', 'en', 'nb', 'da', 'fi', 'de'];
const REQUIRED = 'id name provider purpose text data recipients countries hosts cookies sources'.split(' ');
const OPTIONAL = 'key fields policyUrl replay consentMode'.split(' ');
const KNOWN =
  'clarity ga4 google-ads google-maps gtm hotjar hubspot linkedin-insight matomo meta-pixel microsoft-uet mixpanel plausible tiktok vimeo youtube';

const folder = new URL('../../../src/services/', import.meta.url);
const ids = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));
const read = (id: string): Facts => JSON.parse(readFileSync(new URL(`${id}.json`, folder), 'utf8'));
const all = ids.map((id) => [id, read(id)] as const);

/** The manifest's service that the facts make, with the host that its line gives where it needs one. */
const serviceFrom = (facts: Facts, host = `stats.${SITE}`): Service => ({
  id: facts.id,
  provider: facts.provider,
  purpose: facts.purpose,
  text: facts.text,
  data: facts.data.map(({ sv }) => sv),
  recipients: facts.recipients,
  countries: facts.countries,
  policyUrl: facts.policyUrl ?? '/integritetspolicy',
  hosts: [...facts.hosts, ...(facts.fields ? [host] : [])],
  cookies: facts.cookies,
  ...(facts.replay && { replay: facts.replay }),
});

const manifestOf = (service: unknown): Manifest => ({
  controller: { name: 'Exempel AB' },
  site: SITE,
  policy: { version: '1.0.0', url: '/integritetspolicy' },
  services: [service as Service],
});

/** What the check has to say of a service: problems, and what a visitor ought to be told and is not. */
const complaintsOf = (service: unknown): readonly string[] => {
  const { manifest, problems } = checked(manifestOf(service));
  const warnings = manifest ? untold({ manifest, given: [], facts: [] }) : [];
  return [...problems, ...warnings.map(({ message }) => message)];
};

test('is there for the sixteen services, each in a file of its own name', () => {
  expect(ids.toSorted().join(' ')).toBe(KNOWN);
  for (const [id, facts] of all) expect(facts.id).toBe(id);
});

test.each(all)('states of %s every field that it must, and none that there is not', (_, facts) => {
  const fields = Object.keys(facts);
  expect(REQUIRED.filter((field) => !fields.includes(field))).toEqual([]);
  expect(fields.filter((field) => ![...REQUIRED, ...OPTIONAL].includes(field))).toEqual([]);
  for (const source of facts.sources) expect(Object.keys(source).toSorted()).toEqual(['date', 'facts', 'url']);
});

test.each(all)('makes a service of %s that the manifest takes without a problem or a warning', (_, facts) => {
  expect(complaintsOf(serviceFrom(facts))).toEqual([]);
  expect(serviceFrom(facts).purpose).not.toBe('necessary');
});

test('would hear of a lifetime, a country, a host or an address that is none, and of a missing policy', () => {
  const service = serviceFrom(read('ga4'));
  for (const wrong of [
    { cookies: [{ name: '_ga', lifetime: '2 years' }] },
    { countries: ['USA'] },
    { hosts: ['*.google-analytics.com'] },
    { policyUrl: 'javascript:alert(1)' },
    { policyUrl: undefined },
    { purpose: 'necessary' },
  ])
    expect(complaintsOf({ ...service, ...wrong }), JSON.stringify(wrong)).toHaveLength(1);
});

test('takes every service for a third party, save one whose only host is within the site', () => {
  const groups = all.map(([id, facts]) => `${id} ${groupOf(serviceFrom(facts), SITE)}`);
  expect(groups.filter((group) => !group.endsWith(' third-party'))).toEqual(['matomo permanent']);
  expect(groupOf(serviceFrom(read('matomo'), 'example.matomo.cloud'), SITE)).toBe('third-party');
});

test.each(all)('lists for %s no host or stored item twice, and each host by itself', (_, { hosts, cookies }) => {
  const items = cookies.map(({ name, storage, domain }) => `${name} ${storage ?? 'cookie'} ${domain ?? ''}`);
  for (const list of [hosts, items]) expect(list).toHaveLength(new Set(list).size);
  for (const host of hosts) expect(host).toMatch(/^([a-z0-9-]+\.)+[a-z]{2,}$/);
});

test.each(all)('keeps of %s for the session what the browser keeps for the session', (_, { cookies }) => {
  for (const { name, storage, lifetime } of cookies)
    if (storage === 'session') expect(lifetime, name).toBe('session');
    else if (storage) expect(lifetime, name).not.toBe('session');
});

test.each(all)('says in six languages, each in its own words, what %s does', (_, { text }) => {
  expect(Object.keys(text)).toEqual(LANGUAGES);
  const sentences = Object.values(text);
  expect(new Set(sentences)).toHaveLength(LANGUAGES.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[^.!?]+\.$/u);
  expect(text.sv.split(/\s+/).length, text.sv).toBeLessThanOrEqual(15);
});

test.each(all)('names in six languages two to five kinds of data that %s collects', (_, { data }) => {
  expect(data.length).toBeGreaterThanOrEqual(2);
  expect(data.length).toBeLessThanOrEqual(5);
  for (const kind of data) {
    expect(Object.keys(kind)).toEqual(LANGUAGES);
    for (const words of Object.values(kind)) expect(words).toMatch(/^\S.{1,45}[^\s.]$/);
    expect(kind.sv).toMatch(/^\p{Ll}/u);
  }
});

/** Other words for what the texts of the banner call webbplats, annonser and hjemmeside. */
const OTHER_WORDS: Readonly<Record<string, RegExp>> = {
  sv: /sajt|reklam|IP-/,
  nb: /reklame/i,
  da: /reklame|website?/i,
  de: /Werbung/,
};

test.each(all)('calls things in %s what the banner calls them', (_, { text, data }) => {
  for (const [lang, other] of Object.entries(OTHER_WORDS))
    for (const said of [text, ...data])
      expect(Object.entries(said)).not.toContainEqual([lang, expect.stringMatching(other)]);
});

test('has the same words for the same kind of data in every file', () => {
  const kinds = all.flatMap(([, { data }]) => data);
  for (const kind of kinds)
    for (const other of kinds)
      if (other.sv === kind.sv || other.en === kind.en || other.fi === kind.fi) expect(other).toEqual(kind);
});

test('says that the two services that record a session replay it, and of no other', () => {
  expect(all.filter(([, { replay }]) => replay).map(([id]) => id)).toEqual(['clarity', 'hotjar']);
});

test('takes of each key and field its example and nothing like it', () => {
  const keys = all.flatMap(([id, { key, fields }]) => [
    ...(key ? [[id, key] as const] : []),
    ...Object.values(fields ?? {}).map((field) => [id, field] as const),
  ]);
  expect(keys).toHaveLength(14);
  for (const [id, { pattern, example }] of keys) {
    const isTaken = (value: string): boolean => new RegExp(pattern).test(value);
    expect(pattern, id).toMatch(/^\^.*\$$/);
    expect(isTaken(example), id).toBe(true);
    const wrong = ['', ' ', `${example} `, `x${example}/`, `${example}"`, `${example}\n`, 'UA-1-1', "'+alert(1)+'"];
    expect(wrong.filter(isTaken), id).toEqual([]);
  }
});

test('needs no key for what the address of an embed says already', () => {
  expect(all.filter(([, { key }]) => !key).map(([id]) => id)).toEqual(['google-maps', 'vimeo', 'youtube']);
});

test.each(all)('names for %s only facts that there are, each with an address and a day', (_, facts) => {
  for (const { facts: names, url, date } of facts.sources) {
    expect(names.filter((name) => !factsIn(facts).includes(name))).toEqual([]);
    expect(names).not.toEqual([]);
    expect(url).toMatch(/^https:\/\/([a-z0-9-]+\.)+[a-z]{2,}\/\S+$/);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
  }
});
