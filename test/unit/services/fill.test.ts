/** Shows what a one-line `use` becomes, and what is said of one that fits nothing. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { untold } from '../../../src/cli/lint/plainFaults.js';
import type { UsedService } from '../../../src/manifest/types.js';
import { fillIn, type FindFacts } from '../../../src/services/fill.js';
import { loadBehaviour, loadFacts } from '../../../src/services/readyMade.js';
import type { Facts } from '../../../src/services/types.js';
import { hasUse } from '../../../src/services/used.js';
import { checked, full, manifestOf, serviceOf } from '../manifest/manifests.js';

const folder = 'src/services';
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Facts);
const find: FindFacts = async (use) => all.find(({ id }) => id === use);

/** Returns the line that a marketer writes for a service. */
const lineOf = ({ id, key, fields }: Facts): UsedService => ({
  use: id,
  ...(key && { id: key.example }),
  ...(fields && { host: fields.host.example }),
});
const fill = async (...lines: unknown[]) =>
  (await fillIn({ ...manifestOf([]), services: lines }, find)) as ReturnType<typeof full>;

test.each(all.map((facts) => [facts.id, facts] as const))(
  'makes one line of %s a service that checks',
  async (id, facts) => {
    const written = { ...manifestOf([]), services: [lineOf(facts)] };
    expect(hasUse(written)).toBe(true);
    const filled = await fillIn(written, find);
    expect(hasUse(filled)).toBe(false);
    const { manifest, problems } = checked(filled);
    expect(problems).toEqual([]);
    // Whoever keeps the data on a host of their own links to no other policy.
    const missing =
      id === 'matomo' ? [expect.objectContaining({ message: 'the visitor ought to be told policyUrl' })] : [];
    expect(untold({ manifest: manifest!, given: [], facts: [] })).toEqual(missing);
    const [service] = manifest!.services;
    expect(service).toMatchObject({
      id,
      use: id,
      purpose: facts.purpose,
      cookies: facts.cookies,
      text: facts.text,
      name: facts.name,
    });
    expect(service!.key).toBe(facts.key?.example);
    expect(service!.hosts).toEqual([...facts.hosts, ...(facts.fields ? [facts.fields.host.example] : [])]);
  },
);

test('leaves all else of a manifest as it is, and fills in nothing twice', async () => {
  expect(hasUse(full())).toBe(false);
  expect(await fillIn(full(), find)).toEqual(full());
  const once = await fill({ use: 'ga4', id: 'G-ABCDEF1234' }, serviceOf());
  expect(await fillIn(once, find)).toEqual(once);
});

test('lets what is given beside `use` win', async () => {
  const text = { sv: 'Räknar besök.' };
  const { services } = await fill({ use: 'ga4', id: 'G-ABCDEF1234', text, since: '2.0.0', purpose: 'marketing' });
  expect(services[0]).toMatchObject({ id: 'ga4', text, since: '2.0.0', purpose: 'marketing' });
});

test.each([
  [{ use: 'ga5', id: 'G-ABCDEF1234' }, 'there is no ready-made service "ga5"'],
  [{ use: '../ga4', id: 'G-ABCDEF1234' }, 'there is no ready-made service "../ga4"'],
  [{ use: 7 }, 'there is no ready-made service 7'],
  [{ use: 'ga4' }, 'id is missing, and Google Analytics 4 knows the site by one such as "G-XXXXXXXXXX"'],
  [
    { use: 'ga4', id: 'UA-12345-1' },
    'id is "UA-12345-1", and Google Analytics 4 knows the site by one such as "G-XXXXXXXXXX"',
  ],
  [{ use: 'ga4', id: 'G-ABCDEF1234\n' }, 'id is "G-ABCDEF1234\\n", and Google Analytics 4 knows'],
  [{ use: 'youtube', purpose: 'necessary' }, 'YouTube is never necessary. Remove that'],
  [{ use: 'youtube', necessary: { reason: 'login' } }, 'YouTube is never necessary. Remove that'],
  [{ use: 'youtube', id: 'abc' }, 'id is "abc", and YouTube needs none. Remove it'],
  [{ use: 'matomo', id: '1' }, 'host is missing, and Matomo needs one such as "matomo.example.com"'],
  [{ use: 'matomo', id: '1', host: 'a/b' }, 'host is "a/b", and Matomo needs one such as'],
  [
    { use: 'hubspot', id: '123456', host: 'evil.example' },
    'host is "evil.example", and must be one of: js.hs-scripts.com,',
  ],
])('says what is wrong with %j', async (line, said) => {
  await expect(fill(serviceOf(), line)).rejects.toThrow(`manifest services[1]: ${said}`);
});

test.each([undefined, null, 7, '', 'x', [], {}, { services: null }, { services: [null, 7, 'ga4'] }])(
  'finds nothing to fill in in %j',
  (input) => expect(hasUse(input)).toBe(false),
);

test('knows the same services by npm, and starts each that has a key', async () => {
  for (const facts of all) {
    expect(await loadFacts(facts.id)).toEqual(facts);
    if (facts.key) expect((await loadBehaviour(facts.id)).start).toBeTypeOf('function');
    else await expect(loadBehaviour(facts.id)).rejects.toThrow('there is nothing to start');
  }
  expect(await loadFacts('toString')).toBeUndefined();
});

test('turns Google Consent Mode on where a service listens to it, unless the manifest says otherwise', async () => {
  const optionsFor = async (use: string, options?: object) => {
    const facts = all.find(({ id }) => id === use)!;
    const filled = await fillIn({ ...manifestOf([]), services: [lineOf(facts)], options }, find);
    return (filled as { options?: object }).options;
  };
  for (const use of ['ga4', 'google-ads', 'gtm']) {
    expect(await optionsFor(use, { months: 7 }), use).toEqual({ googleConsentMode: true, months: 7 });
    expect(await optionsFor(use, { googleConsentMode: false }), use).toEqual({ googleConsentMode: false });
  }
  expect(await optionsFor('matomo')).toBeUndefined();
});
