/** Reads the data layer as Google does: denied first of all, then one update for each decision and page. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { pageOf, withOptions } from './support/pages.js';
import { banner, choose } from './support/visit.js';

const fetching = '<script src="/dist/samtycke.js" data-manifest="/samtycke.json"></script>';

/** Returns the data layer with Google's calls as lists. */
const layerOf = (page: Page) =>
  page.evaluate(() =>
    window.dataLayer!.map((entry) =>
      Object.prototype.toString.call(entry) === '[object Arguments]' ? [...(entry as unknown[])] : entry,
    ),
  ) as Promise<unknown[]>;

test('denies Google first of all, and updates once for each decision and page', async ({ site, page }) => {
  const manifest = withOptions({ googleConsentMode: true });
  const early = '<script>window.early = dataLayer.length; dataLayer.push({ event: "gtm.js" })</script>';
  site.page('/two', pageOf({ manifest, head: early }));
  await page.goto(site.page('/', pageOf({ manifest, head: early })));
  const denied = {
    ad_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
    analytics_storage: 'denied',
    security_storage: 'granted',
  };
  const [first] = await layerOf(page);
  expect(first).toMatchObject(['consent', 'default', denied]);
  expect(await page.evaluate('early')).toBeGreaterThan(0);

  const calls = async (kind: string) =>
    (await layerOf(page)).filter((entry) => Array.isArray(entry) && entry[1] === kind);
  const before = (await calls('update')).length;
  await choose(page, 'accept-all');
  await expect.poll(async () => (await calls('update')).length).toBe(before + 1);
  const granted = [
    'consent',
    'update',
    { ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted', analytics_storage: 'granted' },
  ];
  expect((await calls('update')).at(-1)).toMatchObject(granted);
  expect(await calls('default')).toHaveLength(1);

  await page.goto(site.url('/two'));
  expect((await layerOf(page))[0]).toMatchObject(['consent', 'default', denied]);
  expect(await calls('default')).toHaveLength(1);
  expect(await calls('update')).toMatchObject([granted]);
});

test('denies Google at once while the manifest is still being fetched', async ({ site, page }) => {
  site.on(
    'site.example',
    '/samtycke.json',
    async () => (await pause(500), { body: JSON.stringify(withOptions({ googleConsentMode: true })) }),
  );
  await page.goto(
    site.page(
      '/',
      pageOf({ manifest: false, tag: fetching, head: '<script>dataLayer.push({ event: "gtm.js" })</script>' }),
    ),
  );
  await expect(banner(page)).toBeVisible();
  const layer = await layerOf(page);
  expect(layer[0]).toMatchObject(['consent', 'default', { ad_storage: 'denied' }]);
  expect(layer.slice(1, 3)).toEqual([['set', 'ads_data_redaction', true], { event: 'gtm.js' }]);
  expect(layer.filter((entry) => Array.isArray(entry) && entry[1] === 'default')).toHaveLength(1);
});

test('goes by the options of a manifest in the page also where it names ready-made services', async ({
  site,
  page,
}) => {
  const pageWith = (options: object) => {
    const manifest = withOptions(options);
    return pageOf({ manifest: { ...manifest, services: [...manifest.services, { use: 'youtube' }] } as never });
  };
  await page.goto(site.page('/', pageWith({ googleConsentMode: true, googleCountries: ['SE', 'NO'] })));
  await expect(banner(page)).toBeVisible();
  expect((await layerOf(page))[0]).toMatchObject(['consent', 'default', { region: ['SE', 'NO'] }]);
  await page.goto(site.page('/without', pageWith({ googleConsentMode: false })));
  await expect(banner(page)).toBeVisible();
  await choose(page, 'accept-all');
  expect((await layerOf(page)).filter(Array.isArray)).toEqual([]);
});
