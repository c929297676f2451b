/** Holds every kind of tag before consent and lets each through once after it, in the order of the page. */
import type { Page } from '@playwright/test';
import { createRandom } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { note, pageOf } from './support/pages.js';
import type { Site } from './support/site.js';
import { startStream } from './support/stream.js';
import { banner, choose, idle, switchOf } from './support/visit.js';

const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);
const vendor = 'data-service="vendor"';
const at = (name: string) => `https://vendor.example/${name}`;

/** Lets vendor.example answer for these names, scripts with a note that they ran, each after so many milliseconds. */
function serve(site: Site, names: readonly string[], delay: () => number = () => 0) {
  for (const name of names) {
    site.on('vendor.example', `/${name}`, async () => {
      await new Promise((resolve) => setTimeout(resolve, delay()));
      if (name.endsWith('.js'))
        return { headers: { 'content-type': 'text/javascript' }, body: `(window.ran ??= []).push('${name}')` };
      if (name.endsWith('.css')) return { headers: { 'content-type': 'text/css' }, body: 'h1 { color: rgb(1, 2, 3) }' };
      if (name.endsWith('.svg'))
        return { headers: { 'content-type': 'image/svg+xml' }, body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
      return { headers: { 'content-type': 'text/html' }, body: '<p>frame</p>' };
    });
  }
}

const names = [
  'classic.js',
  'held.js',
  'module.js',
  'async.js',
  'defer.js',
  'category.js',
  'pixel.svg',
  'set.svg',
  'frame',
  'style.css',
  'film',
  'inside.svg',
  'inside.js',
];
const everyKind = `
  <link rel="stylesheet" ${vendor} data-href="${at('style.css')}">
  <script type="text/plain" ${vendor} src="${at('classic.js')}"></script>
  <script type="text/plain" ${vendor} data-src="${at('held.js')}"></script>
  <script type="text/plain" ${vendor} data-type="module" src="${at('module.js')}"></script>
  <script type="text/plain" ${vendor} async src="${at('async.js')}"></script>
  <script type="text/plain" ${vendor} defer src="${at('defer.js')}"></script>
  <script type="text/plain" data-category="marketing &amp; !statistics" src="${at('category.js')}"></script>
  <script type="text/plain" ${vendor} data-type="module">(window.ran ??= []).push('inline module')</script>
  ${note('inline', vendor)}${note('both', `${vendor} data-category="third-party:marketing"`)}
  <img ${vendor} data-src="${at('pixel.svg')}" alt=""><img ${vendor} data-srcset="${at('set.svg')} 1x" alt="">
  <iframe ${vendor} data-src="${at('frame')}" title="frame"></iframe>
  <video ${vendor} data-src="${at('film')}"></video>
  <template ${vendor}><p id="inside">unpacked</p><img data-src="${at('inside.svg')}" alt=""><script type="text/plain" src="${at('inside.js')}"></script>
    <script>(window.ran ??= []).push('inline inside')</script></template>`;

test('asks for nothing and runs nothing of any kind before consent', async ({ site, page, thirdParty }) => {
  serve(site, names);
  await page.goto(site.page('/', pageOf({ body: everyKind })));
  await expect(banner(page)).toBeVisible();
  await idle(page);
  expect(thirdParty.urls).toEqual([]);
  expect(site.hitsOf('vendor.example')).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
  await choose(page, 'reject-all');
  await idle(page);
  expect(thirdParty.urls).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
});

test('runs and loads each of every kind once after consent, on this page and the next', async ({
  site,
  page,
  pageErrors,
}) => {
  serve(site, names);
  await page.goto(site.page('/', pageOf({ body: everyKind })));
  await switchOf(page, 'third-party:marketing').check();
  await choose(page, 'save');
  const scripts = [
    'async.js',
    'both',
    'category.js',
    'classic.js',
    'defer.js',
    'held.js',
    'inline',
    'inline inside',
    'inline module',
    'inside.js',
    'module.js',
  ];
  const once = async () => {
    await expect.poll(async () => (await ranOn(page)).toSorted()).toEqual(scripts);
    const fetched = () => [...new Set(site.hitsOf('vendor.example').map(({ path }) => path.slice(1)))].toSorted();
    await expect.poll(fetched).toEqual(names.toSorted());
    await expect(page.locator('#inside')).toHaveText('unpacked');
    await expect(page.locator('h1')).toHaveCSS('color', 'rgb(1, 2, 3)');
    await idle(page, 200);
    expect((await ranOn(page)).toSorted()).toEqual(scripts);
    for (const name of names.filter((each) => each !== 'film'))
      expect(site.hitsOf('vendor.example', `/${name}`), name).toHaveLength(1);
  };
  await once();
  site.hits.length = 0;
  // By other addresses: WebKit takes a prefetched script, and Chromium a stylesheet, from the page before, asking nobody.
  await page.goto(site.page('/two', pageOf({ body: everyKind.replace(/\.(js|css)"/g, '.$1?two"') })));
  await once();
  expect(pageErrors).toEqual([]);
});

test('runs classic scripts in the order of the page, however slowly each comes', async ({ site, page }) => {
  const random = createRandom();
  const order = Array.from(
    { length: 16 },
    (_, index) => `${String(index).padStart(2, '0')}${random() < 0.5 ? '.js' : ''}`,
  );
  serve(site, [...order.filter((name) => name.endsWith('.js')), 'defer.js', 'module.js'], () => random() * 250);
  const scripts = order.map((name) =>
    name.endsWith('.js') ? `<script type="text/plain" ${vendor} src="${at(name)}"></script>` : note(name, vendor),
  );
  const later = `<script type="text/plain" ${vendor} defer src="${at('defer.js')}"></script><script type="text/plain" ${vendor} data-type="module" src="${at('module.js')}"></script>`;
  await page.goto(site.page('/', pageOf({ head: later, body: scripts.join('') })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual([...order, 'defer.js', 'module.js']);
  await page.reload();
  await expect.poll(async () => (await ranOn(page)).filter((name) => /^\d/.test(name))).toEqual(order);
});

test('holds nodes that come late before consent, and lets through those that come after', async ({ site, page }) => {
  serve(site, ['early.js', 'late.js', 'late.svg']);
  const add = (html: string) =>
    // As frameworks do it: a script that innerHTML makes is dead by the HTML standard, whoever moves it.
    page.evaluate((text) => document.body.append(document.createRange().createContextualFragment(text)), html);
  await page.goto(site.page('/', pageOf()));
  await add(
    `<section><script type="text/plain" ${vendor} src="${at('early.js')}"></script>${note('early', vendor)}</section>`,
  );
  await idle(page, 200);
  expect(await ranOn(page)).toEqual([]);
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['early.js', 'early']);
  await add(
    `<script type="text/plain" ${vendor} src="${at('late.js')}"></script>${note('late', vendor)}<img ${vendor} data-src="${at('late.svg')}" alt="">`,
  );
  await expect.poll(() => ranOn(page)).toEqual(['early.js', 'early', 'late.js', 'late']);
  await expect.poll(() => site.hitsOf('vendor.example', '/late.svg')).toHaveLength(1);
  // A framework moves an element that has run: it does not run again.
  await page.evaluate(() => document.body.prepend(...document.querySelectorAll('script[data-service]')));
  await idle(page, 200);
  expect(await ranOn(page)).toHaveLength(4);
});

test('runs scripts and templates whole that come in parts to one who has said yes before', async ({
  page,
  pageErrors,
}) => {
  const html = pageOf({
    body: `<script type="text/plain" ${vendor}>(window.ran ??= []).push('first ¦half'); window.ran.push('second half');</script>
      ${note('after', vendor)}<template ${vendor}><p id="one">1</p>¦<p id="two">2</p>${note('inside', vendor)}</template><p>¦end</p>`,
  });
  const yes = `samtycke=1_accepted_2.0.0_${Math.floor(Date.now() / 1000) - 60}_---11-1-1; Path=/`;
  const stream = await startStream(html.split('¦'), yes);
  await page.goto(stream.url);
  await expect.poll(() => ranOn(page)).toEqual(['first half', 'second half', 'after', 'inside']);
  await expect(page.locator('#two')).toHaveText('2');
  expect(pageErrors).toEqual([]);
  stream.close();
});

// Firefox puts back what a frame of the page's own markup showed before a reload, if the gate lets it.
test('leaves a frame empty after a reload, by the visitor or by itself, once its consent is gone', async ({
  site,
  page,
}) => {
  site.page('https://film.example/1', 'film');
  const frame = '<iframe data-service="film" data-src="https://film.example/1" title="film"></iframe>';
  await page.goto(site.page('/', pageOf({ body: frame + note('film', 'data-service="film"') })));
  await page.locator('[data-samtycke-embed]').getByRole('button', { name: 'Visa en gång' }).click();
  await expect.poll(() => site.hitsOf('film.example').length).toBe(1);
  await page.reload();
  await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  await idle(page, 600);
  expect(site.hitsOf('film.example')).toHaveLength(1);

  await choose(page, 'accept-all');
  await expect.poll(() => site.hitsOf('film.example').length).toBe(2);
  await expect.poll(() => ranOn(page)).toEqual(['film']);
  await page.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => ranOn(page).catch(() => ['film'])).toEqual([]);
  await idle(page, 600);
  expect(site.hitsOf('film.example')).toHaveLength(2);
});
