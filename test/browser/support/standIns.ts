/** Stand-ins for vendors that a page brings: each takes over what its own snippet would, and keeps what it is told of consent. */
import type { Frame, Page } from '@playwright/test';
import type { Site } from './site.js';

/** What a stand-in notes for each call that concerns consent, the newest last. */
const hear = 'const hear = (name, said) => ((window.heard ??= {})[name] ??= []).push(said);';

/** As the vendors' own scripts do: what waits in the queue first, then each call as it comes. */
const scripts = {
  google: `
    const take = (entry) => { if (entry[0] === 'consent') hear('google', { command: entry[1], ...entry[2] }); };
    const layer = (window.dataLayer = window.dataLayer || []);
    layer.forEach(take);
    layer.push = (...entries) => { entries.forEach(take); return Array.prototype.push.apply(layer, entries); };`,
  'microsoft-uet': `
    const waiting = window.uetq || [];
    window.uetq = { push: (kind, command, keys) => { if (kind === 'consent') hear('microsoft-uet', { command, ...keys }); } };
    for (let i = 0; i < waiting.length; i += 3) window.uetq.push(...waiting.slice(i, i + 3));`,
  clarity: `
    const waiting = (window.clarity && window.clarity.q) || [];
    window.clarity = (call, keys) => { if (call === 'consentv2') hear('clarity', keys); };
    for (const call of waiting) window.clarity(...call);`,
  'meta-pixel': `
    !function(f){ if (f.fbq) return; const n = f.fbq = function() { n.callMethod ? n.callMethod.apply(n, arguments) : n.queue.push(arguments) };
      if (!f._fbq) f._fbq = n; n.push = n; n.loaded = true; n.version = '2.0'; n.queue = []; }(window);
    fbq('init', '1');
    fbq('track', 'PageView');
    const run = (call, word) => { if (call === 'consent' || call === 'init') hear('meta-pixel', { call, word }); };
    for (const call of fbq.queue) run(...call);
    fbq.callMethod = run;`,
  matomo: `
    const waiting = window._paq || [];
    const run = ([call]) => { if (/consent/i.test(call)) hear('matomo', call); };
    window._paq = { push: (...calls) => calls.forEach(run) };
    waiting.forEach(run);`,
  wordpress: `
    var wp_set_consent = (category, value) => hear('wordpress', { type: window.wp_consent_type, category, value });`,
  shopify: `
    const known = { analytics: '', marketing: '', preferences: '', sale_of_data: '' };
    const customerPrivacy = {
      currentVisitorConsent: () => known,
      setTrackingConsent: (answer) => {
        for (const key in answer) known[key] = answer[key] ? 'yes' : 'no';
        hear('shopify', answer);
      },
    };
    window.Shopify = { loadFeatures: (_, then) => setTimeout(() => { Shopify.customerPrivacy = customerPrivacy; then(); }) };`,
};

export type Vendor = keyof typeof scripts;
export const vendorNames = Object.keys(scripts) as Vendor[];

/** Puts the stand-ins on the site, each as an external script. */
export const serveStandIns = (site: Site) => {
  for (const [name, code] of Object.entries(scripts)) site.file(`/stand-in/${name}.js`, `{ ${hear}\n${code} }`);
};

export const standIn = (name: Vendor) => `<script src="/stand-in/${name}.js"></script>`;

/** Has a vendor come to a page that is there already. */
export const arrive = (page: Page | Frame, name: Vendor) =>
  page.evaluate(
    (src) =>
      new Promise<void>((resolve, reject) => {
        const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
        document.head.append(script);
      }),
    `/stand-in/${name}.js`,
  );

type Said = Record<string, string>;

/** Returns all that a vendor has been told on this page. */
export const heardBy = (page: Page | Frame, name: Vendor) =>
  page.evaluate((vendor) => (window as { heard?: Record<string, unknown[]> }).heard?.[vendor] ?? [], name);

/** Which purposes a vendor takes for granted by what it was told last; nothing told is no. */
export async function believedBy(page: Page | Frame, name: Vendor): Promise<Record<string, boolean>> {
  const heard = (await heardBy(page, name)) as Said[];
  const last = heard.at(-1) ?? {};
  const is = (key: string) => last[key] === 'granted';
  switch (name) {
    case 'google':
      return {
        marketing: is('ad_storage') && is('ad_user_data') && is('ad_personalization'),
        statistics: is('analytics_storage'),
        functional: is('functionality_storage') && is('personalization_storage'),
      };
    case 'microsoft-uet':
      return { marketing: is('ad_storage') };
    case 'clarity':
      return { marketing: is('ad_Storage'), statistics: is('analytics_Storage') };
    case 'meta-pixel':
      return { marketing: heard.findLast(({ call }) => call === 'consent')?.['word'] === 'grant' };
    case 'matomo':
      return { statistics: String(heard.at(-1)) === 'setConsentGiven' };
    case 'wordpress': {
      const says = (category: string) => heard.findLast((said) => said['category'] === category)?.['value'] === 'allow';
      return { marketing: says('marketing'), statistics: says('statistics'), functional: says('preferences') };
    }
    case 'shopify': {
      const { marketing, analytics, preferences } = last as unknown as Record<string, boolean>;
      return { marketing: !!marketing, statistics: !!analytics, functional: !!preferences };
    }
  }
}
