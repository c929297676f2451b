/** Runs pages written for vanilla-cookieconsent, Cookiebot and Klaro with their script tag swapped for ours. */
import type { Page } from '@playwright/test';
import type { Manifest } from '../../src/manifest/types.js';
import { expect, test } from './support/fixtures.js';
import { inline, reference, service, tag } from './support/pages.js';
import type { Site } from './support/site.js';
import { banner, choose, idle, settings, statusOn } from './support/visit.js';

const vendors = ['stats.example', 'ads.example', 'film.example', 'chat.example'];

/** The four services of the pages; `aliases` hold the names that the old markup gives them. */
const manifestFor = (names: Readonly<Record<'stats' | 'ads' | 'film' | 'chat', readonly string[]>>): Manifest => ({
  ...reference,
  services: [
    service('stats', 'statistics', { hosts: ['stats.example'], aliases: names.stats }),
    service('ads', 'marketing', { hosts: ['ads.example'], aliases: names.ads }),
    service('film', 'functional', { hosts: ['film.example'], aliases: names.film }),
    service('chat', 'functional', { hosts: ['chat.example'], aliases: names.chat }),
  ],
});
const none = { stats: [], ads: [], film: [], chat: [] };

const pageWith = (manifest: Manifest, { head = '', body = '' }) => `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Sida</title>${inline(manifest)}${tag}${head}</head><body>${body}</body></html>`;

const paths = ['ga.js', 'matomo.js', 'pixel.js', 'pixel.svg', 'sheet.css', 'embed/1'].map((name) => `/${name}`);

function serve(site: Site) {
  for (const host of vendors)
    for (const path of paths) {
      const type = path.endsWith('js') ? 'text/javascript' : path.endsWith('.svg') ? 'image/svg+xml' : 'text/html';
      const body = type === 'text/javascript' ? `(window.ran ??= []).push('${host}${path}')` : '';
      site.on(host, path, () => ({ headers: { 'content-type': path.endsWith('.css') ? 'text/css' : type }, body }));
    }
}

const askedFor = (site: Site) =>
  [...new Set(site.hits.filter(({ host }) => vendors.includes(host)).map(({ host, path }) => host + path))].toSorted();
const ranOn = (page: Page) => page.evaluate(() => (window.ran ?? []).toSorted());

/** Nothing before, none after a refusal; all of it, once, after Godkänn alla. */
async function migrates(page: Page, site: Site, { ran, asked }: { ran: string[]; asked: string[] }) {
  await expect(banner(page)).toBeVisible();
  await idle(page);
  await choose(page, 'reject-all');
  await idle(page);
  expect(askedFor(site)).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect.poll(() => ranOn(page)).toEqual(ran.toSorted());
  await expect.poll(() => askedFor(site)).toEqual(asked.toSorted());
  await idle(page, 200);
  expect(await ranOn(page)).toEqual(ran.toSorted());
}

// https://cookieconsent.orestbida.com/advanced/manage-scripts.html and …/reference/api-reference.html (data-cc)
const vanilla = {
  head: `<script type="text/plain" data-category="analytics" data-service="Google Analytics" src="https://stats.example/ga.js"></script>
    <script type="text/plain" data-category="ads" data-src="https://ads.example/pixel.js" defer></script>
    <script type="text/plain" data-category="analytics" data-type="module">(window.ran ??= []).push('module')</script>
    <script type="text/plain" data-category="analytics">(window.ran ??= []).push('inline')</script>`,
  body: `<script type="text/plain" data-category="!analytics">(window.ran ??= []).push('refused')</script>
    <button type="button" data-cc="show-preferencesModal">Manage cookie preferences</button>
    <a href="#" data-cc="show-consentModal">Show the question</a>
    <button type="button" data-cc="accept-all"><b>Accept all</b></button>
    <button type="button" data-cc="accept-necessary">Reject all</button>
    <button type="button" data-cc="accept-custom">Accept current selection</button>`,
};
const forVanilla = manifestFor({ ...none, stats: ['Google Analytics'] });

test('runs a page of vanilla-cookieconsent 3 as it is', async ({ site, page, pageErrors }) => {
  serve(site);
  await page.goto(
    site.page('/', pageWith(forVanilla, { ...vanilla, body: vanilla.body.replace(/<script.*?<\/script>/, '') })),
  );
  await migrates(page, site, {
    ran: ['stats.example/ga.js', 'ads.example/pixel.js', 'module', 'inline'],
    asked: ['stats.example/ga.js', 'ads.example/pixel.js'],
  });
  expect(pageErrors).toEqual([]);
});

test('runs what vanilla-cookieconsent runs at a refusal, once there is one', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageWith(forVanilla, vanilla)));
  await idle(page);
  expect(await ranOn(page)).toEqual([]);
  await choose(page, 'reject-all');
  await expect.poll(() => ranOn(page)).toEqual(['refused']);
});

