/** Comes with Global Privacy Control: it is never a consent, refuses what it is about, says so, and yields to an explicit yes (R34). */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { cells } from './support/layers.js';
import { note, pageOf, withOptions } from './support/pages.js';
import { banner, choose, idle, namesOn, press, settings, statusOn } from './support/visit.js';

const manifest = withOptions({ log: '/samtycke/records' });
const body = cells.map((cell) => note(cell, `data-category="${cell}"`)).join('');
const untouched = ['permanent:functional', 'permanent:statistics'];
const others = ['third-party:functional', 'third-party:marketing'];

async function sendGpc(page: Page) {
  await page.context().setExtraHTTPHeaders({ 'Sec-GPC': '1' });
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true }),
  );
}

const ranOn = (page: Page) => page.evaluate(() => (window.ran ?? []).toSorted());
const noteShown = /Global Privacy Control/;

test('R34 takes Global Privacy Control for no consent, says so, and logs an explicit yes with it', async ({
  site,
  page,
}) => {
  const records: Record<string, unknown>[] = [];
  site.on('site.example', '/samtycke/records', ({ body: text }) => {
    const sent = JSON.parse(text);
    records.push(...(Array.isArray(sent) ? sent : [sent]));
    return { status: 201 };
  });
  await sendGpc(page);
  await page.goto(site.page('/', pageOf({ manifest, body })));
  await expect(banner(page)).toContainText(noteShown);
  await expect(banner(page).getByRole('switch', { checked: true })).toHaveCount(0);
  await idle(page);
  expect(await statusOn(page)).toBe('undecided');
  expect(await namesOn(page)).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
  expect(records).toEqual([]);
  expect(site.hits.find(({ path }) => path === '/')!.headers['sec-gpc']).toBe('1');

  await press(page, 'settings');
  await expect(settings(page)).toContainText(noteShown);
  await press(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual([...untouched, ...others].toSorted());
  await expect.poll(() => records).toMatchObject([{ event: 'granted', gpc: true }]);
  await page.goto(site.url('/'));
  await expect.poll(() => ranOn(page)).toEqual([...untouched, ...others].toSorted());
  await expect(banner(page)).toHaveCount(0);
});

test('R34 turns off marketing and third parties that were granted before the browser sent it, and leaves the rest', async ({
  site,
  page,
}) => {
  site.on('site.example', '/samtycke/records', () => ({ status: 201 }));
  await page.goto(site.page('/', pageOf({ manifest, body })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual([...untouched, ...others].toSorted());
  await sendGpc(page);
  await page.goto(site.url('/'));
  await expect.poll(() => ranOn(page)).toEqual(untouched);
  await idle(page);
  expect(await ranOn(page)).toEqual(untouched);
  await page.locator('footer a').click();
  await expect(settings(page)).toContainText(noteShown);
  const on = settings(page).locator('input:checked');
  expect(await on.evaluateAll((all) => all.map((it) => it.dataset['category']).toSorted())).toEqual(untouched);
});
