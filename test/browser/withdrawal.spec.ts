/** Takes consent back, and looks what of a service goes on: its off-switch, what it stored, what survives, and which tab reloads. */
import type { Frame, Page } from '@playwright/test';
import type { Service } from '../../src/manifest/types.js';
import { expect, test } from './support/fixtures.js';
import { note, pageOf, reference, service } from './support/pages.js';
import { frameTab } from './support/tabs.js';
import { banner, choose, idle, namesOn, statusOn } from './support/visit.js';

type Tab = Page | Frame;

/** A tracker that notes how it is switched off, with the cookie that it has then. */
const tracker = `<script type="text/plain" data-service="tracker">
  document.cookie = 'tracker=1; path=/; max-age=999';
  window.ran = [...(window.ran ?? []), 'tracker'];
  window.tracker = { off(...args) { window.calls = [...(window.calls ?? []), [this === window.tracker, args.length, document.cookie.includes('tracker=')]]; } };
</script>`;
const trackerWith = (more: Partial<Service> = {}) =>
  service('tracker', 'statistics', {
    cookies: [{ name: 'tracker', lifetime: '30d' }],
    off: 'tracker.off',
    ...more,
  });
const manifestOf = (services: readonly Service[], options = {}) => ({ ...reference, services, options });
const form = '<form><label>Vad har hänt? <textarea></textarea></label><label>Namn <input></label></form>';
const errors =
  '<script>addEventListener("samtycke:error", ({ detail }) => { window.said = [...(window.said ?? []), detail.message]; }, true)</script>';

const callsOn = (tab: Tab) => tab.evaluate(() => window.calls ?? []);
const ranOn = (tab: Tab) => tab.evaluate(() => window.ran ?? []);
const saidOn = (tab: Tab) => tab.evaluate(() => window.said ?? []);
const mark = (tab: Tab) => tab.evaluate(() => void Object.assign(window, { isOld: true }));
const isOld = (tab: Tab) => tab.evaluate(() => 'isOld' in window).catch(() => true);
const hasCookie = (tab: Tab) => tab.evaluate(() => document.cookie.includes('tracker='));
const withdraw = (tab: Tab) => tab.evaluate(() => window.samtycke!.withdraw());

test('calls the off-switch of what is withdrawn once, before its cookies go, and of nothing else', async ({
  site,
  page,
}) => {
  const other = `<script type="text/plain" data-service="other">window.other = { off() { window.calls = ['other']; } }</script>`;
  const manifest = manifestOf(
    [trackerWith(), service('other', 'functional', { off: 'other.off', cookies: [{ name: 'o', lifetime: '1y' }] })],
    { reload: false },
  );
  await page.goto(site.page('/', pageOf({ manifest, body: tracker + other, head: errors })));
  await choose(page, 'accept-all');
  await expect.poll(() => hasCookie(page)).toBe(true);
  await page.evaluate(() => window.samtycke!.save({ 'permanent:functional': true }));
  await expect.poll(() => callsOn(page)).toEqual([[true, 0, true]]);
  await expect.poll(() => hasCookie(page)).toBe(false);
  await page.evaluate(() => window.samtycke!.save({ 'permanent:functional': true }));
  await idle(page, 1_500);
  expect(await callsOn(page)).toEqual([[true, 0, true]]);
  expect(await saidOn(page)).toEqual([]);
});

test('calls no off-switch of what never had consent', async ({ site, page }) => {
  const bait = '<script>window.tracker = { off() { window.calls = ["off"]; } }; document.cookie = "tracker=1"</script>';
  await page.goto(site.page('/', pageOf({ manifest: manifestOf([trackerWith()]), first: bait, head: errors })));
  await expect.poll(() => hasCookie(page)).toBe(false);
  await choose(page, 'reject-all');
  await withdraw(page);
  await idle(page, 1_500);
  expect(await callsOn(page)).toEqual([]);
});

