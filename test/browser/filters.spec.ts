/** Shows that no general filter against cookie banners means us, by what they are written for: names of elements and of files. */
import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { banner, press, settings } from './support/visit.js';

/** Of the kinds that public lists hide on every site: ids and classes with these words, and attributes that hold them. */
const words = 'cookie cookies consent gdpr cmp privacy eprivacy ccpa dsgvo rgpd lgpd eu-cookie tracking cc'.split(' ');
const kinds = 'banner bar box notice notification message msg popup modal overlay dialog consent law policy info alert'
  .split(' ')
  .flatMap((kind) => ['-', '_', ''].map((between) => between + kind));
const named = words.flatMap((word) => ['', ...kinds].map((kind) => word + kind));
const hidden = [
  ...named.flatMap((name) => [`#${name}`, `.${name}`]),
  ...['cookie', 'gdpr', 'consent-', '-consent', 'cmp-'].flatMap((word) =>
    ['id', 'class', 'aria-label', 'data-nosnippet', 'data-testid'].map((name) => `[${name}*="${word}" i]`),
  ),
  '.cc-window, .cc-banner, .cc-grower, .cky-consent-container, .cmplz-cookiebanner, .qc-cmp2-container, .fc-consent-root',
  '#onetrust-banner-sdk, #CybotCookiebotDialog, #usercentrics-root, #didomi-host, #cc--main, #cc-main, .klaro, #orejime',
  '#silktide-wrapper, #tarteaucitronRoot, #iubenda-cs-banner, #truste-consent-track, #axeptio_overlay, .osano-cm-window',
  '#kakor, .kakor, #kakbanner, .kakbanner, #samtycke, .samtycke, #samtycke-banner, .samtycke-banner, .kakinformation',
  'body > div[style*="z-index: 2147483647"], body > div[style*="z-index: 9999"]',
  'dialog[class], [role="dialog"][class*="cookie"], [role="region"][class], iframe[src*="consent"], [data-cookiebanner]',
];

/** Of the kinds that public lists stop from loading: parts of addresses. */
const parts = 'consent-manager consentmanager cmp.js cmpui privacy-manager cookie-script kakor /banner. /tcf /optout';
const stopped = [
  ...words.flatMap((word) => [`/${word}.`, `/${word}/`, `.${word}.`]),
  ...named.filter((name) => /.(banner|bar|notice|popup|consent|law|policy|modal|message)$/.test(name)),
  ...`${parts} /tracking/ /analytics /pixel /ads/ /beacon`.split(' '),
];

/** Returns the selectors that mean anything of ours on the page; extensions' own styles reach into shadow roots too. */
const meantOn = (page: Page) =>
  page.evaluate((selectors) => {
    const marks = '[data-samtycke-root], [data-samtycke-status], [data-samtycke-embed], [data-samtycke="declaration"]';
    const ours = [...document.querySelectorAll(marks)].flatMap((host) => [
      host,
      ...(host.shadowRoot?.querySelectorAll('*') ?? []),
      ...host.querySelectorAll('*'),
    ]);
    const all = [
      ...ours,
      ...document.querySelectorAll('[data-samtycke], [data-service], [data-category], script, link'),
    ];
    const meant = selectors.filter((selector) => all.some((element) => element.matches(selector)));
    return { meant, looked: ours.length };
  }, hidden);

test('hides nothing that we draw, nor what a page marks for us', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/`);
  await expect(banner(page)).toBeVisible();
  await expect(page.locator('[data-samtycke-embed]').first()).toBeVisible();
  expect((await meantOn(page)).meant, 'banner and placeholder').toEqual([]);
  await press(page, 'settings');
  await expect(settings(page)).toBeVisible();
  const { meant, looked } = await meantOn(page);
  expect(meant, 'settings').toEqual([]);
  expect(looked).toBeGreaterThan(100);
  await press(page, 'accept-all');
  await page.goto(`${assistme.url}/integritetspolicy`);
  await expect(page.locator('[data-samtycke="declaration"] table').first()).toBeVisible();
  expect((await meantOn(page)).meant, 'cookie table').toEqual([]);
});

test('would find what such a filter is written for', async ({ site, page }) => {
  const html = '<div data-samtycke-root id="cookie-banner"><p class="gdpr_notice">…</p></div>';
  await page.goto(site.page('/', html));
  const { meant } = await meantOn(page);
  expect(meant).toEqual(expect.arrayContaining(['#cookie-banner', '.gdpr_notice', '[id*="cookie" i]']));
  expect(stopped).toEqual(expect.arrayContaining(['cookie-banner', '/consent.', 'gdpr_notice']));
});

test('stops none of the addresses from which pages load us, and to which they send', () => {
  const files = readdirSync(new URL('../../dist/', import.meta.url), { recursive: true }).map(String);
  const loaded = files.filter((name) => /^(?!rules|chunk-|cli|receiver|declaration).*\.(js|css|json)$/.test(name));
  expect(loaded).toEqual(expect.arrayContaining(['samtycke.js', 'samtycke.ui.js', 'locales/en.json']));
  const addresses = [...loaded, 'samtycke.json', 'samtycke/records', 'samtycke/records/mine'].map((name) => `/${name}`);
  const met = addresses.flatMap((address) =>
    stopped.flatMap((part) => (address.toLowerCase().includes(part.toLowerCase()) ? [`${part} in ${address}`] : [])),
  );
  expect(met).toEqual([]);
});
