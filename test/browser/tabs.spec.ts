/** Opens the site twice, and goes back in history: every tab learns within a second, and only the acting one reloads. */
import type { Frame, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { note, pageOf } from './support/pages.js';
import { frameTab } from './support/tabs.js';
import { banner, choose, idle, press, settings, statusOn } from './support/visit.js';

type Tab = Page | Frame;

const soon = { timeout: 1_000, intervals: [20] };
const body = `${note('counter')}<script type="text/plain" data-service="counter">document.cookie = 'counter=1; path=/; max-age=999'</script>
  <iframe data-service="film" data-src="https://film.example/1" width="300" height="200" title="film"></iframe>
  <form><label>Namn <input name="namn" value="Kim"></label></form>`;
const html = pageOf({ body });
const calm = pageOf({ body: body.replace(/<iframe.*<\/iframe>/, '') });

const ranOn = (tab: Tab) => tab.evaluate(() => window.ran ?? []);
const mark = (tab: Tab) => tab.evaluate(() => void Object.assign(window, { isOld: true }));
const isOld = (tab: Tab) => tab.evaluate(() => 'isOld' in window);

test('closes the banner and lets through in one tab what another has granted', async ({ site, page }) => {
  site.page('https://film.example/1', 'film');
  await page.goto(site.page('/', html));
  const second = await frameTab(page, site.page('/two', html));
  await expect(banner(second)).toBeVisible();
  await choose(page, 'accept-all');
  await expect.poll(() => statusOn(second), soon).toBe('accepted');
  await expect(banner(second)).toHaveCount(0, { timeout: 1_000 });
  await expect.poll(() => ranOn(second)).toEqual(['counter']);
  await expect.poll(() => site.hitsOf('film.example').length).toBe(2);
});

test('stops in one tab what another has withdrawn, without reloading it', async ({ site, page }) => {
  site.page('https://film.example/1', 'film');
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  const second = await frameTab(page, site.page('/two', html));
  await expect.poll(() => ranOn(second)).toEqual(['counter']);
  await mark(second);
  await second.evaluate(() => window.samtycke!.withdraw());
  // The second tab acts: it reloads, the first one only stops.
  await expect.poll(() => statusOn(page), soon).toBe('rejected');
  await expect.poll(() => isOld(second).catch(() => true)).toBe(false);
  expect(await ranOn(page)).toEqual(['counter']);
  await expect.poll(() => page.evaluate(() => document.cookie.includes('counter='))).toBe(false);
  await expect(page.locator('iframe[data-service="film"]')).not.toHaveAttribute('src');
  await expect.poll(() => ranOn(second)).toEqual([]);
  await expect(banner(second)).toHaveCount(0);
});

test('reloads after a withdrawal, unless a form holds what the visitor has typed', async ({ site, page }) => {
  await page.goto(site.page('/', calm));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  await mark(page);
  await page.getByLabel('Namn').fill('Ki');
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await press(page, 'reject-all');
  await expect(settings(page)).toHaveCount(0);
  await idle(page, 1_500);
  expect(await isOld(page)).toBe(true);
  await expect(page.getByLabel('Namn')).toHaveValue('Ki');
  expect(await statusOn(page)).toBe('rejected');
  expect(await page.evaluate(() => document.cookie.includes('counter='))).toBe(false);

  await page.getByLabel('Namn').fill('Kim');
  await page.evaluate(() => window.samtycke!.acceptAll());
  await page.reload();
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  await mark(page);
  await page.evaluate(() => window.samtycke!.rejectAll());
  await expect.poll(() => isOld(page).catch(() => true)).toBe(false);
  await expect.poll(() => ranOn(page)).toEqual([]);
});

test('never reloads for a refusal on the first banner', async ({ site, page }) => {
  await page.goto(site.page('/', calm));
  await mark(page);
  await choose(page, 'reject-all');
  await idle(page, 1_000);
  expect(await isOld(page)).toBe(true);
});

const persisted = '<script>addEventListener("pageshow", (event) => { window.fromCache = event.persisted; })</script>';
const isFromCache = () => (window as { fromCache?: boolean }).fromCache;

test('learns of a decision made on a later page when the visitor goes back', async ({ site, hands }) => {
  await hands.goto(site.page('/', pageOf({ head: persisted, body: note('counter') })));
  await hands.until(() => document.querySelector('[data-samtycke-root]'));
  await hands.goto(site.page('/two', pageOf({ body: note('counter') })));
  await hands.until(() => document.querySelector('[data-samtycke-root]'));
  await hands.click(() =>
    document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('[data-action="accept-all"]'),
  );
  await hands.until(() => window.samtycke!.status() === 'accepted');
  await hands.back();
  await hands.until(() => location.pathname === '/' && window.samtycke?.status() === 'accepted');
  await hands.until(() => !document.querySelector('[data-samtycke-root]'));
  await hands.until(() => String(window.ran) === 'counter');
  expect(await hands.evaluate(isFromCache)).toBe(true);
});

test('learns of a withdrawal made on a later page when the visitor goes back', async ({ site, hands }) => {
  site.page('https://film.example/1', 'film');
  // A page whose frame is still on its way is not kept.
  const loaded =
    '<script>document.addEventListener("load", ({ target }) => { if (target.matches?.("iframe[src]")) window.isLoaded = true }, true)</script>';
  await hands.goto(site.page('/', pageOf({ head: persisted + loaded, body })));
  await hands.until(() => document.querySelector('[data-samtycke-root]'));
  await hands.click(() =>
    document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('[data-action="accept-all"]'),
  );
  await hands.until(() => 'isLoaded' in window);
  await hands.goto(site.page('/two', pageOf()));
  await hands.evaluate(() => window.samtycke!.withdraw());
  await hands.until(() => window.samtycke!.status() === 'rejected');
  await hands.back();
  await hands.until(() => location.pathname === '/' && window.samtycke?.status() === 'rejected');
  await hands.until(() => !document.querySelector('iframe[src]') && !document.cookie.includes('counter='));
  expect(await hands.evaluate(isFromCache)).toBe(true);
});
