/** Shows what each vendor that a page brings is told, in its own words, whether it is there before us or comes late. */
import { afterEach, expect, test, vi } from 'vitest';
import { clarity } from '../../../src/signals/clarity.js';
import { matomo } from '../../../src/signals/matomo.js';
import { metaPixel } from '../../../src/signals/metaPixel.js';
import { microsoftUet } from '../../../src/signals/microsoftUet.js';
import { shopify } from '../../../src/signals/shopify.js';
import type { Grants, Vendor, VendorSignal } from '../../../src/signals/vendor.js';
import { wordpress } from '../../../src/signals/wordpress.js';
import { NO, YES, openState } from './moments.js';

const page = window as unknown as Record<string, Vendor>;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const name of ['uetq', 'clarity', 'fbq', '_paq', 'wp_consent_type', 'wp_set_consent', 'Shopify'])
    Reflect.deleteProperty(page, name);
});

/** Opens a page on which a signal runs; `decide` grants exactly these purposes. */
const openPage = (signal: VendorSignal, stored: readonly string[] | undefined = undefined) => {
  const { state, enter } = openState();
  let granted: readonly string[] = stored ?? [];
  const grants: Grants = (purpose) => granted.includes(purpose);
  enter(stored && (stored.length ? YES : NO), 'stored');
  const stop = signal(state, {
    grants,
    grantsAll: grants,
    attempt: (act) => act(),
    take: async () => false,
    report: () => undefined,
  });
  stops.push(stop);
  const decide = (...purposes: string[]): void => {
    granted = purposes;
    enter(purposes.length ? YES : NO);
  };
  const once = (): void => enter(YES, 'here', { once: 'film' });
  const forget = (): void => ((granted = []), enter(undefined));
  return { decide, once, forget, stop };
};

/** What a script does by the end of its load, as the page hears it. */
const scriptLoads = (act: () => void): void => {
  act();
  const script = document.createElement('script');
  script.type = 'text/plain';
  document.head.append(script);
  script.dispatchEvent(new Event('load'));
  script.remove();
};

const ad = (word: string) => ({ ad_storage: word });

test('queues a denied default for UET, and an update at each decision', () => {
  const { decide, once, forget, stop } = openPage(microsoftUet);
  const { uetq } = page;
  expect(uetq).toEqual(['consent', 'default', ad('denied')]);
  decide('marketing');
  once();
  decide('statistics');
  decide('marketing');
  forget();
  stop();
  decide('marketing');
  const words = ['granted', 'denied', 'granted', 'denied'];
  expect(uetq.slice(3)).toEqual(words.flatMap((word) => ['consent', 'update', ad(word)]));
});

test('tells UET the stored answer too, and uses the object that has taken the place of its queue', () => {
  const push = vi.fn();
  page['uetq'] = { push };
  openPage(microsoftUet, ['marketing']);
  expect(push.mock.calls).toEqual([
    ['consent', 'default', ad('denied')],
    ['consent', 'update', ad('granted')],
  ]);
});

const both = (adWord: string, analyticsWord: string) => [
  'consentv2',
  { ad_Storage: adWord, analytics_Storage: analyticsWord },
];

test('queues for Clarity by its version 2, first a no', () => {
  const { decide } = openPage(clarity);
  decide('statistics');
  decide('statistics', 'marketing');
  decide();
  expect(page['clarity'].q).toEqual([
    both('denied', 'denied'),
    both('denied', 'granted'),
    both('granted', 'granted'),
    both('denied', 'denied'),
  ]);
});

test('tells the Clarity that is there what holds, and no no before a yes', () => {
  page['clarity'] = vi.fn();
  openPage(clarity, ['statistics']);
  expect(page['clarity'].mock.calls).toEqual([both('denied', 'granted')]);
});

/** What Meta's snippet does, and what it then calls. */
const metaSnippet = (calls: unknown[][]): void => {
  if (page['fbq']) return;
  const fbq: Vendor = (page['fbq'] = (...args: unknown[]) => calls.push(args));
  fbq.queue = [];
  page['fbq']('init', '1');
  page['fbq']('track', 'PageView');
};

test('tells the Meta Pixel before its init, and at each decision', () => {
  const calls: unknown[][] = [];
  const { decide, once } = openPage(metaPixel);
  expect(page['fbq']).toBeUndefined();
  metaSnippet(calls);
  decide('marketing');
  once();
  decide('statistics');
  decide('marketing');
  const words = (...all: string[]) => all.map((word) => ['consent', word]);
  expect(calls).toEqual([
    ['consent', 'revoke'],
    ['init', '1'],
    ['track', 'PageView'],
    ...words('grant', 'revoke', 'grant'),
  ]);
  expect(Object.getOwnPropertyDescriptor(page, 'fbq')).toMatchObject({ value: expect.any(Function), writable: true });
});

test('tells a Meta Pixel that comes after the decision, or was there before, what holds', () => {
  const late: unknown[][] = [];
  const { decide } = openPage(metaPixel);
  decide('marketing');
  metaSnippet(late);
  expect(late.slice(0, 2)).toEqual([
    ['consent', 'grant'],
    ['init', '1'],
  ]);
  const early: unknown[][] = [];
  Reflect.deleteProperty(page, 'fbq');
  metaSnippet(early);
  openPage(metaPixel, []);
  expect(early.at(-1)).toEqual(['consent', 'revoke']);
});

