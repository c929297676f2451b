/** Runs three real analytics libraries behind the gate: nothing of theirs before consent, all of it after, and none once it is withdrawn. */
import type { Frame, Page } from '@playwright/test';
import { hasStarted, heldOn, manifest, refusals, sentTo, serveVendors, tags, vendors } from './support/analytics.js';
import { expect, test } from './support/fixtures.js';
import { pageOf, service } from './support/pages.js';
import type { Site } from './support/site.js';
import { frameTab } from './support/tabs.js';
import { banner, choose, idle, settings, statusOn } from './support/visit.js';

const ids = Object.keys(vendors);
const asked = (site: Site) => site.hits.filter(({ host }) => ids.includes(host.split('.')[0]!));
const mark = (tab: Page | Frame) => tab.evaluate(() => void Object.assign(window, { isOld: true }));
const isOld = (tab: Page | Frame) => tab.evaluate(() => 'isOld' in window).catch(() => true);

/** Waits until each vendor has started here, has stored something and sent something home. */
async function running(site: Site, tab: Page | Frame) {
  await expect.poll(() => hasStarted(tab)).toBe(true);
  for (const [id, { names }] of Object.entries(vendors)) {
    await expect.poll(() => heldOn(tab), id).toContainEqual(expect.stringMatching(names));
    await expect.poll(() => sentTo(site, id), id).not.toEqual([]);
  }
}

test('keeps all three from the network and from storage until Godkänn alla, and clears up after a withdrawal', async ({
  site,
  page,
  context,
  thirdParty,
}) => {
  serveVendors(site);
  const html = pageOf({ manifest, body: tags });
  await page.goto(site.page('/', html));
  await expect(banner(page)).toBeVisible();
  await idle(page, 800);
  expect(asked(site)).toEqual([]);
  expect(thirdParty.urls).toEqual([]);
  expect(await heldOn(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);

  await page.getByRole('button', { name: 'Godkänn alla' }).click();
  await running(site, page);
  expect(await heldOn(page)).toEqual(expect.arrayContaining(['mixpanelBrowserDb', 'mp_token_mixpanel']));

  await mark(page);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await settings(page).getByRole('button', { name: 'Ta tillbaka samtycke' }).click();
  await expect.poll(() => isOld(page)).toBe(false);
  await page.waitForLoadState();
  await expect.poll(() => heldOn(page).catch(() => ['on its way'])).toEqual([]);
  // The second look has been, and what was under way to the vendors has come.
  await idle(page, 1_500);
  expect(await heldOn(page)).toEqual([]);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['__Host-samtycke']);

  site.hits.length = 0;
  await page.goto(site.page('/two', html));
  await expect.poll(() => statusOn(page)).toBe('rejected');
  await idle(page, 1_500);
  expect(await heldOn(page)).toEqual([]);
  expect(asked(site)).toEqual([]);
});

test('runs all three again for one who has come back to a yes', async ({ site, page }) => {
  serveVendors(site);
  await page.goto(site.page('/', pageOf({ manifest, body: tags })));
  await choose(page, 'accept-all');
  await running(site, page);
  await mark(page);
  await page.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => isOld(page)).toBe(false);
  await expect.poll(() => heldOn(page).catch(() => ['on its way'])).toEqual([]);
  site.hits.length = 0;
  await page.evaluate(() => window.samtycke!.acceptAll());
  await running(site, page);
});

// WebKit shows Playwright one tab: there the second is a same-origin frame in the first, so the second is the one that acts and reloads.
test('silences all three in a tab with a half-filled claim, which is left as it is', async ({ site, page }) => {
  serveVendors(site);
  // What tells a vendor's code that it is off must stay while that code runs: it is declared as necessary.
  const off = service('refusals', 'necessary', { necessary: { reason: 'consent' }, cookies: refusals });
  const remembering = { ...manifest, services: [...manifest.services, off] };
  const form = '<form><label>Vad har hänt? <textarea></textarea></label><label>Datum <input></label></form>';
  await page.goto(site.page('/skadeanmalan', pageOf({ manifest: remembering, body: tags + form })));
  await choose(page, 'accept-all');
  await running(site, page);
  await page.getByLabel('Vad har hänt?').fill('En gren föll på taket.');
  await mark(page);

  const second = await frameTab(page, site.page('/', pageOf({ manifest: remembering, body: tags })));
  await expect.poll(() => hasStarted(second)).toBe(true);
  await mark(second);
  await second.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => isOld(second)).toBe(false);
  await expect.poll(() => statusOn(page)).toBe('rejected');
  const left = ['__mp_opt_in_out_token', '__ph_opt_in_out_phc_test'];
  await expect.poll(async () => (await heldOn(page)).filter((name) => !name.endsWith('Db'))).toEqual(left);
  await idle(page, 1_500);

  site.hits.length = 0;
  for (const { again } of Object.values(vendors)) await page.evaluate(again);
  await idle(page, 2_000);
  expect(asked(site)).toEqual([]);
  // Countly goes on filling the queue that it does not send: the next page clears it.
  expect((await heldOn(page)).filter((name) => !/Db$|cly_/.test(name))).toEqual(left);
  expect(await isOld(page)).toBe(true);
  await expect(page.getByLabel('Vad har hänt?')).toHaveValue('En gren föll på taket.');
  await page.goto(site.page('/tack', pageOf({ manifest: remembering, body: tags })));
  await expect.poll(async () => (await heldOn(page)).filter((name) => !name.endsWith('Db'))).toEqual(left);
});
