/** Runs what waits within pages that libraries change: Turbo and htmx swap parts of them, jQuery waits for their events. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { fileOf } from './support/libraries.js';
import { note, pageOf } from './support/pages.js';
import type { Site } from './support/site.js';
import { banner, choose, idle, press, settings, storedOn, switchOf } from './support/visit.js';

const vendor = 'data-service="vendor"';
const external = (name: string) =>
  `<script type="text/plain" ${vendor} src="https://vendor.example/${name}.js"></script>`;
const frame = '<iframe data-service="film" data-src="https://film.example/1" title="film"></iframe>';
const held = note('inline', vendor) + external('external') + frame;

/** Returns what has run, in the alphabet's order: page and library share it as long as the window lives. */
const ranOn = (page: Page) => page.evaluate(() => (window.ran ?? []).toSorted());
const alive = (page: Page) => page.evaluate(() => 'isOld' in window);
const film = (site: Site) => site.hitsOf('film.example').length;

/** Puts two pages with the library at `/` and `/two`; `isOld` tells later whether the window is still the first one. */
function serve(site: Site, library: 'turbo' | 'htmx', pages: { head?: string; one: string; two: string }) {
  site.file('/library.js', fileOf(library));
  for (const name of ['external', 'head'])
    site.file(`https://vendor.example/${name}.js`, `(window.ran ??= []).push('${name}')`);
  site.page('https://film.example/1', 'film');
  const first = '<script src="/library.js"></script>';
  const { head = '', one, two } = pages;
  site.page('/two', pageOf({ first, head, body: `${two}<a id="one" href="/">1</a>` }));
  return site.page(
    '/',
    pageOf({ first, head, body: `<script>window.isOld = true</script>${one}<a id="two" href="/two">2</a>` }),
  );
}

/** Follows the link of that id, and waits for the other page: it has the other link. */
async function visit(page: Page, id: 'one' | 'two') {
  await page.locator(`#${id}`).click();
  await expect(page.locator(`#${id === 'one' ? 'two' : 'one'}`)).toBeVisible();
  // Turbo shows what it has kept of a page first, and then the page.
  await expect(page.locator('html')).not.toHaveAttribute('data-turbo-preview');
  expect(await alive(page)).toBe(true);
}

test('takes the banner along, with its switches, to the page that Turbo shows next', async ({
  site,
  page,
  pageErrors,
}) => {
  await page.goto(serve(site, 'turbo', { one: '', two: '' }));
  await switchOf(page, 'permanent:statistics').check();
  await visit(page, 'two');
  await expect(banner(page)).toBeVisible();
  await expect(switchOf(page, 'permanent:statistics')).toBeChecked();
  await visit(page, 'one');
  await page.evaluate(() => history.back());
  await expect(page.locator('#one')).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expect(page.locator('[data-samtycke-root]')).toHaveCount(1);
  await expect(page.locator('[data-samtycke-status]')).toHaveCount(1);
  await choose(page, 'save');
  await expect(page.locator('[data-samtycke-status]')).toHaveText('Ditt val är sparat.');
  await visit(page, 'one');
  await expect(page.locator('[data-samtycke-root]')).toHaveCount(0);
  await expect(page.locator('[data-samtycke-status]')).toHaveCount(1);
  expect(await storedOn(page)).toMatch(/^1_custom_/);
  expect(pageErrors).toEqual([]);
});

test('closes the settings on the page that Turbo shows next, and opens them there', async ({ site, page }) => {
  await page.goto(serve(site, 'turbo', { one: '', two: '' }));
  await press(page, 'settings');
  await expect(settings(page)).toBeVisible();
  await page.evaluate(() => (window as unknown as { Turbo: { visit(to: string): void } }).Turbo.visit('/two'));
  await expect(page.locator('#one')).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expect(settings(page)).toHaveCount(0);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await expect(settings(page)).toBeVisible();
  await press(page, 'accept-all');
  await expect(page.locator('[data-samtycke-root]')).toHaveCount(0);
  expect(await alive(page)).toBe(true);
});

