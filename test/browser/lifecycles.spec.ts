/** Brings the script to the page in every way and at every time, once and twice, ahead of the visit too: one start, one banner, one record. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { inline, note, pageOf, reference, tag, withOptions } from './support/pages.js';
import { openRawChromium } from './support/rawChromium.js';
import { startReceiver } from './support/receiver.js';
import type { Site } from './support/site.js';
import { frameTab } from './support/tabs.js';
import { banner, choose, idle, press, settings, statusOn, storedOn } from './support/visit.js';

const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);
const frame = '<iframe data-service="film" data-src="https://film.example/1" title="film"></iframe>';
const film = (site: Site) => site.hitsOf('film.example').length;

/** Keeps the name of each event of ours in `events`, the data layer's in `pushed`. */
const listen = `<script>
  window.events = [];
  for (const name of ['ready', 'show', 'hide', 'first-consent', 'consent', 'change', 'error'])
    document.addEventListener('samtycke:' + name, () => events.push(name));
</script>`;
const eventsOn = (page: Page) => page.evaluate<string[]>('events');
const updatesOn = (page: Page) =>
  page.evaluate(() =>
    (window.dataLayer ?? []).filter((entry) => (entry as { event?: string }).event === 'samtycke_update'),
  );

const inject = `<script>addEventListener('load', () => setTimeout(() => {
  const script = document.createElement('script');
  script.src = '/dist/samtycke.js';
  document.head.append(script);
}, 300))</script>`;

for (const [way, inHead, atEnd] of [
  ['plain', tag, ''],
  ['async', tag.replace(' ', ' async '), ''],
  ['deferred', tag.replace(' ', ' defer '), ''],
  ['at the end of the body', '', tag],
  ['injected after load', inject, ''],
] as const) {
  test(`asks, holds, lets through and remembers with a script tag that is ${way}`, async ({
    site,
    page,
    pageErrors,
  }) => {
    site.page('https://film.example/1', 'film');
    const html = pageOf({ first: listen, tag: inHead, body: note('counter') + frame + atEnd });
    site.page('/two', html);
    await page.goto(site.page('/', html));
    await expect(banner(page)).toBeVisible();
    await expect.poll(() => eventsOn(page)).toEqual(['ready', 'show']);
    await idle(page, 200);
    expect(await ranOn(page)).toEqual([]);
    expect(film(site)).toBe(0);
    await choose(page, 'accept-all');
    await expect.poll(() => ranOn(page)).toEqual(['counter']);
    await expect.poll(() => film(site)).toBe(1);
    expect(await eventsOn(page)).toEqual(['ready', 'show', 'hide', 'first-consent', 'consent', 'change']);

    await page.goto(site.url('/two'));
    await expect.poll(() => ranOn(page)).toEqual(['counter']);
    await expect.poll(() => film(site)).toBe(2);
    await idle(page, 200);
    await expect(banner(page)).toHaveCount(0);
    expect(await ranOn(page)).toEqual(['counter']);
    expect(await eventsOn(page)).toEqual(['consent', 'ready']);
    expect(pageErrors).toEqual([]);
  });
}

for (const [which, address] of [
  ['the same script', '/dist/samtycke.js'],
  ['another version of the script', '/other/samtycke.js'],
] as const) {
  test(`starts, asks, tells and records once where ${which} comes again`, async ({ site, page, pageErrors }) => {
    const receiver = await startReceiver(site);
    const code = await readFile(new URL('../../dist/samtycke.js', import.meta.url), 'utf8');
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(code).toContain(`"${version}"`);
    site.file('/other/samtycke.js', code.replaceAll(`"${version}"`, '"99.0.0"'));
    const more = `<script src="${address}" onload="window.came = (window.came ?? 0) + 1"></script>`;
    const again = `<script>window.first = samtycke</script>${more}${more.replace(' ', ' async ')}`;
    const manifest = withOptions({ log: '/samtycke/records' });
    const body = note('counter') + more;
    await page.goto(site.page('/', pageOf({ manifest, first: listen, tag: tag + again, body })));
    await expect(banner(page)).toHaveCount(1);
    await idle(page, 300);
    await expect(page.locator('[data-samtycke-root]')).toHaveCount(1);
    await expect(page.locator('[data-samtycke-status]')).toHaveCount(1);
    expect(await eventsOn(page)).toEqual(['ready', 'show']);
    expect(await page.evaluate('came')).toBe(3);
    expect(await page.evaluate('first === samtycke')).toBe(true);
    await choose(page, 'accept-all');
    await expect.poll(() => ranOn(page)).toEqual(['counter']);
    await expect.poll(() => receiver.records()).toMatchObject([{ event: 'granted', sdkVersion: version }]);
    await idle(page, 500);
    expect(await ranOn(page)).toEqual(['counter']);
    expect(await receiver.records()).toHaveLength(1);
    expect(await eventsOn(page)).toEqual(['ready', 'show', 'hide', 'first-consent', 'consent', 'change']);
    expect(await updatesOn(page)).toHaveLength(1);
    expect(pageErrors).toEqual([]);
    await receiver.close();
  });
}

