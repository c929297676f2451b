/** Puts three vendors' own libraries, as npm has them, at the addresses where ready-made services look for them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Facts } from '../../../src/services/types.js';
import { allFacts, expected, lineOf, withKey } from './readyMade.js';
import type { Change } from './assistme.js';
import type { Site } from './site.js';

const find = createRequire(import.meta.url).resolve;
const here = dirname(fileURLToPath(import.meta.url));
const packageOf = (name: string): Promise<{ version: string }> =>
  readFile(new URL(`../../../node_modules/${name}/package.json`, import.meta.url), 'utf8').then(
    (text) => JSON.parse(text) as { version: string },
  );

const factsOf = (id: string): Facts => allFacts.find((facts) => facts.id === id)!;

/** The three, as a manifest's lines. Mixpanel's data stays in the EU. */
export const lines = [
  lineOf(factsOf('plausible')),
  { ...lineOf(factsOf('mixpanel')), host: 'api-eu.mixpanel.com' },
  lineOf(factsOf('clarity')),
];

/** The facts of the three. */
export const theirFacts = lines.map(({ use }) => factsOf(use));

/** Where each sends what it has seen. */
const collectors = {
  plausible: { host: 'plausible.io', path: '/api/event' },
  mixpanel: { host: 'api-eu.mixpanel.com', path: '/track/' },
  clarity: { host: 'i.clarity.ms', path: '/collect' },
} as const;

/** The test's own: what Plausible builds for a site is its tracker with the site's settings, which takes over the queue. */
const plausibleScript = (domain: string) => `
  import { init, track } from '@plausible-analytics/tracker';
  const { q = [], o } = window.plausible ?? {};
  const begin = (options) => {
    init({ endpoint: 'https://plausible.io/api/event', captureOnLocalhost: true, ...options, domain: '${domain}' });
    for (const call of q) track(...call);
  };
  if (o) begin(o);
  window.plausible.init = begin;`;

/** The test's own: Clarity's tag fetches the library, and puts the project's start before what waits. It sets no cookie unasked, and sends soon. */
const clarityTag = (key: string, version: string) => `{
  const script = document.createElement('script');
  script.async = true;
  script.src = 'https://scripts.clarity.ms/${version}/clarity.js';
  document.head.append(script);
  clarity('start', { projectId: '${key}', upload: 'https://i.clarity.ms/collect', track: false, delay: 100 });
  clarity.q.unshift(clarity.q.pop());
}`;

const bundle = async (contents: string): Promise<string> => {
  const stdin = { contents, resolveDir: here };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'iife', write: false });
  return outputFiles[0]!.text;
};

/** Serves the libraries, and takes what they send from pages of that origin. */
export async function serveLibraries(site: Site, origin: string) {
  const script = (host: string, path: string, body: string) =>
    site.on(host, path, () => ({ headers: { 'content-type': 'text/javascript' }, body }));
  const at = (id: string, body: string) => {
    const { hostname, pathname } = new URL(loaderOf(id));
    script(hostname, pathname, body);
  };
  const { version } = await packageOf('clarity-js');
  at('plausible', await bundle(plausibleScript('assistme.eu')));
  at('mixpanel', await readFile(find('mixpanel-browser/dist/mixpanel.min.js'), 'utf8'));
  at('clarity', clarityTag(factsOf('clarity').key!.example, version));
  script(
    'scripts.clarity.ms',
    `/${version}/clarity.js`,
    await readFile(find('clarity-js/build/clarity.min.js'), 'utf8'),
  );
  const headers = {
    'content-type': 'text/plain',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type',
  };
  for (const { host, path } of Object.values(collectors))
    site.on(host, path, () => ({ headers, body: '{"status":1}' }));
}

/** Returns the address of a vendor's script. */
export const loaderOf = (id: string): string => withKey(expected[id]!.address, factsOf(id).key!.example);

const isOf = ({ hosts }: Facts, host: string) => hosts.some((it) => `.${host}`.endsWith(`.${it}`));

/** What was asked of the three. */
export const askedOf = (site: Site) => site.hits.filter(({ host }) => theirFacts.some((facts) => isOf(facts, host)));

/** What reached the place to which a vendor's library sends what it has seen. */
export const sentTo = (site: Site, id: keyof typeof collectors) =>
  site.hitsOf(collectors[id].host, collectors[id].path).filter(({ method }) => method === 'POST');

/** Makes of AssistMe's site one that names the three in its manifest, and lets its policy have the hosts of their facts and no other. */
export const withLibraries = (options: object = {}): Change => ({
  manifest: (text) => {
    const manifest = JSON.parse(text) as { services: { id: string }[]; options: object };
    const services = manifest.services.filter(({ id }) => id !== 'mixpanel');
    return JSON.stringify({
      ...manifest,
      services: [...services, ...lines],
      options: { ...manifest.options, ...options },
    });
  },
  // The site's own tags for Mixpanel would run it twice.
  page: (html) => html.replaceAll(/<script [^>]*data-service="mixpanel"[^]*?<\/script>/g, ''),
  policy: (policy) => {
    const hosts = theirFacts.flatMap((facts) =>
      facts.hosts.flatMap((host) => [`https://${host}`, `https://*.${host}`]),
    );
    return policy.replaceAll(/(?<=(script|connect)-src 'self')/g, ` ${hosts.join(' ')}`);
  },
});
