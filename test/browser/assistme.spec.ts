/** Looks closer at AssistMe's site: the log's rows, the sensitive pages, the cookie table and the film from another company. */
import type { Page } from '@playwright/test';
import type { Assistme } from './support/assistme.js';
import { expect, test } from './support/fixtures.js';
import { choose, idle, namesOn, press, settings, statusOn, switchOf } from './support/visit.js';

const vendorPaths = ({ hits }: Assistme) => hits.filter(({ host }) => host === 'vendor').map(({ path }) => path);
const hasTracked = (assistme: Assistme) => vendorPaths(assistme).some((path) => path.startsWith('/track'));
const footerLink = (page: Page) => page.locator('footer').getByRole('link', { name: 'Kakinställningar' });
const placeholder = (page: Page) => page.locator('[data-samtycke-embed]');

/** The records, oldest first. */
const journal = async (assistme: Assistme) => (await assistme.records()).toReversed();
const events = async (assistme: Assistme) => (await journal(assistme)).map(({ event }) => event);

test('keeps each decision as one row of the log, each linked to the one before', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/integritetspolicy`);
  await switchOf(page, 'permanent:functional').check();
  await choose(page, 'save');
  for (const action of ['accept-all', 'reject-all'] as const) {
    await footerLink(page).click();
    await press(page, action);
    await expect(settings(page)).toHaveCount(0);
    await expect.poll(() => statusOn(page).catch(() => '')).toBe(action === 'accept-all' ? 'accepted' : 'rejected');
    await expect.poll(async () => (await events(assistme)).length).toBe(action === 'accept-all' ? 2 : 3);
    await idle(page, 600);
  }
  await page.goto(`${assistme.url}/forsakringar`);
  await idle(page, 300);
  const rows = await journal(assistme);
  expect(rows).toMatchObject([
    { event: 'custom', method: 'banner', layer: 1, seq: 1, prev: null, services: ['textstorlek'] },
    { event: 'changed', method: 'settings', layer: 2, seq: 2, prev: rows[0]!.recordId },
    { event: 'withdrawn', method: 'settings', layer: 2, seq: 3, prev: rows[1]!.recordId, services: [] },
  ]);
  expect(rows[0]!.state).toEqual({
    permanent: { functional: true, statistics: false },
    'third-party': { functional: false, statistics: false, marketing: false },
  });
  expect(new Set(rows.map(({ consentId }) => consentId)).size).toBe(1);
  for (const row of rows)
    expect(row).toMatchObject({ textHash: expect.stringMatching(/^[\da-f]{64}$/), locale: 'sv', site: 'localhost' });
});

test('runs no marketing on a sensitive path, even after Godkänn alla', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/skadeanmalan`);
  await choose(page, 'accept-all');
  await expect.poll(() => hasTracked(assistme)).toBe(true);
  await page.goto(`${assistme.url}/logga-in`);
  await idle(page, 600);
  expect(vendorPaths(assistme)).not.toContain('/pixel.gif');
  expect(await namesOn(page)).not.toContain('_amads');
  await page.goto(`${assistme.url}/forsakringar`);
  await expect.poll(() => vendorPaths(assistme)).toContain('/pixel.gif');
});

test('declares every service and each of its cookies on the policy page', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/integritetspolicy`);
  const table = page.locator('[data-samtycke="declaration"]');
  await expect(table.locator('table')).toHaveCount(4);
  const manifest = (await (await fetch(`${assistme.url}/samtycke.json`)).json()) as {
    services: { provider: string; text: { sv: string }; cookies: { name: string }[] }[];
  };
  for (const { provider, text, cookies } of manifest.services) {
    for (const { name } of cookies) {
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      await expect(row.filter({ hasText: provider }).filter({ hasText: text.sv }).first(), name).toBeVisible();
    }
  }
  await expect(table.getByRole('rowheader', { name: 'samtycke', exact: true })).toBeVisible();
});

test('shows one film once, and stores no wider yes', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/`);
  await choose(page, 'reject-all');
  await placeholder(page).getByRole('button', { name: 'Visa en gång' }).click();
  await expect.poll(() => vendorPaths(assistme)).toEqual(['/film']);
  await expect(placeholder(page)).toHaveCount(0);
  expect(await statusOn(page)).toBe('rejected');
  await expect.poll(() => events(assistme)).toEqual(['refused', 'embed']);
  expect((await journal(assistme))[1]).toMatchObject({
    method: 'embed',
    services: ['film'],
    layer: 1,
    textHash: expect.any(String),
  });
  await page.reload();
  await expect(placeholder(page)).toBeVisible();
  await idle(page, 600);
  expect(vendorPaths(assistme)).toEqual(['/film']);
});

test('grants a whole cell from the placeholder of an embed', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/`);
  await choose(page, 'reject-all');
  await placeholder(page).getByRole('button', { name: 'Godkänn funktioner från andra företag' }).click();
  await expect.poll(() => vendorPaths(assistme)).toEqual(['/film']);
  expect(await page.evaluate(() => [...window.samtycke!.$granted.get()])).toEqual(['third-party:functional']);
  await expect.poll(() => events(assistme)).toEqual(['refused', 'changed']);
  expect((await journal(assistme))[1]).toMatchObject({
    method: 'embed',
    state: { 'third-party': { functional: true, marketing: false } },
  });
  await page.reload();
  await expect.poll(() => vendorPaths(assistme)).toEqual(['/film', '/film']);
});
