/** Opens the site in web views, with stand-ins for the app around them: an answer given in one counts in the other. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Decision } from '../../src/decision/cells.js';
import { expect, test } from './support/fixtures.js';
import { note, pageOf, withOptions } from './support/pages.js';
import { banner, choose, idle, settings, statusOn } from './support/visit.js';

const manifest = withOptions({ signals: ['app'], log: '/samtycke/records', reload: false });
const cells = {
  'permanent:functional': true,
  'permanent:statistics': true,
  'third-party:functional': false,
  'third-party:marketing': false,
};
const yes = (): Decision => ({ cells, at: Date.now() - 3_600_000, policy: '2.0.0' });

/** What an app on iOS puts into the page: it replies what it has stored, and stores what it is told. */
const iosApp = (decision: Decision) => `<script>{
  const first = ${JSON.stringify(JSON.stringify({ samtycke: 1, type: 'decision', decision }))};
  const postMessage = async (text) => {
    if (JSON.parse(text).type === 'get') return localStorage.getItem('app') ?? first;
    localStorage.setItem('app', text);
  };
  const value = { messageHandlers: { samtyckeApp: { postMessage } } };
  Object.defineProperty(window, 'webkit', { configurable: true, value });
}</script>`;

/** What one on Android does, which has no answer; it notes from which pages it heard what. */
const androidApp = `<script>{
  const postMessage = (text) => {
    const heard = JSON.parse(localStorage.getItem('heard') ?? '[]');
    localStorage.setItem('heard', JSON.stringify([...heard, [location.pathname, JSON.parse(text)]]));
  };
  window.samtyckeApp = Object.assign(new EventTarget(), { postMessage });
}</script>`;

const stored = (page: Page, name: string) =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? 'null'), name).catch(() => 'on its way');

test('shows no banner at all where the app has queued its answer before the page began', async ({
  site,
  page,
  receiver,
  pageErrors,
}) => {
  // The slower this comes, the longer a banner would stand there.
  const more = await readFile(new URL('../../dist/samtycke.more.js', import.meta.url));
  const slow = async () => (await pause(600), { headers: { 'content-type': 'text/javascript' }, body: more });
  site.on('site.example', '/dist/samtycke.more.js', slow);
  const first = `<script>
    window.samtycke = window.samtycke || { q: [] };
    samtycke.q.push(['import', [${JSON.stringify(yes())}]], ['hide', []]);
    window.banners = 0;
    new MutationObserver((all) => {
      for (const { addedNodes } of all)
        for (const node of addedNodes) if (node.matches?.('[data-samtycke-root]')) window.banners++;
    }).observe(document, { childList: true, subtree: true });
  </script>`;
  const html = pageOf({ manifest, first, body: note('counter') + note('vendor', 'data-service="vendor"') });
  await page.goto(site.page('/', html));
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
  expect(await page.evaluate('banners')).toBe(0);
  await page.goto(site.page('/two', html));
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
  await idle(page, 1_000);
  expect(await page.evaluate('banners')).toBe(0);
  const record = { event: 'custom', method: 'api', layer: null, services: ['counter', 'size'] };
  expect(await receiver.records()).toMatchObject([record]);
  expect(pageErrors).toEqual([]);
});

test('takes the answer of an app that replies, and tells it of the withdrawal', async ({ site, page, receiver }) => {
  const html = pageOf({ manifest, first: iosApp(yes()), body: note('counter') });
  await page.goto(site.page('/', html));
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
  await expect(banner(page)).toHaveCount(0);
  await expect.poll(() => receiver.records()).toMatchObject([{ event: 'custom', method: 'api' }]);
  expect(await stored(page, 'app')).toBeNull();

  await page.goto(site.page('/two', html));
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await settings(page).getByRole('button', { name: 'Ta tillbaka samtycke' }).click();
  const refused = Object.fromEntries(Object.keys(cells).map((cell) => [cell, false]));
  await expect.poll(() => stored(page, 'app')).toMatchObject({ decision: { cells: refused, policy: '2.0.0' } });
  await expect.poll(() => receiver.records()).toMatchObject([{ method: 'api' }, { event: 'withdrawn' }]);
  await page.goto(site.url('/'));
  await idle(page);
  expect(await statusOn(page)).toBe('rejected');
  expect(await receiver.records()).toHaveLength(2);
});

test('tells an app that never replies what the visitor answers, from the page itself and from no frame', async ({
  site,
  page,
}) => {
  site.page('/frame', pageOf({ manifest, first: androidApp }));
  await page.goto(site.page('/', pageOf({ manifest, first: androidApp, body: '<iframe src="/frame"></iframe>' })));
  await expect(banner(page)).toBeVisible();
  await expect.poll(() => stored(page, 'heard')).toEqual([['/', { samtycke: 1, type: 'get' }]]);
  const posted = JSON.stringify({ samtycke: 1, type: 'decision', decision: yes() });
  await page.evaluate((text) => (window.postMessage(text, '*'), frames[0]!.parent.postMessage(text, '*')), posted);
  await idle(page, 200);
  await choose(page, 'accept-all');
  const granted = Object.fromEntries(Object.keys(cells).map((cell) => [cell, true]));
  const told = { samtycke: 1, type: 'decision', decision: { cells: granted, method: 'banner', policy: '2.0.0' } };
  await expect
    .poll(() => stored(page, 'heard'))
    .toMatchObject([
      ['/', { type: 'get' }],
      ['/', told],
    ]);
});
