/** Shows that a manifest does the same whether it is fetched, lies in the page, or is compiled into the site's own script. */
import { compile } from './support/compile.js';
import { expect, test } from './support/fixtures.js';
import { inline, pageOf, reference } from './support/pages.js';
import { allFacts, lineOf } from './support/readyMade.js';
import type { Site } from './support/site.js';
import { banner, choose, settings } from './support/visit.js';

const ga4 = allFacts.find(({ id }) => id === 'ga4')!;
const manifest = {
  ...reference,
  services: [...reference.services, lineOf(ga4)],
  options: { locale: 'de', theme: 'contrast', reload: false },
};

const ways: Record<string, (site: Site) => string> = {
  fetched(site) {
    site.file('/samtycke.json', JSON.stringify(manifest));
    return '<script src="/dist/samtycke.js" data-manifest="/samtycke.json"></script>';
  },
  inline: () => `${inline(manifest)}<script src="/dist/samtycke.js"></script>`,
  compiled: (site) => compile(site, manifest, 'own'),
};

test('asks, answers, starts and shows the same in each of the three ways', async ({ site, page, context }) => {
  site.on('www.googletagmanager.com', '/gtag/js', () => ({ headers: { 'content-type': 'text/javascript' }, body: '' }));
  const found: Record<string, unknown> = {};
  for (const [way, tagOn] of Object.entries(ways)) {
    site.hits.length = 0;
    const tag = tagOn(site);
    await page.goto(site.page(`/${way}`, pageOf({ manifest: false, tag })));
    await expect(banner(page)).toBeVisible();
    const asked = await banner(page).innerText();
    const accent = await banner(page)
      .locator('[data-action="accept-all"]')
      .evaluate((button) => getComputedStyle(button).backgroundColor);
    await choose(page, 'accept-all');
    await expect.poll(() => site.hitsOf('www.googletagmanager.com', '/gtag/js').length).toBe(1);
    const cookie = (await context.cookies()).find(({ name }) => name === '__Host-samtycke')!.value;
    await page.getByRole('link', { name: 'Kakinställningar' }).click();
    await expect(settings(page).locator('h3')).toHaveCount(4);
    const shown = await settings(page).locator('h3').allInnerTexts();
    found[way] = { asked, accent, cookie: cookie.replace(/_\d{10}_/, '_'), shown };
    await context.clearCookies();
    await page.evaluate(() => localStorage.clear());
  }
  expect(found['fetched']).toMatchObject({ asked: expect.stringContaining('Alle ablehnen') });
  expect(found['inline']).toEqual(found['fetched']);
  expect(found['compiled']).toEqual(found['fetched']);
});

test('asks from one file alone where it is compiled, under a policy that allows no inline style', async ({
  site,
  page,
}) => {
  const tag = compile(site, manifest, 'own');
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const csp = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'";
  await page.goto(site.page('/', pageOf({ manifest: false, tag }), { 'content-security-policy': csp }));
  await expect(banner(page).locator('[data-action="reject-all"]')).toHaveText('Alle ablehnen');
  expect(site.hits.map(({ path }) => path.replace(/[\da-f]{12}/, 'HASH'))).toEqual(['/', '/own/samtycke.HASH.js']);
  expect(faults).toEqual([]);
});