test('holds what the page has that Turbo shows next, and runs it once when granted', async ({
  site,
  page,
  pageErrors,
}) => {
  await page.goto(serve(site, 'turbo', { one: '', two: held }));
  await visit(page, 'two');
  await idle(page);
  expect(await ranOn(page)).toEqual([]);
  expect(site.hitsOf('vendor.example')).toEqual([]);
  expect(film(site)).toBe(0);
  await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['external', 'inline']);
  await expect.poll(() => film(site)).toBe(1);
  await page.evaluate(() => document.body.prepend(...document.querySelectorAll('script[data-service]')));
  await page.evaluate(() => document.querySelector('main')!.append(document.querySelector('main h1')!));
  await idle(page);
  expect(await ranOn(page)).toEqual(['external', 'inline']);
  expect(pageErrors).toEqual([]);
});

test('runs what waits in a body as often as Turbo runs a free script beside it', async ({ site, page, pageErrors }) => {
  const free = '<script>(window.ran ??= []).push("free")</script>';
  await page.goto(serve(site, 'turbo', { one: '', two: free + note('inline', vendor) }));
  await choose(page, 'accept-all');
  const count = async (word: string) => (await ranOn(page)).filter((each) => each === word).length;
  await visit(page, 'two');
  await expect.poll(() => ranOn(page)).toEqual(['free', 'inline']);
  for (let round = 0; round < 2; round++) {
    await visit(page, 'one');
    await visit(page, 'two');
  }
  await page.evaluate(() => history.back());
  await expect(page.locator('#two')).toBeVisible();
  await page.evaluate(() => history.forward());
  await expect(page.locator('#one')).toBeVisible();
  await idle(page);
  expect(await count('free')).toBeGreaterThan(2);
  expect(await count('inline')).toBe(await count('free'));
  expect(pageErrors).toEqual([]);
});

// Turbo leaves a head's script alone whose HTML it has seen there before.
test('runs what waits in a head once, however many pages Turbo shows', async ({ site, page }) => {
  await page.goto(serve(site, 'turbo', { head: note('inline', vendor) + external('head'), one: '', two: '' }));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['head', 'inline']);
  for (const id of ['two', 'one', 'two'] as const) await visit(page, id);
  await idle(page);
  expect(await ranOn(page)).toEqual(['head', 'inline']);
});

test('leaves a frame empty on a page that Turbo shows once more, once its consent is gone', async ({ site, page }) => {
  await page.goto(serve(site, 'turbo', { one: '', two: frame }));
  await visit(page, 'two');
  await choose(page, 'accept-all');
  await expect.poll(() => film(site)).toBe(1);
  await visit(page, 'one');
  await page.evaluate(() => window.samtycke!.rejectAll());
  await idle(page);
  await page.evaluate(() => history.back());
  await expect(page.locator('#one')).toBeVisible();
  await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  await idle(page);
  expect(film(site)).toBe(1);
});

test('draws one placeholder on a page that Turbo shows once more, and the frame in its place', async ({
  site,
  page,
}) => {
  await page.goto(serve(site, 'turbo', { one: '', two: frame }));
  await visit(page, 'two');
  await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  await visit(page, 'one');
  await page.evaluate(() => history.back());
  await expect(page.locator('#one')).toBeVisible();
  await expect(page.locator('[data-samtycke-embed]')).toHaveCount(1);
  await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  await choose(page, 'accept-all');
  await expect(page.locator('iframe')).toBeVisible();
  await expect(page.locator('[data-samtycke-embed]')).toHaveCount(0);
});

test('holds and runs what a Turbo frame and a Turbo stream bring', async ({ site, page, pageErrors }) => {
  const address = serve(site, 'turbo', {
    one: '<turbo-frame id="box"><a id="fill" href="/box">f</a></turbo-frame>',
    two: '',
  });
  site.page('/box', `<turbo-frame id="box"><p>filled</p>${held}</turbo-frame>`);
  await page.goto(address);
  await page.locator('#fill').click();
  await expect(page.locator('#box')).toContainText('filled');
  const stream = `<turbo-stream action="append" target="box"><template>${note('stream', vendor)}<p>more</p></template></turbo-stream>`;
  await page.evaluate((html) => {
    (window as unknown as { Turbo: { renderStreamMessage(text: string): void } }).Turbo.renderStreamMessage(html);
  }, stream);
  await expect(page.locator('#box')).toContainText('more');
  await idle(page);
  expect(await ranOn(page)).toEqual([]);
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['external', 'inline', 'stream']);
  await expect.poll(() => film(site)).toBe(1);
  await idle(page);
  expect(await ranOn(page)).toEqual(['external', 'inline', 'stream']);
  expect(pageErrors).toEqual([]);
});

