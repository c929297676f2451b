/** What each ready-made service asks of its vendor: the script that it fetches, and what it says before and after a withdrawal. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { UsedService } from '../../../src/manifest/types.js';
import type { Facts } from '../../../src/services/types.js';

const folder = fileURLToPath(new URL('../../../src/services/', import.meta.url));

/** The facts of every ready-made service. */
export const allFacts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as Facts);

/** Every host that a ready-made service names; the tests' own server answers for them. */
export const vendorHosts = new Set(
  allFacts.flatMap(({ hosts, fields }) => [...hosts, ...(fields ? [fields.host.example] : [])]),
);

/** Returns the line that a marketer writes. */
export const lineOf = ({ id, key, fields }: Facts): UsedService => ({
  use: id,
  ...(key && { id: key.example }),
  ...(fields && { host: fields.host.example }),
});

export interface Expected {
  /** The address of its script, `KEY` for the site's. */
  readonly address: string;
  /** What the test's own script does in the vendor's place, besides setting the declared cookies. */
  readonly vendor?: string;
  /** An expression on the page that says what the vendor has been told; KEY for the site's. */
  readonly told: string;
  readonly granted: unknown;
  readonly withdrawn: unknown;
}

const calls = (queue: string) => `${queue}.map((call) => [...call])`;
const configured = `dataLayer.filter((it) => it[0] === 'config').map((it) => it[1])`;

export const expected: Readonly<Record<string, Expected>> = {
  ga4: {
    address: 'https://www.googletagmanager.com/gtag/js?id=KEY',
    told: `[window['ga-disable-KEY'], ${configured}]`,
    granted: [false, ['KEY']],
    withdrawn: [true, ['KEY']],
  },
  'google-ads': {
    address: 'https://www.googletagmanager.com/gtag/js?id=KEY',
    told: configured,
    granted: ['KEY'],
    withdrawn: ['KEY'],
  },
  gtm: {
    address: 'https://www.googletagmanager.com/gtm.js?id=KEY',
    told: `dataLayer.filter((it) => it.event === 'gtm.js').length`,
    granted: 1,
    withdrawn: 1,
  },
  'meta-pixel': {
    address: 'https://connect.facebook.net/en_US/fbevents.js',
    told: calls('fbq.queue'),
    granted: [
      ['init', 'KEY'],
      ['track', 'PageView'],
      ['consent', 'grant'],
    ],
    withdrawn: [
      ['init', 'KEY'],
      ['track', 'PageView'],
      ['consent', 'grant'],
      ['consent', 'revoke'],
    ],
  },
  'linkedin-insight': {
    address: 'https://snap.licdn.com/li.lms-analytics/insight.min.js',
    told: '[_linkedin_partner_id, _linkedin_data_partner_ids]',
    granted: ['KEY', ['KEY']],
    withdrawn: ['KEY', ['KEY']],
  },
  tiktok: {
    address: 'https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=KEY&lib=ttq',
    told: calls('ttq'),
    granted: [['page'], ['enableCookie'], ['grantConsent']],
    withdrawn: [['page'], ['enableCookie'], ['grantConsent'], ['disableCookie'], ['revokeConsent']],
  },
  'microsoft-uet': {
    address: 'https://bat.bing.com/bat.js',
    vendor: `window.UET = class { constructor({ ti, q }) { this.all = [ti, [...q]]; } push(...call) { this.all.push(call); } };`,
    told: 'uetq.all',
    granted: ['KEY', ['consent', 'update', { ad_storage: 'granted' }], ['pageLoad']],
    withdrawn: [
      'KEY',
      ['consent', 'update', { ad_storage: 'granted' }],
      ['pageLoad'],
      ['consent', 'update', { ad_storage: 'denied' }],
    ],
  },
  clarity: {
    address: 'https://www.clarity.ms/tag/KEY',
    told: calls('clarity.q'),
    granted: [['consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }]],
    withdrawn: [['consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }], ['stop']],
  },
  hotjar: {
    address: 'https://static.hotjar.com/c/hotjar-KEY.js?sv=6',
    told: `_hjSettings.hjid === Number('KEY') && _hjSettings.hjsv`,
    granted: 6,
    withdrawn: 6,
  },
  matomo: {
    address: 'https://matomo.example.com/matomo.js',
    told: `_paq.map(([name]) => name)`,
    granted: ['setTrackerUrl', 'setSiteId', 'forgetUserOptOut', 'trackPageView', 'enableLinkTracking'],
    withdrawn: [
      'setTrackerUrl',
      'setSiteId',
      'forgetUserOptOut',
      'trackPageView',
      'enableLinkTracking',
      'optUserOut',
      'deleteCookies',
    ],
  },
  plausible: {
    address: 'https://plausible.io/js/KEY.js',
    told: `(() => { try { return String(plausible.o.endpoint); } catch { return 'nowhere'; } })()`,
    granted: 'https://plausible.io/api/event',
    withdrawn: 'nowhere',
  },
  mixpanel: {
    address: 'https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js',
    vendor: `const [token, , name] = mixpanel._i[0]; const all = [token, name];
      window.mixpanel = { all, opt_out_tracking: (how) => all.push(how) };`,
    told: 'mixpanel.all',
    granted: ['KEY', 'mixpanel'],
    withdrawn: ['KEY', 'mixpanel', { delete_user: false }],
  },
  hubspot: {
    address: 'https://js.hs-scripts.com/KEY.js',
    told: '[_hsq, _hsp.map(([, consent]) => Object.values(consent).join()), disableHubSpotCookieBanner]',
    granted: [[['doNotTrack', { track: true }]], ['true,true,true'], true],
    withdrawn: [[['doNotTrack', { track: true }], ['doNotTrack']], ['true,true,true', 'false,false,false'], true],
  },
};

/** Returns the value with each KEY in it replaced. */
export const withKey = <T>(value: T, key: string): T => JSON.parse(JSON.stringify(value).replaceAll('KEY', key)) as T;
