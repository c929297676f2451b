/** Makes manifests for the tests of this room: a small right one, one with every field, and changed copies of them. */
import { readFileSync } from 'node:fs';
import { readManifest } from '../../../src/manifest/check.js';
import { problemsIn } from '../../../src/manifest/explain.js';
import { resolveSite, type Site } from '../../../src/manifest/resolve.js';
import type { Manifest, Service } from '../../../src/manifest/types.js';

/** The manifest of the reference site, as its file holds it. */
export const reference = (): Manifest =>
  JSON.parse(readFileSync(new URL('../../../examples/assistme/samtycke.json', import.meta.url), 'utf8'));

/** A manifest in which every field that there is holds something right. */
export const full = (): Manifest => ({
  $schema: './samtycke.schema.json',
  controller: {
    name: 'AssistMe Försäkring i Sverige AB',
    orgNumber: '559246-3425',
    email: 'privacy@assistme.eu',
    phone: '08-448 09 00',
    dpo: 'dpo@assistme.eu',
  },
  site: 'assistme.eu',
  policy: { version: '2.1.0', url: '/integritetspolicy#cookies', changes: { sv: 'Vi har lagt till en film.' } },
  services: [
    {
      id: 'mixpanel',
      provider: 'Mixpanel Inc.',
      purpose: 'statistics',
      cookies: [{ name: 'mp_*', lifetime: '1y', storage: 'cookie', domain: 'assistme.eu' }],
      text: { sv: 'Visar hur sidorna används.', en: 'Shows how the pages are used.' },
      data: ['sidvisningar', { sv: 'enhet', en: 'device' }],
      recipients: ['Mixpanel Inc.', { name: 'Driftbolaget AB', role: 'processor' }],
      countries: ['US'],
      policyUrl: 'https://mixpanel.com/legal/privacy-policy',
      hosts: ['api-eu.mixpanel.com'],
      since: '2.0.0',
      replay: false,
      aliases: ['mp'],
      off: 'mixpanel.opt_out_tracking',
      use: 'mixpanel',
      key: '0123456789abcdef0123456789abcdef',
      host: 'api-eu.mixpanel.com',
    },
    {
      id: 'login',
      provider: 'AssistMe',
      purpose: 'necessary',
      cookies: [{ name: 'sid', lifetime: 'session' }],
      necessary: { reason: 'login' },
      text: { sv: 'Håller dig inloggad.' },
    },
  ],
  options: {
    locale: 'sv',
    months: 6,
    placement: 'bottom',
    theme: 'nordic',
    log: '/samtycke/records',
    googleConsentMode: true,
    googleCountries: ['SE', 'NO'],
    signals: ['matomo', 'wordpress'],
    sensitivePaths: ['/skadeanmalan'],
    aliases: { tracking: 'statistics' },
    domain: 'assistme.eu',
    reload: true,
    scriptTimeout: 10,
  },
});

/** A service with nothing but what it must have. */
export const serviceOf = (changes: Partial<Service> = {}): Service => ({
  id: 'a',
  provider: 'A',
  purpose: 'statistics',
  cookies: [],
  ...changes,
});

/** A right manifest of so many services and with these options. */
export const manifestOf = (services: readonly Service[], options: Manifest['options'] = {}): Manifest => ({
  controller: { name: 'AssistMe' },
  site: 'assistme.eu',
  policy: { version: '2.1.0', url: '/integritetspolicy' },
  services,
  options,
});

/** Returns what the check makes of it: a clean copy, or none and the problems. */
export const checked = (input: unknown) => ({
  manifest: readManifest(input, () => undefined),
  problems: problemsIn(input),
});

/** The site of such a manifest, after the check. */
export const siteOf = (services: readonly Service[], options: Manifest['options'] = {}): Site => {
  const { manifest, problems } = checked(manifestOf(services, options));
  if (!manifest) throw new Error(problems.join('\n'));
  return resolveSite(manifest, 'www.assistme.eu');
};

const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter(Boolean);

/** Sets a field of a JSON value by its path, such as `services[0].id`; `undefined` removes it. Returns the value. */
export const put = <T>(json: T, path: string, value: unknown): T => {
  const keys = keysOf(path);
  const last = keys.pop()!;
  const holder = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, json as Record<string, unknown>);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return json;
};

/** Every path of a JSON value with what it holds, the value itself first. */
export const pathsOf = (value: unknown, path = ''): [path: string, value: unknown][] => {
  if (typeof value !== 'object' || !value) return [[path, value]];
  const at = (key: string): string => (Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key);
  return [[path, value], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, at(key)))];
};
