/** Shows what is left of a page where a filter hides the banner or stops our files: nothing is granted, nothing is locked. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { lazyTag, note, pageOf, tag } from './support/pages.js';
import { banner, idle, press, statusOn, storedOn } from './support/visit.js';

const builds = { 'samtycke.js': tag, 'samtycke.lazy.js': lazyTag };

const body = `${note('counter')}<script type="text/plain" data-service="vendor" src="https://vendor.example/v.js"></script>
<div style="height:3000px"></div><button onclick="(window.ran ??= []).push('clicked')">Beställ</button>`;

/** Expects the page to scroll, to take a click at its end, and to hold no more room than the banner takes that shows. */
async function expectFree(page: Page) {
  const found = await page.evaluate(() => {
    scrollTo(0, 200);
    const { overflow, paddingBottom } = getComputedStyle(document.documentElement);
    const shown = document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section');
    const { height = 0, top = 0 } = shown?.getBoundingClientRect() ?? {};
    const taken = height && Math.ceil(innerHeight - top);
    return {
      at: scrollY,
      overflow,
      room: parseFloat(paddingBottom) - taken,
      isInert: !!document.querySelector('[inert]'),
    };
  });
  expect(found).toEqual({ at: 200, overflow: 'visible', room: 0, isInert: false });
  await page.getByRole('button', { name: 'Beställ' }).click();
  expect(await page.evaluate(() => window.ran)).toEqual(['clicked']);
  expect(await storedOn(page)).toBeUndefined();
}

/** Hides the banner as an extension can: by a style that no page's own could overrule. */
const hideIt = (page: Page) =>
  page.locator('[data-samtycke-root]').evaluate((host) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host([data-samtycke-root]) { display: none !important }');
    host.shadowRoot!.adoptedStyleSheets = [...host.shadowRoot!.adoptedStyleSheets, sheet];
  });

for (const [build, script] of Object.entries(builds)) {
  test(`leaves the page free, and grants nothing, where a filter hides the banner (${build})`, async ({
    site,
    page,
    pageErrors,
  }) => {
    await page.goto(site.page('/', pageOf({ tag: script, body })));
    await expect(banner(page)).toBeVisible();
    await hideIt(page);
    await expect(banner(page)).toBeHidden();
    await idle(page);
    expect(await statusOn(page)).toBe('undecided');
    expect(await page.evaluate(() => window.samtycke!.has('statistics'))).toBe(false);
    await expectFree(page);
    expect(site.hitsOf('vendor.example')).toEqual([]);
    expect(pageErrors).toEqual([]);
  });

  test(`leaves the page free, and grants nothing, where a style of the page would hide the banner (${build})`, async ({
    site,
    page,
  }) => {
    const first = '<style>[data-samtycke-root] { display: none !important }</style>';
    await page.goto(site.page('/', pageOf({ first, tag: script, body })));
    await expect(page.locator('[data-samtycke-root]')).toHaveCount(1);
    await idle(page);
    expect(await statusOn(page)).toBe('undecided');
    await expectFree(page);
    expect(site.hitsOf('vendor.example')).toEqual([]);
  });
}

for (const [file, script] of Object.entries({ ...builds, 'samtycke.ui.js': lazyTag }))
  test(`leaves the page free, and grants nothing, where ${file} is blocked`, async ({ site, page }) => {
    await page.route(`**/${file}`, (route) => route.abort());
    await page.goto(site.page('/', pageOf({ tag: script, body })));
    await idle(page);
    expect(await page.evaluate(() => 'samtycke' in window)).toBe(file === 'samtycke.ui.js');
    await expectFree(page);
    expect(site.hitsOf('vendor.example')).toEqual([]);
  });

test('runs nothing where samtycke.gate.js is blocked, and takes the answer all the same', async ({ site, page }) => {
  await page.route('**/samtycke.gate.js', (route) => route.abort());
  await page.goto(site.page('/', pageOf({ body })));
  await press(page, 'accept-all');
  await expect(banner(page)).toHaveCount(0);
  await idle(page);
  expect(await statusOn(page)).toBe('accepted');
  await page.getByRole('button', { name: 'Beställ' }).click();
  expect(await page.evaluate(() => window.ran)).toEqual(['clicked']);
  expect(site.hitsOf('vendor.example')).toEqual([]);
});
