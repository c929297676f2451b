/** Keeps marketing and session replay off sensitive pages, whatever the visitor has granted (R8). */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { note, pageOf, reference, service } from './support/pages.js';
import type { Site } from './support/site.js';
import { choose, idle } from './support/visit.js';

const manifest = {
  ...reference,
  services: [
    ...reference.services,
    service('replay', 'statistics', { replay: true, hosts: ['replay.example'], aliases: ['recorder'] }),
  ],
  options: { sensitivePaths: ['/skadeanmälan'] },
};
const body = [
  note('vendor', 'data-service="vendor"'),
  note('replay', 'data-service="replay"'),
  note('replay by its other name', 'data-service="recorder"'),
  note('marketing', 'data-category="marketing"'),
  note('cell', 'data-category="third-party:marketing"'),
  note('ads', 'data-category="ads"'),
  note('third parties', 'data-category="third-party"'),
  note('refused', 'data-category="!marketing"'),
  note('statistics', 'data-category="statistics"'),
  note('either', 'data-category="marketing | statistics"'),
  note('counter', 'data-service="counter"'),
  '<img data-service="vendor" data-src="https://vendor.example/pixel.svg" alt="">',
  '<iframe data-service="vendor" data-src="https://vendor.example/film" title="ad"></iframe>',
  '<template data-service="vendor"><p id="inside">inside</p></template>',
].join('');
const calm = ['statistics', 'either', 'counter'];

const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);

