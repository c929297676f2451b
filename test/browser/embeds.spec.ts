/** Holds, opens and empties every kind of embed, picture, link and template, and leaks nothing of them without scripts. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { pageOf } from './support/pages.js';
import type { Site } from './support/site.js';
import { banner, choose, press, idle, settings, switchOf } from './support/visit.js';

const vendor = 'data-service="vendor"';
const at = (name: string) => `https://vendor.example/${name}`;

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
const types: Readonly<Record<string, readonly [type: string, body: string]>> = {
  svg: ['image/svg+xml', svg],
  css: ['text/css', 'h1 { color: rgb(1, 2, 3) } @font-face { font-family: held; src: url(inside.woff2) }'],
  html: ['text/html', '<script>setInterval(() => parent.postMessage(location.pathname, "*"), 50)</script>frame'],
  js: ['text/javascript', '(window.ran ??= []).push(document.currentScript.src.slice(-9))'],
};

/** Every kind, each with an address of its own. What a template holds is in it twice: as inert marks, and as live HTML. */
const everyKind = `
  <link rel="stylesheet" ${vendor} data-href="${at('sheet.css')}">
  <link rel="preload" as="image" ${vendor} data-href="${at('preload.svg')}">
  <link rel="icon" type="image/svg+xml" ${vendor} data-href="${at('icon.svg')}">
  <p style="font-family: held">text in a held font</p>
  <iframe ${vendor} data-src="${at('frame.html')}" title="frame"></iframe>
  <img ${vendor} data-src="${at('picture.svg')}" alt=""><img ${vendor} data-srcset="${at('set.svg')} 1x" alt="">
  <img ${vendor} data-src="${at('spare.svg')}" data-srcset="${at('both.svg')} 1x" alt="">
  <picture><source ${vendor} data-srcset="${at('source.svg')}"><img alt=""></picture>
  <video ${vendor} data-src="${at('video.webm')}" preload="auto" muted></video>
  <video preload="auto" muted><source ${vendor} data-src="${at('inner.webm')}" type="video/webm"></video>
  <audio ${vendor} data-src="${at('audio.ogg')}" preload="auto" controls></audio>
  <template ${vendor}><style>h1 { letter-spacing: 3px }</style><section id="inside" style="color: rgb(9, 8, 7)">unpacked
    <iframe data-src="${at('within.html')}" title="within"></iframe><img data-src="${at('within.svg')}" alt="">
    <link rel="stylesheet" data-href="${at('within.css')}"></section>
    <script type="text/plain" src="${at('within.js')}"></script><template><b>not yet</b></template></template>`;
/*
 * Firefox's protocol takes what these navigate to for a navigation of the page at times, and then whoever drives it waits
 * for ever. So they are opened on pages of their own, which speak by what they ask for.
 */
const plugins = ['object', 'embed'];
const pluginOf = (name: string) =>
  `<${name} ${vendor} data-src="${at(`${name}.svg`)}" type="image/svg+xml" width="40" height="40"></${name}>`;
const all = everyKind + plugins.map(pluginOf).join('');
const names = [...new Set([...everyKind.matchAll(/vendor\.example\/([\w.]+)/g)].map(([, name]) => name!))].filter(
  // Of a picture and its set a browser takes one; what it asks for by itself it may leave out.
  (name) => !['spare.svg', 'icon.svg'].includes(name),
);

function serve(site: Site) {
  const others = ['spare.svg', 'icon.svg', 'inside.woff2', 'live.html', 'live.svg'];
  for (const name of [...names, ...plugins.map((plugin) => `${plugin}.svg`), ...others]) {
    const [type, body] = types[name.split('.')[1]!] ?? ['application/octet-stream', ''];
    site.on('vendor.example', `/${name}`, () => ({ headers: { 'content-type': type }, body }));
  }
}

const askedFor = (site: Site) => [...new Set(site.hitsOf('vendor.example').map(({ path }) => path.slice(1)))];

/** Returns the live addresses that still stand on marked elements. */
const liveOn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-service]:not(script)')].flatMap((element) =>
      ['src', 'srcset', 'href', 'data'].flatMap((name) => element.getAttribute(name) ?? []),
    ),
  );