const base = '<base href="https://vendor.example/cdn/">';
for (const [where, head] of [
  ['before', `${base}<script src="https://site.example/dist/samtycke.js" data-locale="en"></script>`],
  ['after', `<script src="/dist/samtycke.js" data-locale="en"></script>${base}`],
] as const) {
  test(`fetches its later files from beside the script, and logs to the page’s own host, with a base ${where} it`, async ({
    site,
    page,
    pageErrors,
  }) => {
    const receiver = await startReceiver(site);
    site.page('https://film.example/1', 'film');
    const manifest = withOptions({ log: '/samtycke/records' });
    await page.goto(site.page('/deep/page', pageOf({ manifest, tag: head, body: note('counter') + frame })));
    await expect(banner(page)).toContainText('Accept all');
    await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
    await press(page, 'settings');
    await expect(settings(page)).toBeVisible();
    await press(page, 'accept-all');
    await expect.poll(() => ranOn(page)).toEqual(['counter']);
    await expect.poll(() => film(site)).toBe(1);
    await expect.poll(() => receiver.records()).toMatchObject([{ event: 'granted' }]);
    expect(await page.evaluate(() => window.samtycke!.erase())).toBe(true);
    expect(site.hitsOf('site.example', '/samtycke/records/mine')).toHaveLength(1);
    const paths = site.hitsOf('site.example').map(({ path }) => path);
    for (const name of ['gate', 'settings', 'embeds', 'log', 'more'])
      expect(paths).toContain(`/dist/samtycke.${name}.js`);
    expect(paths).toContain('/dist/locales/en.json');
    expect(site.hitsOf('vendor.example')).toEqual([]);
    expect(pageErrors).toEqual([]);
    await receiver.close();
  });
}