function pages(site: Site) {
  site.page('https://vendor.example/film', 'film');
  site.file('https://vendor.example/pixel.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const path of ['/', '/skadeanm%C3%A4lan', '/skadeanm%C3%A4lan/steg-2'])
    site.page(path, pageOf({ manifest, body }));
}

test('R8 runs no marketing and no replay on a sensitive path after a yes to all, and all of it elsewhere', async ({
  site,
  page,
}) => {
  pages(site);
  await page.goto(site.url('/skadeanmälan'));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(calm);
  await page.goto(site.url('/skadeanmälan/steg-2'));
  await expect.poll(() => ranOn(page)).toEqual(calm);
  await idle(page);
  expect(await ranOn(page)).toEqual(calm);
  expect(site.hitsOf('vendor.example')).toEqual([]);
  await expect(page.locator('#inside')).toHaveCount(0);
  await page.goto(site.url('/'));
  await expect
    .poll(() => ranOn(page))
    .toEqual(['vendor', 'replay', 'replay by its other name', 'marketing', 'cell', 'ads', 'third parties', ...calm]);
  await expect.poll(() => site.hitsOf('vendor.example')).toHaveLength(2);
});

test('R8 still runs on a sensitive path what waits for a refusal of marketing', async ({ site, page }) => {
  pages(site);
  await page.goto(site.url('/skadeanmälan'));
  await choose(page, 'reject-all');
  await expect.poll(() => ranOn(page)).toEqual(['refused']);
});

test('R8 offers no yes to marketing on a sensitive path, and says where it can be seen instead', async ({
  site,
  page,
}) => {
  pages(site);
  await page.goto(site.url('/skadeanmälan'));
  const held = page.locator('[data-samtycke-embed]');
  await expect(held).toContainText('Innehåll från vendor visas inte');
  await expect(held.getByRole('link')).toHaveAttribute('href', 'https://vendor.example/film');
  await expect(held.getByRole('button')).toHaveCount(0);
  await page.evaluate(() => window.samtycke!.acceptAll());
  await idle(page);
  await expect(held).toBeVisible();
});

test('R8 lets nothing through once by a placeholder that was drawn before the page became a sensitive one', async ({
  site,
  page,
}) => {
  pages(site);
  await page.goto(site.url('/'));
  await choose(page, 'reject-all');
  const once = page.locator('[data-samtycke-embed]').getByRole('button', { name: 'Visa en gång' });
  await expect(once).toBeVisible();
  await page.evaluate(() => history.pushState(null, '', '/skadeanmälan/steg-3'));
  await once.click();
  await idle(page);
  expect(site.hitsOf('vendor.example')).toEqual([]);
  await page.evaluate(() => history.pushState(null, '', '/'));
  await once.click();
  await expect.poll(() => site.hitsOf('vendor.example')).toHaveLength(1);
});

const moveTo = (page: Page, path: string) => page.evaluate((to) => history.pushState(null, '', to), path);
const frame = '<iframe data-service="vendor" data-src="https://vendor.example/film" title="ad"></iframe>';

test.describe(() => {
  test.skip(({ browserName }) => browserName === 'webkit', 'this WebKitGTK has no Navigation API');

  test('R8 empties frames at once, and loads the page anew without what runs, where a page without reloads comes to a sensitive path', async ({
    site,
    page,
  }) => {
    pages(site);
    await page.goto(site.url('/'));
    await choose(page, 'accept-all');
    await expect.poll(() => ranOn(page)).toContain('vendor');
    await expect.poll(() => page.frames().length).toBe(2);
    const told = await page.evaluate(() => {
      const names: string[] = [];
      for (const name of ['consent', 'change', 'first-consent'])
        document.addEventListener(`samtycke:${name}`, () => names.push(name));
      history.pushState(null, '', '/skadeanmälan/steg-2');
      const { src } = document.querySelector('iframe')!;
      return { names, src };
    });
    expect(told).toEqual({ names: [], src: '' });
    await expect.poll(() => ranOn(page).catch(() => [])).toEqual(calm);
    expect(page.url()).toContain('/skadeanm%C3%A4lan/steg-2');
    await idle(page);
    expect(await ranOn(page)).toEqual(calm);
  });

  test('R8 holds frames on a sensitive path and fills them elsewhere, without a reload where no script has to be stopped', async ({
    site,
    page,
  }) => {
    pages(site);
    await page.goto(site.page('/frames', pageOf({ manifest, body: frame })));
    await choose(page, 'accept-all');
    const shown = page.locator('iframe[src]');
    await expect(shown).toHaveCount(1);
    await page.evaluate(() => (window.ran = ['this very page']));
    await moveTo(page, '/skadeanmälan');
    await expect(shown).toHaveCount(0);
    await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
    await moveTo(page, '/skadeanmälan/steg-2');
    await idle(page);
    await expect(shown).toHaveCount(0);
    await moveTo(page, '/frames');
    await expect(shown).toHaveCount(1);
    await moveTo(page, '/skadeanmälan');
    await expect(shown).toHaveCount(0);
    await page.evaluate(() => history.back());
    await expect(shown).toHaveCount(1);
    expect(await ranOn(page)).toEqual(['this very page']);
  });

  test('R8 empties a frame that was shown once, where a page without reloads comes to a sensitive path', async ({
    site,
    page,
  }) => {
    pages(site);
    await page.goto(site.page('/frames', pageOf({ manifest, body: frame })));
    await choose(page, 'reject-all');
    await page.locator('[data-samtycke-embed]').getByRole('button', { name: 'Visa en gång' }).click();
    await expect(page.locator('iframe[src]')).toHaveCount(1);
    await moveTo(page, '/skadeanmälan');
    await expect(page.locator('iframe[src]')).toHaveCount(0);
    await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  });

  test('R8 tells Google of no marketing once a page without reloads comes to a sensitive path', async ({
    site,
    page,
  }) => {
    const google = { ...manifest, options: { ...manifest.options, googleConsentMode: true } };
    await page.goto(site.page('/google', pageOf({ manifest: google })));
    await choose(page, 'accept-all');
    const storage = () =>
      page.evaluate(() => {
        const layer = (window as unknown as { dataLayer: ArrayLike<unknown>[] }).dataLayer;
        const updates = layer.filter((call) => call[1] === 'update').map((call) => call[2] as { ad_storage: string });
        return updates.map((update) => update.ad_storage);
      });
    await expect.poll(storage).toEqual(['granted']);
    await moveTo(page, '/skadeanmälan');
    await moveTo(page, '/google');
    expect(await storage()).toEqual(['granted', 'denied', 'granted']);
  });

  test('R8 keeps the banner and what is switched on in it where the path turns', async ({ site, page, receiver }) => {
    const logged = { ...manifest, options: { ...manifest.options, log: '/samtycke/records' } };
    await page.goto(site.page('/logged', pageOf({ manifest: logged, body: note('vendor', 'data-service="vendor"') })));
    const box = page.getByRole('switch', { name: 'Marknadsföring' });
    await box.check();
    await moveTo(page, '/skadeanmälan');
    await moveTo(page, '/logged');
    await expect(box).toBeChecked();
    await choose(page, 'save');
    await expect.poll(() => ranOn(page)).toEqual(['vendor']);
    await expect.poll(async () => (await receiver.records()).length).toBe(1);
    await moveTo(page, '/logged/2');
    await idle(page);
    expect(await receiver.records()).toHaveLength(1);
  });
});
