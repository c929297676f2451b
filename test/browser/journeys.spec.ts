/** Walks the example site of AssistMe as its visitors do: before, by and after each choice, with the log and the vendors watching. */
import type { Page } from '@playwright/test';
import type { Assistme } from './support/assistme.js';
import { expect, test } from './support/fixtures.js';
import { banner, choose, idle, namesOn, settings, statusOn, storedOn, switchOf } from './support/visit.js';

const paths = ['/', '/forsakringar', '/skadeanmalan', '/integritetspolicy', '/logga-in'];

const vendorPaths = ({ hits }: Assistme) => hits.filter(({ host }) => host === 'vendor').map(({ path }) => path);
const hasTracked = (assistme: Assistme) => vendorPaths(assistme).some((path) => path.startsWith('/track'));
const footerLink = (page: Page) => page.locator('footer').getByRole('link', { name: 'Kakinställningar' });
const placeholder = (page: Page) => page.locator('[data-samtycke-embed]');
const film = (page: Page) => page.locator('iframe[data-service="film"]');

/** The records, oldest first. */
const journal = async (assistme: Assistme) => (await assistme.records()).toReversed();
const events = async (assistme: Assistme) => (await journal(assistme)).map(({ event }) => event);

test('asks no other company and stores nothing on any page before a choice', async ({
  assistme,
  page,
  context,
  thirdParty,
  pageErrors,
}) => {
  for (const path of paths) {
    await page.goto(assistme.url + path);
    await expect(banner(page)).toBeVisible();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await idle(page, 300);
    expect(await namesOn(page), path).toEqual([]);
  }
  expect(await context.cookies()).toEqual([]);
  expect(vendorPaths(assistme)).toEqual([]);
  expect(thirdParty.hosts()).toEqual([]);
  expect(await events(assistme)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('runs everything after Godkänn alla: the analytics library, the film and the pixel', async ({
  assistme,
  page,
  pageErrors,
}) => {
  await page.goto(`${assistme.url}/`);
  await page.getByRole('button', { name: 'Godkänn alla' }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect.poll(() => hasTracked(assistme)).toBe(true);
  await expect
    .poll(() => vendorPaths(assistme))
    .toEqual(expect.arrayContaining(['/mixpanel.js', '/film', '/pixel.gif']));
  await expect(placeholder(page)).toHaveCount(0);
  await expect(film(page)).toHaveAttribute('src', `${assistme.vendorUrl}/film`);
  await expect.poll(() => namesOn(page)).toEqual(expect.arrayContaining(['_amads', 'am_besok', 'samtycke']));

  assistme.hits.length = 0;
  await page.goto(`${assistme.url}/forsakringar`);
  await expect.poll(() => hasTracked(assistme)).toBe(true);
  await expect(banner(page)).toHaveCount(0);
  expect(await events(assistme)).toEqual(['granted']);
  expect(pageErrors).toEqual([]);
});

test('runs nothing after Neka alla, and does not ask again', async ({ assistme, page, context, thirdParty }) => {
  await page.goto(`${assistme.url}/`);
  await page.getByRole('button', { name: 'Neka alla' }).click();
  await expect(banner(page)).toHaveCount(0);
  for (const path of ['/forsakringar', '/integritetspolicy', '/']) {
    await page.goto(assistme.url + path);
    await idle(page, 300);
    await expect(banner(page)).toHaveCount(0);
    expect(await statusOn(page)).toBe('rejected');
  }
  await page.reload();
  await idle(page);
  await expect(banner(page)).toHaveCount(0);
  expect(vendorPaths(assistme)).toEqual([]);
  expect(thirdParty.hosts()).toEqual([]);
  // Nothing that could tell one visitor who refuses from another (R40).
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['samtycke']);
  // The sum of the manifest is the same for every visitor.
  expect((await namesOn(page)).filter((name) => name !== 'samtycke:plan')).toEqual(['samtycke']);
  expect(await journal(assistme)).toMatchObject([
    { event: 'refused', consentId: null, prev: null, seq: 0, method: 'banner', layer: 1 },
  ]);
});

test('opens the settings with the present state from the footer of every page', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/`);
  await switchOf(page, 'permanent:statistics').check();
  await choose(page, 'save');
  expect(await storedOn(page)).toMatch(/^1_custom_1\.0\.0_\d+_---01-000$/);
  for (const path of paths) {
    await page.goto(assistme.url + path);
    await footerLink(page).click();
    await expect(settings(page)).toBeVisible();
    const on = settings(page).locator('input:checked');
    expect(await on.evaluateAll((inputs) => inputs.map((input) => input.dataset['category'])), path).toEqual([
      'permanent:statistics',
    ]);
  }
  expect(await events(assistme)).toEqual(['custom']);
});

test('removes the cookies and stops the vendors when consent is withdrawn', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/forsakringar`);
  await choose(page, 'accept-all');
  await expect.poll(() => hasTracked(assistme)).toBe(true);
  await expect
    .poll(() => namesOn(page))
    .toEqual(expect.arrayContaining([expect.stringMatching(/^mp_/), '_amads', 'am_besok']));
  await page.evaluate(() => Object.assign(window, { isOldPage: true }));

  await footerLink(page).click();
  await settings(page).getByRole('button', { name: 'Ta tillbaka samtycke' }).click();
  await expect.poll(() => page.evaluate(() => 'isOldPage' in window).catch(() => true)).toBe(false);
  await page.waitForLoadState();
  await expect
    .poll(() => namesOn(page).then((names) => names.filter((name) => !name.startsWith('samtycke'))))
    .toEqual([]);

  assistme.hits.length = 0;
  await page.goto(`${assistme.url}/`);
  await idle(page, 1_500);
  expect(vendorPaths(assistme)).toEqual([]);
  expect((await namesOn(page)).filter((name) => !name.startsWith('samtycke'))).toEqual([]);
  await expect(banner(page)).toHaveCount(0);
  expect(await statusOn(page)).toBe('rejected');
  expect(await events(assistme)).toEqual(['granted', 'withdrawn']);
});