/** By the page's own word: where embeds hold pages of their own, Firefox's locators wait for those to be loaded. */
const styleOn = (page: Page, selector: string, name: string) =>
  page.evaluate(
    (args) => getComputedStyle(document.querySelector(args.selector) ?? new Image()).getPropertyValue(args.name),
    { selector, name },
  );

/** Returns which frames still speak. */
const heardOn = (page: Page) =>
  page.evaluate(async () => {
    const heard = new Set<string>();
    const listen = ({ data }: MessageEvent) => void heard.add(String(data));
    addEventListener('message', listen);
    await new Promise((resolve) => setTimeout(resolve, 400));
    removeEventListener('message', listen);
    return [...heard].filter((path) => path.endsWith('.html')).toSorted();
  });

test('R1 R2 asks for no embed, picture, medium, sheet, font or template before consent, nor after a refusal', async ({
  site,
  page,
  thirdParty,
}) => {
  serve(site);
  await page.goto(site.page('/', pageOf({ body: all })));
  await expect(banner(page)).toBeVisible();
  await idle(page);
  await choose(page, 'reject-all');
  await page.mouse.wheel(0, 2000).catch(() => undefined);
  await idle(page);
  expect(askedFor(site)).toEqual([]);
  expect(thirdParty.urls).toEqual([]);
  await expect(page.locator('#inside')).toHaveCount(0);
});

test('R24 opens every kind after consent, and a template whole', async ({ site, page, pageErrors }) => {
  serve(site);
  await page.goto(site.page('/', pageOf({ body: everyKind })));
  await switchOf(page, 'third-party:marketing').check();
  await press(page, 'save');
  await page.waitForFunction(() => !document.querySelector('[data-samtycke-root]'));
  await expect.poll(() => askedFor(site).toSorted()).toEqual(expect.arrayContaining(names.toSorted()));
  await expect.poll(() => askedFor(site)).toContain('inside.woff2');
  await expect.poll(() => styleOn(page, '#inside', 'color')).toBe('rgb(9, 8, 7)');
  await expect.poll(() => styleOn(page, 'h1', 'letter-spacing')).toBe('3px');
  await expect.poll(() => styleOn(page, 'h1', 'color')).toBe('rgb(1, 2, 3)');
  expect(await page.evaluate(() => window.ran)).toEqual(['within.js']);
  // A template within the template stays what it is: inert.
  expect(await page.evaluate(() => document.querySelector('template')!.content.textContent)).toBe('not yet');
  expect(await heardOn(page)).toEqual(['/frame.html', '/within.html']);
  // WebKit complains of a preload that has no address yet, Firefox of a font that is none.
  expect(pageErrors.filter((text) => !/rel=preload|downloadable font/.test(text))).toEqual([]);
});

test('R31 empties every kind after a withdrawal, at once and without a reload', async ({ site, page }) => {
  serve(site);
  const live = `<iframe src="${at('live.html')}" title="live"></iframe><img src="${at('live.svg')}" alt="">`;
  const body = `${everyKind.replace(/<script.*?<\/script>/, '')}<template ${vendor}>${live}</template>`;
  await page.goto(site.page('/', pageOf({ body })));
  await choose(page, 'accept-all');
  await expect.poll(() => heardOn(page)).toEqual(['/frame.html', '/live.html', '/within.html']);
  await page.evaluate(() => Object.assign(window, { isOldPage: true }));
  await page.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => liveOn(page)).toEqual([]);
  await expect.poll(() => heardOn(page)).toEqual([]);
  await expect.poll(() => styleOn(page, 'h1', 'color')).not.toBe('rgb(1, 2, 3)');
  expect(await page.evaluate(() => 'isOldPage' in window)).toBe(true);
  site.hits.length = 0;
  await idle(page);
  expect(askedFor(site)).toEqual([]);
});

for (const name of plugins) {
  test(`R24 R31 opens ${name} after consent, and empties it after a withdrawal`, async ({ site, page }) => {
    serve(site);
    const body = `${pluginOf(name)}<script type="module">
      const plugin = document.querySelector('${name}');
      const isFull = () => plugin.hasAttribute('data') || plugin.hasAttribute('src');
      plugin.addEventListener('load', () => {
        if (!isFull()) return;
        window.samtycke.withdraw();
        setInterval(() => fetch(isFull() ? '/full' : '/empty'), 100);
      });
    </script>`;
    await page.goto(site.page('/', pageOf({ body })));
    expect(askedFor(site)).toEqual([]);
    await page.locator('[data-samtycke-root] [data-action="accept-all"]').click({ noWaitAfter: true });
    await expect.poll(() => askedFor(site)).toEqual([`${name}.svg`]);
    await expect.poll(() => site.hitsOf('site.example', '/empty').length).toBeGreaterThan(0);
  });
}