for (const [how, link] of [
  ['a part of the page', '<button id="swap" hx-get="/part" hx-target="#box">s</button>'],
  ['the whole body', '<a id="swap" href="/part" hx-boost="true">s</a>'],
] as const) {
  test(`holds and runs what htmx swaps in for ${how}, and keeps the banner`, async ({ site, page, pageErrors }) => {
    const part = `<p id="part">part</p>${held}`;
    await page.goto(serve(site, 'htmx', { one: `${link}<div id="box"></div>`, two: '' }));
    site.page('/part', how === 'the whole body' ? pageOf({ body: part }) : part);
    await page.locator('#swap').click();
    await expect(page.locator('#part')).toBeVisible();
    await expect(banner(page)).toBeVisible();
    await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
    await idle(page);
    expect(await alive(page)).toBe(true);
    expect(await ranOn(page)).toEqual([]);
    expect(site.hitsOf('vendor.example')).toEqual([]);
    expect(film(site)).toBe(0);
    await choose(page, 'accept-all');
    await expect.poll(() => ranOn(page)).toEqual(['external', 'inline']);
    await expect.poll(() => film(site)).toBe(1);
    await idle(page);
    expect(await ranOn(page)).toEqual(['external', 'inline']);
    expect(pageErrors).toEqual([]);
  });
}

test('calls what a late jQuery and its plugin wait with once, and nothing of the page again', async ({
  site,
  page,
  pageErrors,
}) => {
  site.file('https://vendor.example/jquery.js', fileOf('jquery'));
  const waits = (
    word: string,
  ) => `$(() => ran.push('${word} function')); $(document).ready(() => ran.push('${word} ready'));
    $(window).on('load', () => ran.push('${word} load'));`;
  site.file(
    'https://vendor.example/plugin.js',
    `$.fn.plug = function () { return this.each(() => ran.push('plugged')) };
    ${waits('plugin')} $(() => $('h1').plug());`,
  );
  const own = `<script>window.ran = []; document.addEventListener('DOMContentLoaded', () => ran.push('own'));
    addEventListener('load', () => ran.push('own')); document.addEventListener('readystatechange', () => ran.push('own'))</script>`;
  const body = `${external('jquery')}${external('plugin')}<script type="text/plain" ${vendor}>${waits('inline')}</script>`;
  await page.goto(site.page('/', pageOf({ first: own, body })));
  await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete');
  await choose(page, 'accept-all');
  const late = ['inline', 'plugin'].flatMap((word) => [`${word} function`, `${word} load`, `${word} ready`]);
  const all = [...late, 'own', 'own', 'own', 'own', 'plugged'].toSorted();
  await expect.poll(() => ranOn(page)).toEqual(all);
  await idle(page);
  expect(await ranOn(page)).toEqual(all);
  expect((await page.evaluate(() => window.ran!)).slice(0, 4)).toEqual(['own', 'own', 'own', 'own']);
  expect(pageErrors).toEqual([]);
});

test('runs a script once that a page takes out and puts back, itself or with all around it', async ({ site, page }) => {
  site.file('https://vendor.example/external.js', `(window.ran ??= []).push('external')`);
  await page.goto(
    site.page('/', pageOf({ body: `<div id="box">${note('inline', vendor)}${external('external')}</div>` })),
  );
  const shuffle = () =>
    page.evaluate(async () => {
      const box = document.querySelector('#box')!;
      for (const script of box.querySelectorAll('script')) {
        script.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        box.append(script);
      }
      const parent = box.parentElement!;
      parent.innerHTML += '';
      await new Promise((resolve) => setTimeout(resolve, 50));
      parent.querySelector('#box')!.replaceWith(box);
    });
  await shuffle();
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['external', 'inline']);
  await shuffle();
  await idle(page);
  expect(await ranOn(page)).toEqual(['external', 'inline']);
});
