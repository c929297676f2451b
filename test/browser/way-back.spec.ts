/** Walks the way back on the example site of AssistMe: from every page, as easy as the yes was; and counts what was stored (R19, R30). */
import type { Frame, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { assistmes } from './support/layers.js';
import { banner, choose, idle, press, settings, statusOn } from './support/visit.js';

const paths = ['/', '/forsakringar', '/skadeanmalan', '/integritetspolicy', '/logga-in', '/finns-inte'];
const footerLink = (page: Page) => page.locator('footer').getByRole('link', { name: 'Kakinställningar', exact: true });

test('R30 leads from the same link on every page to all denied in two activations, with the log down and nobody logged in', async ({
  assistme,
  page,
}) => {
  let unanswered = 0;
  await page.route('**/samtycke/records', (route) => {
    unanswered += 1;
    return route.abort();
  });
  const places = new Set<string>();
  for (const path of paths) {
    assistme.hits.length = 0;
    await page.goto(assistme.url + path);
    await page.evaluate(() => Object.assign(window, { isOldPage: true }).samtycke!.acceptAll());
    await expect.poll(() => assistme.hits.some((hit) => hit.path.startsWith('/track')), path).toBe(true);
    const link = footerLink(page);
    await expect(link, path).toBeVisible();
    places.add(
      await link.evaluate((it) => {
        const links = [...document.querySelectorAll('footer a')];
        return `${links.indexOf(it)} of ${links.length}, ${it.localName}, tabindex ${(it as HTMLElement).tabIndex}`;
      }),
    );
    await link.click();
    await expect(settings(page), path).toBeVisible();
    await expect(settings(page).getByRole('switch', { checked: true }), path).toHaveCount(5);
    await press(page, 'reject-all');
    // The page comes anew, without what was stopped.
    await expect.poll(() => page.evaluate(() => 'isOldPage' in window).catch(() => true), path).toBe(false);
    await page.waitForLoadState();
    await expect.poll(() => statusOn(page), path).toBe('rejected');
  }
  expect(unanswered).toBeGreaterThanOrEqual(2 * paths.length);
  expect([...places]).toEqual([expect.stringMatching(/^\d+ of \d+, a, tabindex 0$/)]);
});

const days: Record<string, number> = { min: 1 / 1440, h: 1 / 24, d: 1, mo: 31, y: 366 };
const declared = assistmes.services.flatMap(({ cookies, purpose }) => cookies.map((it) => ({ ...it, purpose })));
const fits = (name: string) => (item: { name: string }) =>
  new RegExp(`^${item.name.replace(/[.[\]()+?^$]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);
/** What samtycke keeps itself: its cookie is in the list, the rest belongs to the same choice. */
const isOurs = (name: string) => /^(__Host-)?samtycke(:|$)/.test(name);

/** Returns the names of all that a page or an embed keeps besides cookies. */
const storedIn = (frame: Frame) =>
  frame.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name!),
    // Only where the page is secure; the film, on plain http, is not.
    ...((await globalThis.caches?.keys().catch(() => [])) ?? []),
  ]);

test('R19 stores after a yes only what is declared, no longer than declared, and everything that is', async ({
  assistme,
  page,
  context,
  browserName,
}) => {
  await page.goto(`${assistme.url}/`);
  await choose(page, 'accept-all');
  const seen = new Set<string>();
  for (const path of ['/', '/forsakringar', '/integritetspolicy', '/']) {
    await page.goto(assistme.url + path);
    await expect(banner(page)).toHaveCount(0);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.getByRole('button', { name: 'A+, större text' }).click();
    await idle(page, 500);
    const stored = (await Promise.all(page.frames().map(storedIn))).flat();
    for (const name of stored) seen.add(name);
  }
  for (const { name, expires } of await context.cookies()) {
    seen.add(name);
    if (isOurs(name)) continue;
    const [, count, unit] = /^(\d+)(\D+)$/.exec(declared.find(fits(name))?.lifetime ?? '') ?? [];
    const most = unit ? Number(count) * days[unit]! * 86_400 : -1;
    if (most < 0) expect(expires, name).toBe(-1);
    else expect(expires - Date.now() / 1000, name).toBeLessThanOrEqual(most + 60);
  }
  const undeclared = [...seen].filter((name) => !isOurs(name) && !declared.some(fits(name)));
  expect(undeclared).toEqual([]);
  const missing = declared
    // WebKitGTK keeps nothing for another site in a page that is not secure.
    .filter((item) => item.purpose !== 'necessary' && !(item.domain && browserName === 'webkit'))
    .filter((item) => ![...seen].some((name) => fits(name)(item)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