test('reports an off-switch that is missing or fails, and goes on with the others', async ({ site, page, context }) => {
  const uncaught: string[] = [];
  context.on('weberror', (error) => uncaught.push(String(error.error())));
  const services = [
    trackerWith({ id: 'missing', off: 'nowhere.off', cookies: [{ name: 'm', lifetime: '1y' }] }),
    trackerWith({ id: 'failing', off: 'failing', cookies: [{ name: 'f', lifetime: '1y' }] }),
    trackerWith(),
  ];
  const failing =
    '<script type="text/plain" data-service="failing">window.failing = () => { throw new Error("busy") }</script>';
  const manifest = manifestOf(services, { reload: false });
  await page.goto(site.page('/', pageOf({ manifest, body: tracker + failing, head: errors })));
  await choose(page, 'accept-all');
  await expect.poll(() => hasCookie(page)).toBe(true);
  await withdraw(page);
  await expect.poll(() => callsOn(page)).toEqual([[true, 0, true]]);
  expect(await saidOn(page)).toEqual([
    expect.stringContaining('"missing" by nowhere.off()'),
    expect.stringMatching(/"failing" by failing\(\): busy/),
  ]);
  expect(uncaught).toEqual([]);
});

test('reports what survives, and erases it at the next start', async ({ site, page }) => {
  const stubborn = `<script type="text/plain" data-service="tracker">
    setInterval(() => { document.cookie = 'tracker=1; path=/'; localStorage.tracker = '1' }, 20);
    indexedDB.open('trackerDb').onsuccess = ({ target }) => { window.open_ = target.result; };
    caches.open('tracker-v1'); setInterval(() => caches.open('tracker-v1'), 20);
    addEventListener('pagehide', () => { sessionStorage.tracker = 'last word'; });
  </script>`;
  const cookies = (['cookie', 'local', 'session', 'indexeddb', 'cache'] as const).map((storage) => ({
    name: 'tracker*',
    storage,
    lifetime: '1y',
  }));
  const { off: _, ...silent } = trackerWith({ cookies });
  const html = pageOf({ manifest: manifestOf([silent], { reload: false }), body: stubborn, head: errors });
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  await expect.poll(() => page.evaluate(() => 'open_' in window)).toBe(true);
  await withdraw(page);
  await expect.poll(async () => (await saidOn(page)).length).toBe(1);
  const [said] = await saidOn(page);
  for (const survivor of ['tracker (cookie)', 'tracker (local)', 'tracker-v1 (cache)', 'trackerDb (indexeddb)'])
    expect(said).toContain(survivor);

  await page.goto(site.page('/two', html));
  const left = () =>
    page.evaluate(async () => [
      ...(await indexedDB.databases()).map(({ name }) => name),
      ...(await caches.keys()),
      ...[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((text) =>
        text.includes('tracker'),
      ),
    ]);
  await expect.poll(left).toEqual([]);
  // Nothing is left, so that the page after the next has nothing to look for.
  await expect.poll(() => namesOn(page)).not.toContain('samtycke:unclean');
  expect(await saidOn(page)).toEqual([]);
});

test('takes nothing from a service that is granted again before the second look', async ({ site, page }) => {
  const manifest = manifestOf([trackerWith()], { reload: false });
  await page.goto(site.page('/', pageOf({ manifest, body: tracker })));
  await choose(page, 'accept-all');
  await expect.poll(() => hasCookie(page)).toBe(true);
  await withdraw(page);
  await expect.poll(() => hasCookie(page)).toBe(false);
  await page.evaluate(() => {
    window.samtycke!.acceptAll();
    document.cookie = 'tracker=2; path=/; max-age=999';
  });
  await idle(page, 1_500);
  expect(await hasCookie(page)).toBe(true);
});

// WebKit shows Playwright one tab: there the second is a same-origin frame in the first, so the second is the one that acts and reloads.
test('reloads the tab that acted, and leaves a half-filled claim in another with its trackers stopped', async ({
  site,
  page,
}) => {
  const manifest = manifestOf([trackerWith()]);
  await page.goto(site.page('/skadeanmalan', pageOf({ manifest, body: tracker + form, head: errors })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['tracker']);
  await page.getByLabel('Vad har hänt?').fill('En gren föll på taket.');
  await page.getByLabel('Namn').fill('Kim');
  const second = await frameTab(page, site.page('/', pageOf({ manifest, body: tracker })));
  await expect.poll(() => ranOn(second)).toEqual(['tracker']);
  await mark(page);
  await mark(second);
  await withdraw(second);

  // The other tab may have erased the cookie by then.
  await expect.poll(() => callsOn(page)).toEqual([[true, 0, expect.any(Boolean)]]);
  await expect.poll(() => isOld(second)).toBe(false);
  await expect.poll(() => hasCookie(page)).toBe(false);
  await idle(page, 1_500);
  expect(await ranOn(second)).toEqual([]);
  expect(await isOld(page)).toBe(true);
  await expect(page.getByLabel('Vad har hänt?')).toHaveValue('En gren föll på taket.');
  await expect(page.getByLabel('Namn')).toHaveValue('Kim');
  expect(await statusOn(page)).toBe('rejected');
  expect(await saidOn(page)).toEqual([]);
});

test('never reloads where the site says so, for a refusal on the first banner, or for a mere yes', async ({
  site,
  page,
}) => {
  const cookies = [{ name: 'o', lifetime: '1y' }];
  const services = [
    trackerWith(),
    service('shop', 'necessary', { necessary: { reason: 'payment' } }),
    service('other', 'functional', { cookies }),
  ];
  // Runs once statistics are refused, and may not once they are granted.
  const instead = note('instead', 'data-category="!statistics"');
  const body = note('shop', 'data-service="shop"') + tracker + instead;
  await page.goto(site.page('/', pageOf({ manifest: manifestOf(services), body })));
  await mark(page);
  await choose(page, 'reject-all');
  await expect.poll(() => ranOn(page)).toEqual(['shop', 'instead']);
  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect.poll(() => ranOn(page)).toEqual(['shop', 'instead', 'tracker']);
  await idle(page, 800);
  expect(await isOld(page)).toBe(true);
  // Less than before, though not nothing: the tracker runs on.
  await page.evaluate(() => window.samtycke!.save({ 'permanent:functional': true }));
  await expect.poll(() => isOld(page)).toBe(false);
  await page.waitForLoadState();

  await page.goto(site.page('/still', pageOf({ manifest: manifestOf(services, { reload: false }), body })));
  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect.poll(() => ranOn(page)).toContain('tracker');
  await mark(page);
  await withdraw(page);
  await idle(page, 800);
  expect(await isOld(page)).toBe(true);
  await expect(banner(page)).toHaveCount(0);
});

test('never reloads over what was typed into a field that mirrors it, a shadow root or a frame', async ({
  site,
  hands,
}) => {
  // As React does it: the attribute follows what is typed.
  const mirror = '<input id="field" oninput="this.setAttribute(\'value\', this.value)">';
  const shadow = `<div id="shadow"></div><script>
    document.querySelector('#shadow').attachShadow({ mode: 'open' }).append(document.createElement('input'));
  </script>`;
  const frame = '<iframe id="frame" title="frame" srcdoc="<input>"></iframe>';
  for (const [name, body] of Object.entries({ mirror, shadow, frame })) {
    await hands.goto(site.page(`/${name}`, pageOf({ manifest: manifestOf([trackerWith()]), body: body + tracker })));
    await hands.until(() => window.samtycke);
    await hands.evaluate(() => window.samtycke!.acceptAll());
    await hands.until(() => String(window.ran) === 'tracker');
    await hands.evaluate(() => void Object.assign(window, { isOld: true }));
    await hands.click(
      () =>
        document.querySelector('#field') ??
        document.querySelector('#shadow')?.shadowRoot!.querySelector('input') ??
        document.querySelector('#frame'),
    );
    // A click in the middle of the frame meets no field there: the field is focused by hand.
    await hands.evaluate(() =>
      (document.querySelector('#frame') as HTMLIFrameElement | null)?.contentDocument!.querySelector('input')!.focus(),
    );
    await hands.press('a');
    await hands.press('Tab');
    await hands.evaluate(() => window.samtycke!.withdraw());
    await hands.until(() => !document.cookie.includes('tracker='));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await hands.evaluate(() => 'isOld' in window), name).toBe(true);
  }
});

declare global {
  interface Window {
    calls?: unknown[];
    said?: string[];
  }
}

test('neither runs nor reloads for a script whose consent is withdrawn before its turn', async ({ site, page }) => {
  let answer = () => {};
  site.on('site.example', '/slow.js', async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return { headers: { 'content-type': 'text/javascript' }, body: 'window.ran = ["slow"]' };
  });
  const own = service('own', 'necessary', { necessary: { reason: 'login' } });
  const slow = '<script type="text/plain" data-service="own" src="/slow.js"></script>';
  const address = site.page('/', pageOf({ manifest: manifestOf([own, trackerWith()]), body: slow + tracker }));
  // Its load event waits for the slow one.
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await mark(page);
  await choose(page, 'accept-all');
  await idle(page);
  await withdraw(page);
  await idle(page, 1_000);
  expect([await isOld(page), await ranOn(page)]).toEqual([true, []]);
  answer();
  await expect.poll(() => ranOn(page)).toEqual(['slow']);
});
