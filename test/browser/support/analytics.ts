/** Three real analytics libraries on vendor hosts of the test site: their manifest, their tags, and what of theirs a page holds. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Frame, Page } from '@playwright/test';
import type { Manifest } from '../../../src/manifest/types.js';
import { reference, service } from './pages.js';
import type { Site } from './site.js';

const find = createRequire(import.meta.url).resolve;

interface Vendor {
  /** The library's file. */
  readonly file: string;
  /** What a site writes to start it, with all that it can store kept on; it sends soon, and takes a test's browser for no robot. */
  readonly start: string;
  /** What of a page's storage is its. */
  readonly names: RegExp;
  /** What a later page of the site would call. */
  readonly again: string;
}

export const vendors: Readonly<Record<string, Vendor>> = {
  mixpanel: {
    file: find('mixpanel-browser/dist/mixpanel.umd.js'),
    start: `mixpanel.init('token', { api_host: 'https://mixpanel.example', track_pageview: true, persistence: 'cookie', batch_flush_interval_ms: 300 })`,
    names: /^(mp_|__mp|mixpanel)/,
    again: `mixpanel.track('again')`,
  },
  posthog: {
    file: join(dirname(find('posthog-js')), 'array.full.no-external.js'),
    start: `posthog.init('phc_test', { api_host: 'https://posthog.example', persistence: 'localStorage+cookie', request_batching: false, opt_out_useragent_filter: true })`,
    names: /^(ph_|__ph|dmn_chk)/,
    again: `posthog.capture('again')`,
  },
  countly: {
    file: find('countly-sdk-web/lib/countly.min.js'),
    start: `Countly.init({ app_key: 'key', url: 'https://countly.example', ignore_bots: false }); Countly.track_sessions(); Countly.track_pageview()`,
    names: /^key\/cly_/,
    again: `Countly.add_event({ key: 'again' })`,
  },
};

const local = (name: string) => ({ name, storage: 'local', lifetime: '1y' }) as const;
const session = (name: string) => ({ name, storage: 'session', lifetime: 'session' }) as const;
const database = (name: string) => ({ name, storage: 'indexeddb', lifetime: '1y' }) as const;

/** Under these two vendors remember that they were switched off. */
export const refusals = [local('__mp_opt_in_out_*'), local('__ph_opt_in_out_*')];

/** All three with what they store, as their documentation and their code say. */
export const manifest: Manifest = {
  ...reference,
  services: [
    service('mixpanel', 'statistics', {
      hosts: ['mixpanel.example'],
      off: 'mixpanel.opt_out_tracking',
      cookies: [
        { name: 'mp_*_mixpanel', lifetime: '1y' },
        ...['mp_*', '__mp*'].map(local),
        session('mp_*'),
        ...['mixpanelBrowserDb', 'mixpanelFlagsDb'].map(database),
      ],
    }),
    service('posthog', 'statistics', {
      hosts: ['posthog.example'],
      off: 'posthog.opt_out_capturing',
      cookies: [
        { name: 'ph_*_posthog', lifetime: '1y' },
        { name: 'dmn_chk_*', lifetime: 'session' },
        ...['ph_*', '__ph_opt_in_out_*'].map(local),
        session('ph_*'),
      ],
    }),
    service('countly', 'statistics', {
      hosts: ['countly.example'],
      off: 'Countly.opt_out',
      cookies: [{ name: '*/cly_*', lifetime: '1y' }, local('*/cly_*')],
    }),
  ],
};

const held = (id: string, start: string) =>
  `<script type="text/plain" data-service="${id}" src="https://${id}.example/lib.js"></script>
    <script type="text/plain" data-service="${id}">${start}</script>`;

/** The tags of all three, held, as a site writes them; and one behind them that notes when all have started. */
export const tags = `${Object.entries(vendors)
  .map(([id, { start }]) => held(id, start))
  .join('\n')}
  <script type="text/plain" data-service="countly">window.hasStarted = true</script>`;

/** Whether all three have started in this tab. */
export const hasStarted = (tab: Page | Frame) => tab.evaluate(() => 'hasStarted' in window);

/** Puts the libraries on their hosts, which take what is sent to them. */
export function serveVendors(site: Site) {
  const open = {
    'access-control-allow-origin': new URL(site.url('/')).origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type',
  };
  for (const [id, { file }] of Object.entries(vendors)) {
    const host = `${id}.example`;
    site.on(host, '/lib.js', async () => ({
      headers: { 'content-type': 'text/javascript' },
      body: await readFile(file),
    }));
    const paths = ['/track/', '/engage/', '/e/', '/i/v0/e/', '/flags/', '/array/phc_test/config', '/i', '/o/sdk'];
    for (const path of paths) site.on(host, path, () => ({ headers: open, body: '{}' }));
  }
}

/** What reached a vendor but the fetch of its library. */
export const sentTo = (site: Site, id: string) =>
  site.hitsOf(`${id}.example`).flatMap(({ path }) => (path === '/lib.js' ? [] : [path]));

/** What lies in any storage of the page and is not ours. */
export const heldOn = (tab: Page | Frame) =>
  tab.evaluate(async () => {
    const databases = await indexedDB.databases();
    const names = [
      ...document.cookie.split('; ').map((pair) => pair.split('=')[0]!),
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...databases.map(({ name }) => name!),
      ...(await caches.keys()),
    ];
    return names.filter((name) => name && !/^(__Host-)?samtycke/.test(name)).toSorted();
  });