test('fetches what is held from where the page’s base leads, as the browser does', async ({ site, page }) => {
  site.file('https://vendor.example/cdn/script.js', '(window.ran ??= []).push("script")');
  site.file('https://vendor.example/cdn/later.js', '(window.ran ??= []).push("later")');
  site.page('https://vendor.example/cdn/frame', 'frame');
  const vendor = 'data-service="vendor"';
  const body = `<script type="text/plain" ${vendor} src="script.js"></script>
    <script type="text/plain" ${vendor} defer data-src="later.js"></script><iframe ${vendor} data-src="frame" title="f"></iframe>`;
  await page.goto(site.page('/deep/page', pageOf({ tag: tag + base, body })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['script', 'later']);
  await expect
    .poll(() =>
      site
        .hitsOf('vendor.example')
        .map(({ path }) => path)
        .toSorted(),
    )
    .toEqual(['/cdn/frame', '/cdn/later.js', '/cdn/script.js']);
});

test('judges and asks ahead by where the page’s base leads', async ({ site, page, pageErrors }) => {
  site.file('https://vendor.example/cdn/script.js', '(window.ran ??= []).push("script")');
  const script = (id: string) => `<script type="text/plain" data-service="${id}" src="script.js"></script>`;
  await page.goto(site.page('/deep/page', pageOf({ tag: tag + base, body: script('vendor') + script('counter') })));
  await choose(page, 'accept-all');
  await expect.poll(() => pageErrors.join()).toMatch(/data-service="counter" .*vendor\.example.* hosts/);
  await expect.poll(() => ranOn(page)).toEqual(['script']);
  await idle(page);
  expect(await ranOn(page)).toEqual(['script']);
  expect(site.hitsOf('site.example', '/deep/script.js')).toEqual([]);
});

// No script within a template: Chromium and WebKit run none that an XML parser has put there, marked or not.
test('asks, holds, lets through and remembers on a page of XHTML', async ({ site, page, pageErrors }) => {
  site.page('https://film.example/1', 'film');
  site.file('https://vendor.example/v.js', '(window.ran ??= []).push("external")');
  const html = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="sv"><head><title>Sida</title>
    ${inline(reference).replace('data-samtycke-manifest', '$&=""')}${tag}</head><body><main><h1>Sida</h1>${note('inline')}
    <script type="text/plain" data-service="vendor" src="https://vendor.example/v.js"></script>
    <template data-service="vendor"><p id="unpacked">unpacked</p></template>
    ${frame}<div data-samtycke="declaration"></div></main><p><a href="#samtycke-settings">Kakinställningar</a></p></body></html>`;
  await page.goto(site.page('/', html, { 'content-type': 'application/xhtml+xml; charset=utf-8' }));
  expect(await page.evaluate(() => document.contentType)).toBe('application/xhtml+xml');
  await expect(banner(page)).toBeVisible();
  await expect(page.locator('[data-samtycke-embed]')).toBeVisible();
  await expect(page.locator('[data-samtycke="declaration"] table')).not.toHaveCount(0);
  expect(await ranOn(page)).toEqual([]);
  expect(film(site) + site.hitsOf('vendor.example').length).toBe(0);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await expect(settings(page)).toBeVisible();
  await press(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['inline', 'external']);
  await expect.poll(() => film(site)).toBe(1);
  await expect(page.locator('#unpacked')).toBeVisible();
  await page.reload();
  await expect.poll(() => ranOn(page)).toEqual(['inline', 'external']);
  await expect(banner(page)).toHaveCount(0);
  expect(await storedOn(page)).toMatch(/^1_accepted_/);
  expect(pageErrors).toEqual([]);
});

// Firefox and WebKit render no page ahead of time, and Chromium none while it is driven; the next test has the real thing.
test('waits for the visit on a page that says it is rendered ahead, and reads the answer then', async ({
  site,
  page,
  pageErrors,
}) => {
  const ahead = `<script>window.isAhead = location.pathname === '/two';
    Object.defineProperty(Document.prototype, 'prerendering', { configurable: true, get: () => isAhead })</script>`;
  const html = pageOf({ first: ahead + listen, body: note('counter') + frame });
  site.page('https://film.example/1', 'film');
  site.page('/', html);
  await page.goto(site.page('/two', html));
  const second = await frameTab(page, site.url('/'));
  await choose(second, 'accept-all');
  await expect.poll(() => film(site)).toBe(1);
  await idle(page);
  expect(await eventsOn(page)).toEqual([]);
  expect(await ranOn(page)).toEqual([]);
  expect(await statusOn(page)).toBe('undecided');
  expect(film(site)).toBe(1);
  await page.evaluate(() => {
    Object.assign(window, { isAhead: false });
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  await expect.poll(() => film(site)).toBe(2);
  expect(await eventsOn(page)).toEqual(['consent', 'ready']);
  expect(await statusOn(page)).toBe('accepted');
  expect(pageErrors).toEqual([]);
});

for (const [what, decide, told, later] of [
  [
    'the answer given meanwhile',
    'samtycke.acceptAll()',
    ['consent', 'ready'],
    { ran: ['counter'], status: 'accepted', isAsked: false },
  ],
  ['nobody’s answer', '0', ['ready', 'show'], { ran: [], status: 'undecided', isAsked: true }],
] as const) {
  test(`does nothing on a page rendered ahead of the visit, and finds ${what} at the visit`, async ({
    site,
    sites,
    browserName,
  }) => {
    test.skip(browserName !== 'chromium', 'only Chromium renders pages ahead of time');
    const receiver = await startReceiver(site);
    const said: Record<string, unknown>[] = [];
    site.on('site.example', '/say', ({ body }) => void said.push(JSON.parse(body)));
    let visit = () => {};
    site.on('site.example', '/wait', () => new Promise<void>((resolve) => (visit = resolve)));
    site.page('https://film.example/1', 'film');
    const manifest = withOptions({ log: '/samtycke/records' });
    const say = `<script>window.ran = []; const say = (isAhead) => fetch('/say', { method: 'POST', body: JSON.stringify({ isAhead, ran, events,
        isAsked: !!document.querySelector('[data-samtycke-root]'), status: samtycke.status(), hasCookie: !!document.cookie }) });
      if (document.prerendering) setTimeout(say, 800, true);
      document.addEventListener('prerenderingchange', () => setTimeout(say, 800, false))</script>`;
    site.page('/two', pageOf({ manifest, first: listen + say, body: note('counter') + frame }));
    const go = `<script type="speculationrules">{ "prerender": [{ "urls": ["/two"], "eagerness": "immediate" }] }</script>
      <script>fetch('/wait').then(() => { ${decide}; setTimeout(() => { location.href = '/two' }, 500) })</script>`;
    const close = await openRawChromium(site.page('/', pageOf({ manifest, head: go })), sites.socksPort);
    await expect
      .poll(() => said)
      .toMatchObject([{ isAhead: true, ran: [], events: [], isAsked: false, status: 'undecided' }]);
    expect(site.hitsOf('site.example', '/two')).toMatchObject([{ headers: { 'sec-purpose': 'prefetch;prerender' } }]);
    expect(site.hitsOf('site.example', '/samtycke/records')).toEqual([]);
    expect(film(site)).toBe(0);
    visit();
    await expect.poll(() => said).toHaveLength(2);
    expect(said[1]).toMatchObject({ isAhead: false, events: told, hasCookie: later.status === 'accepted', ...later });
    expect(site.hitsOf('site.example', '/two')).toHaveLength(1);
    expect(film(site)).toBe(later.ran.length);
    expect(await receiver.records()).toHaveLength(later.ran.length);
    await close();
    await receiver.close();
  });
}