test('leaves nothing of its own where no Meta Pixel came', () => {
  openPage(metaPixel).stop();
  expect('fbq' in page).toBe(false);
});

test('has Matomo wait, gives its consent on each page that has it, and takes back only what was given', () => {
  const { decide, once } = openPage(matomo);
  decide('marketing');
  decide('statistics');
  once();
  decide();
  decide('statistics');
  expect(page['_paq'].flat()).toEqual([
    'requireConsent',
    'setConsentGiven',
    'forgetConsentGiven',
    'deleteCookies',
    'setConsentGiven',
  ]);
  Reflect.deleteProperty(page, '_paq');
  openPage(matomo, ['statistics']);
  expect(page['_paq'].flat()).toEqual(['requireConsent', 'setConsentGiven']);
});

const wpCalls = () => Object.fromEntries(page['wp_set_consent'].mock.calls.slice(-5) as [string, string][]);

test('tells WordPress which kind of consent it is, and sets all categories once the plugin is there', () => {
  const heard = vi.fn();
  document.addEventListener('wp_consent_type_defined', heard, { once: true });
  const { decide } = openPage(wordpress);
  expect([page['wp_consent_type'], heard.mock.calls.length]).toEqual(['optin', 1]);
  decide('statistics');
  scriptLoads(() => (page['wp_set_consent'] = vi.fn()));
  const told = { functional: 'allow', preferences: 'deny', marketing: 'deny' };
  expect(wpCalls()).toEqual({ ...told, statistics: 'allow', 'statistics-anonymous': 'allow' });
  decide();
  expect(wpCalls()).toEqual({ ...told, statistics: 'deny', 'statistics-anonymous': 'deny' });
  decide('functional', 'marketing');
  expect(wpCalls()).toMatchObject({ preferences: 'allow', marketing: 'allow', statistics: 'deny' });
});

test('sets nothing at WordPress before there is an answer, and nothing once it is stopped', () => {
  page['wp_set_consent'] = vi.fn();
  const { stop, decide } = openPage(wordpress);
  expect(page['wp_set_consent']).not.toHaveBeenCalled();
  stop();
  decide('marketing');
  expect(page['wp_set_consent']).not.toHaveBeenCalled();
});

/** A storefront that brings its API when asked to, and remembers. */
const storefront = (known: Record<string, string> = {}) => {
  const setTrackingConsent = vi.fn((answer: Record<string, boolean>) => {
    for (const [key, isGranted] of Object.entries(answer)) known[key] = isGranted ? 'yes' : 'no';
  });
  const loadFeatures = vi.fn((_: unknown, then: (fault?: unknown) => void) => {
    page['Shopify'].customerPrivacy = { setTrackingConsent, currentVisitorConsent: () => known };
    then();
  });
  page['Shopify'] = { loadFeatures };
  return { setTrackingConsent, loadFeatures };
};

test('has Shopify bring its API at the first decision, and tells it each that it does not have', () => {
  const { decide } = openPage(shopify);
  let shop = undefined as unknown as ReturnType<typeof storefront>;
  scriptLoads(() => (shop = storefront()));
  expect(shop.loadFeatures).not.toHaveBeenCalled();
  const ads = (is: boolean) => ({ marketing: is, sale_of_data: is });
  decide('statistics');
  decide('statistics');
  decide('statistics', 'marketing');
  decide();
  expect(shop.setTrackingConsent.mock.calls.map(([answer]) => answer)).toEqual([
    { analytics: true, preferences: false, ...ads(false) },
    { analytics: true, preferences: false, ...ads(true) },
    { analytics: false, preferences: false, ...ads(false) },
  ]);
  expect(shop.loadFeatures).toHaveBeenCalledTimes(1);
});

test('does not tell Shopify on the next page what it remembers, but what differs', () => {
  const all = { analytics: 'yes', marketing: 'yes', preferences: 'yes', sale_of_data: 'yes' };
  const { setTrackingConsent } = storefront({ ...all });
  openPage(shopify, ['statistics', 'marketing', 'functional']);
  expect(setTrackingConsent).not.toHaveBeenCalled();
  const other = storefront({ ...all, marketing: '' });
  openPage(shopify, ['statistics', 'marketing', 'functional']);
  expect(other.setTrackingConsent).toHaveBeenCalledTimes(1);
});

test.each([null, undefined, ''])('tells a Shopify that says %j of what it knows', (known) => {
  const setTrackingConsent = vi.fn();
  const customerPrivacy = { setTrackingConsent, currentVisitorConsent: () => known };
  page['Shopify'] = { loadFeatures: vi.fn(), customerPrivacy };
  openPage(shopify, ['marketing']);
  expect(setTrackingConsent).toHaveBeenCalledTimes(1);
});

test('tells Shopify nothing where its API does not come', () => {
  const customerPrivacy = { setTrackingConsent: vi.fn() };
  const loadFeatures = (_: unknown, then: (fault: unknown) => void) => {
    // Even where a part of it is there.
    Object.assign(page['Shopify'] as object, { customerPrivacy });
    then(new Error('no'));
  };
  page['Shopify'] = { loadFeatures };
  openPage(shopify, ['marketing']);
  expect(page['Shopify']).toHaveProperty('customerPrivacy');
  expect(customerPrivacy.setTrackingConsent).not.toHaveBeenCalled();
});