const film = `<iframe ${vendor} data-src="${at('frame.html')}" title="frame"></iframe><video ${vendor} data-src="${at('video.webm')}"></video>`;

test('R31 R33 puts placeholders where it has emptied embeds', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageOf({ body: film })));
  await choose(page, 'accept-all');
  await expect.poll(() => heardOn(page)).toEqual(['/frame.html']);
  await page.evaluate(() => window.samtycke!.withdraw());
  await expect(page.locator('[data-samtycke-embed]')).toHaveCount(2);
});

test('R33 takes a placeholder away with its embed, and puts one where the page brings that back', async ({
  site,
  page,
}) => {
  serve(site);
  const body = `<div id="tab"><iframe ${vendor} data-src="${at('frame.html')}" title="frame"></iframe></div>`;
  await page.goto(site.page('/', pageOf({ body })));
  const placeholder = page.locator('#tab > [data-samtycke-embed]');
  await choose(page, 'reject-all');
  await expect(placeholder).toBeVisible();
  await page.evaluate(() => {
    Object.assign(window, { film: document.querySelector('iframe') });
    document.querySelector('iframe')!.remove();
  });
  await expect(placeholder).toHaveCount(0);
  await page.evaluate(() => document.querySelector('#tab')!.append((window as { film?: Node }).film!));
  await expect(placeholder).toBeVisible();
  await expect(placeholder.getByRole('button')).toHaveCount(2);
});

test('R31 takes from a player what it had fetched', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageOf({ body: film })));
  await choose(page, 'accept-all');
  await expect.poll(() => askedFor(site)).toContain('video.webm');
  await page.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.networkState)).toBe(0);
});

test('R31 opens the emptied ones again at a new yes', async ({ site, page }) => {
  serve(site);
  const body = `<iframe ${vendor} data-src="${at('frame.html')}" title="frame"></iframe><img ${vendor} data-src="${at('picture.svg')}" alt="">`;
  await page.goto(site.page('/', pageOf({ body })));
  await choose(page, 'accept-all');
  await expect.poll(() => heardOn(page)).toEqual(['/frame.html']);
  await page.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => heardOn(page)).toEqual([]);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await settings(page).getByRole('button', { name: 'Godkänn alla' }).click();
  await expect.poll(() => heardOn(page)).toEqual(['/frame.html']);
  expect(await liveOn(page)).toEqual([at('frame.html'), at('picture.svg')]);
});

test('R7 holds what no manifest declares of every kind, whatever is granted, and offers no yes to it', async ({
  site,
  page,
  pageErrors,
}) => {
  serve(site);
  await page.goto(site.page('/', pageOf({ body: all.replaceAll(vendor, 'data-service="okänd"') })));
  await choose(page, 'accept-all');
  await expect(page.locator('[data-samtycke-embed]').first()).toBeVisible();
  await idle(page);
  expect(askedFor(site)).toEqual([]);
  await expect(page.locator('[data-samtycke-embed]').getByRole('button')).toHaveCount(0);
  await expect(page.locator('[data-samtycke-embed]').getByRole('link').first()).toBeVisible();
  expect(pageErrors.join()).toContain('data-service="okänd" is held: declare it in the manifest.');
});

test.describe(() => {
  test.use({ contextOptions: { javaScriptEnabled: false } });

  test('R4 asks for nothing of any kind where scripts are off', async ({ site, page, thirdParty, browserName }) => {
    test.skip(browserName !== 'chromium', 'only here can scripts be turned off over the tests’ protocol');
    serve(site);
    const body = `${all}<noscript><p id="off">utan skript</p></noscript>`;
    await page.goto(site.page('/', pageOf({ body })));
    await expect(page.locator('#off')).toBeVisible();
    await idle(page);
    expect(askedFor(site)).toEqual([]);
    expect(thirdParty.urls).toEqual([]);
  });
});
