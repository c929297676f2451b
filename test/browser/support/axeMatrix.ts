/** Shows all that samtycke draws in every theme, width and language, or in a draw of these, and lets axe look at it. */
import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { allRows, pairwise, type Row } from '../../setup/pairwise.js';
import { isFull } from '../../setup/sample.js';
import type { Manifest } from '../../../src/manifest/types.js';
import { violationsIn } from './axe.js';
import { expect, test } from './fixtures.js';
import { isWebkit } from './layers.js';
import { pageOf, reference, service } from './pages.js';
import type { Site } from './site.js';
import { banner, settings } from './visit.js';

const namesIn = (folder: string) =>
  readdirSync(new URL(`../../../dist/${folder}/`, import.meta.url)).map((file) => file.replace(/\.\w+$/, ''));

const columns = {
  theme: namesIn('themes'),
  scheme: ['light', 'dark'],
  width: [1280, 320],
  locale: namesIn('locales'),
} as const;

type Case = Row<typeof columns>;

const cases: readonly Case[] = isFull ? allRows(columns) : pairwise(columns);

/** With all that can be said of a service. */
const manifest: Manifest = {
  ...reference,
  services: [
    service('login', 'necessary', { necessary: { reason: 'login' }, cookies: [{ name: 'sid', lifetime: 'session' }] }),
    ...reference.services.map((each) => ({
      ...each,
      text: { sv: 'Mäter hur sidan används.' },
      data: ['ip-adress'],
      recipients: ['Molnet Inc.'],
      countries: ['US', 'SE'],
      policyUrl: `https://${each.id}.example/`,
    })),
  ],
};

const body = `<iframe data-service="film" data-src="https://film.example/1" width="288" height="200" title="film"></iframe>
  <div data-samtycke="declaration"></div>`;

const ours = '[data-samtycke-root]';
const placeholder = '[data-samtycke-embed]';
const declaration = '[data-samtycke="declaration"]';

/** Goes to a page of one case and returns what axe finds in all that we draw there. */
async function look(page: Page, site: Site, { theme, width, locale }: Case) {
  if (!isWebkit(page)) await page.setViewportSize({ width, height: 900 });
  const html = pageOf({ manifest: { ...manifest, options: { theme, locale } }, body });
  await page.context().clearCookies();
  site.hits.length = 0;
  await page.goto(site.page(`/${theme}/${locale}`, html));
  await expect(banner(page)).toBeVisible();
  const fetched = site.hits.map(({ path }) => path);
  expect(fetched).toContain(`/dist/themes/${theme}.css`);
  expect(fetched.includes(`/dist/locales/${locale}.json`)).toBe(locale !== 'sv');
  await expect(page.locator(placeholder).getByRole('button').first()).toBeVisible();
  await page.waitForFunction(() => document.querySelector('[data-samtycke="declaration"]')!.shadowRoot);
  const first = await violationsIn(page, [ours, placeholder]);

  await page.evaluate(() => {
    window.samtycke!.save({ 'permanent:statistics': true });
    window.samtycke!.showSettings();
  });
  await expect(settings(page).locator('.last dl')).toBeVisible();
  await settings(page).evaluate((dialog) => dialog.querySelectorAll('details').forEach((it) => (it.open = true)));
  const second = await violationsIn(page, [ours]);

  await page.evaluate(() => window.samtycke!.hide());
  await expect(settings(page)).toHaveCount(0);
  const third = await violationsIn(page, [placeholder, declaration]);
  return [...first, ...second, ...third];
}

/** Makes a test of each theme and width by day or by night, each with all its languages. */
export function lookByNightAndDay(scheme: Case['scheme']) {
  for (const { theme, width } of allRows({ theme: columns.theme, width: columns.width })) {
    const rows = cases.filter((each) => each.scheme === scheme && each.theme === theme && each.width === width);
    if (!rows.length) continue;
    const name = `${theme} at ${width} pixels`;
    test(`axe finds no fault with anything in ${name}, ${scheme}: ${rows.map(({ locale }) => locale).join(', ')}`, async ({
      site,
      page,
      browserName,
    }) => {
      const isOneOnly = browserName === 'webkit' && (width !== 1280 || scheme !== 'light');
      test.skip(isOneOnly, 'WebKitGTK’s window has one width and one colour scheme here');
      test.setTimeout(30_000 + rows.length * 40_000);
      for (const row of rows) {
        expect.soft(await look(page, site, row), row.locale).toEqual([]);
        expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(scheme === 'dark');
        // WebKitGTK's window is as wide as it is: wide, too.
        expect((await page.evaluate(() => innerWidth)) > 700).toBe(width === 1280);
      }
    });
  }
}