test('acts on each data-cc as on our own, from whatever was clicked within it', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageWith(forVanilla, vanilla)));
  await page.getByText('Accept all').click();
  await expect.poll(() => statusOn(page)).toBe('accepted');
  await expect(banner(page)).toHaveCount(0);
  await page.getByText('Show the question').click();
  await expect(banner(page)).toBeVisible();
  expect(page.url()).not.toContain('#');
  await page.evaluate(() => Object.assign(window, { isOldPage: true }));
  await page.getByText('Reject all').click();
  // A withdrawal: scripts that have run end with the page.
  await expect.poll(() => page.evaluate(() => 'isOldPage' in window).catch(() => true)).toBe(false);
  await expect.poll(() => statusOn(page).catch(() => '')).toBe('rejected');
  for (const name of ['Manage cookie preferences', 'Accept current selection']) {
    await page.getByText(name).click();
    await expect(settings(page)).toBeVisible();
    await settings(page).getByRole('button', { name: 'Stäng' }).click();
    await expect(settings(page)).toHaveCount(0);
  }
  expect(await statusOn(page)).toBe('rejected');
  // One that comes late, and one that means nothing to us.
  await page.evaluate(() => {
    const late = document.createElement('button');
    late.textContent = 'late';
    late.dataset['cc'] = 'accept-all';
    const strange = document.createElement('button');
    strange.textContent = 'strange';
    strange.dataset['cc'] = 'close';
    document.body.prepend(late, strange);
  });
  await page.getByRole('button', { name: 'strange' }).click();
  expect(await statusOn(page)).toBe('rejected');
  await page.getByRole('button', { name: 'late' }).click();
  await expect.poll(() => statusOn(page)).toBe('accepted');
});

// https://www.cookiebot.com/en/developer/ and support.cookiebot.com "Manual implementation of cookie consent"
const cookiebot = {
  head: `<script type="text/plain" data-cookieconsent="statistics" src="https://stats.example/ga.js"></script>
    <script type="text/plain" data-cookieconsent="statistics,marketing">(window.ran ??= []).push('both')</script>
    <script type="text/plain" data-cookieconsent="marketing" async src="https://ads.example/pixel.js"></script>
    <script data-cookieconsent="ignore">(window.own ??= []).push('ignored')</script>`,
  body: `<iframe data-cookieblock-src="https://film.example/embed/1" data-cookieconsent="preferences" width="560" height="315" title="film"></iframe>
    <img data-cookieblock-src="https://ads.example/pixel.svg" data-cookieconsent="marketing" width="1" height="1" alt="">
    <div class="cookieconsent-optout-preferences">Please <a href="javascript: Cookiebot.renew()">accept preferences-cookies</a>.</div>`,
};

test('runs a page of Cookiebot in manual mode as it is', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageWith(manifestFor(none), cookiebot)));
  await migrates(page, site, {
    ran: ['stats.example/ga.js', 'both', 'ads.example/pixel.js'],
    asked: ['stats.example/ga.js', 'ads.example/pixel.js', 'film.example/embed/1', 'ads.example/pixel.svg'],
  });
});

test('leaves alone what Cookiebot is told to ignore, and asks for nothing that waits on its page', async ({
  site,
  page,
}) => {
  serve(site);
  await page.goto(site.page('/', pageWith(manifestFor(none), cookiebot)));
  await choose(page, 'reject-all');
  await idle(page);
  expect(await page.evaluate(() => (window as { own?: string[] }).own)).toEqual(['ignored']);
  expect(askedFor(site)).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
});

test('opens the settings by the link that takes the place of Cookiebot.renew()', async ({ site, page }) => {
  // A javascript: address calls a thing that is gone, and no policy worth having lets it run: it must be swapped.
  const body = cookiebot.body.replace('javascript: Cookiebot.renew()', '#samtycke-settings');
  await page.goto(site.page('/', pageWith(manifestFor(none), { ...cookiebot, body })));
  await choose(page, 'reject-all');
  await page.getByRole('link', { name: 'accept preferences-cookies' }).click();
  await expect(settings(page)).toBeVisible();
});

// https://github.com/klaro-org/klaro-js (0.7): README "Managing third-party apps/trackers"
const klaro = {
  head: `<script type="text/plain" data-type="application/javascript" data-name="matomo" data-src="https://stats.example/matomo.js"></script>
    <script type="text/plain" data-type="application/javascript" data-name="adsense">(window.ran ??= []).push('inline')</script>
    <link rel="stylesheet" data-name="matomo" data-href="https://stats.example/sheet.css">`,
  body: `<iframe data-name="youtube" data-src="https://film.example/embed/1" width="560" height="315" title="film"></iframe>
    <img data-name="adsense" data-src="https://ads.example/pixel.svg" data-modify-src="true" alt="">
    <div data-type="placeholder" data-name="youtube">blocked</div>
    <a class="button is-success" onclick="return klaro.show();" href="#samtycke-settings">Change consent settings</a>`,
};
const forKlaro = manifestFor({ ...none, stats: ['matomo'], ads: ['adsense'], film: ['youtube'] });

test('runs a page of Klaro 0.7 as it is', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageWith(forKlaro, klaro)));
  await migrates(page, site, {
    ran: ['stats.example/matomo.js', 'inline'],
    asked: ['stats.example/matomo.js', 'stats.example/sheet.css', 'film.example/embed/1', 'ads.example/pixel.svg'],
  });
});

test('asks for nothing that waits on a page of Klaro, and runs nothing of it', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageWith(forKlaro, klaro)));
  await choose(page, 'reject-all');
  await idle(page);
  expect(askedFor(site)).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
});
