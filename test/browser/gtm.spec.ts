/** Runs the template for Google Tag Manager, as it is, in pages with a stand-in container and the built samtycke. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { compile } from './support/compile.js';
import { expect, test } from './support/fixtures.js';
import { inline, pageOf, reference, withOptions } from './support/pages.js';
import type { Site } from './support/site.js';
import { readCode, readDefaults, readPermissions } from './support/template.js';
import { banner, choose, settings } from './support/visit.js';

const standIn = readFileSync(new URL('support/container.mjs', import.meta.url), 'utf8').replace(/^export /gm, '');

/** A tag of the container: it needs a consent of its own, and has one of the two events as its trigger. */
const tagsOn = (event: string) => [
  { name: 'ads', event, needs: 'ad_storage', address: 'https://vendor.example/ads.js' },
  { name: 'size', event, needs: 'functionality_storage', address: 'https://film.example/size.js' },
];

/** Returns the container's script: loaded scripts are put before the first one, async, as Tag Manager does. */
const containerOf = (tags: object[], data: object = {}) => {
  const setup = JSON.stringify({ permissions: readPermissions(), data: { ...readDefaults(), ...data }, tags });
  return `<script>{
${standIn}
const load = (src, onload, onerror) =>
  document.scripts[0].before(Object.assign(document.createElement('script'), { async: true, src, onload, onerror }));
window.container = openContainer({ ...${setup}, page: window, load }, ${readCode()});
}</script>`;
};

const serveVendors = (site: Site) => {
  for (const [host, path] of [
    ['vendor.example', '/ads.js'],
    ['film.example', '/size.js'],
  ] as const)
    site.on(host, path, () => ({ headers: { 'content-type': 'text/javascript' }, body: '' }));
};

type Log = [string, Record<string, string> | string][];
const logOn = (page: Page) =>
  page.evaluate(() => (window as unknown as { container: { log: unknown } }).container.log) as Promise<Log>;
const only = (log: Log, ...kinds: string[]) => log.filter(([kind]) => kinds.includes(kind));
const kindsOf = (log: Log) => log.map(([kind]) => kind);

const word = (granted: boolean) => (granted ? 'granted' : 'denied');
const state = (marketing: boolean, functional: boolean) => ({
  ad_storage: word(marketing),
  ad_user_data: word(marketing),
  ad_personalization: word(marketing),
  functionality_storage: word(functional),
  personalization_storage: word(functional),
});

test('denies first, grants at a yes, and denies at its withdrawal, where samtycke stands in the page', async ({
  site,
  page,
}) => {
  serveVendors(site);
  const manifest = withOptions({ reload: false });
  const url = site.page('/', pageOf({ manifest, head: containerOf(tagsOn('samtycke_consent')) }));
  await page.goto(url);
  await expect(banner(page)).toBeVisible();
  expect(only(await logOn(page), 'default', 'update', 'tag')).toEqual([
    ['default', expect.objectContaining({ ...state(false, false), analytics_storage: 'denied' })],
  ]);
  await choose(page, 'accept-all');
  expect(only(await logOn(page), 'update', 'tag')).toEqual([
    ['update', expect.objectContaining({ ...state(true, true), analytics_storage: 'granted' })],
    ['tag', 'ads'],
    ['tag', 'size'],
  ]);
  await expect.poll(() => site.hitsOf('vendor.example', '/ads.js').length).toBe(1);
  await page.evaluate(() => window.samtycke!.save({ 'third-party:functional': true }));
  expect((await logOn(page)).at(-2)).toMatchObject(['update', state(false, true)]);

  // The stored answer holds before any trigger of the next page.
  await page.goto(url);
  const log = only(await logOn(page), 'default', 'update', 'tag');
  expect(log.slice(1)).toEqual([
    ['update', expect.objectContaining(state(false, true))],
    ['tag', 'size'],
  ]);
  expect(site.hitsOf('vendor.example', '/ads.js')).toHaveLength(1);
});

test('loads the compiled samtycke, which finds its later files, and hears of its stored answer before any trigger', async ({
  site,
  page,
}) => {
  serveVendors(site);
  const tag = compile(site, withOptions({ locale: 'en' }), 'samtycke');
  const address = site.url(/src="([^"]+)"/.exec(tag)![1]!);
  // Its own event comes at once with the answer: Tag Manager must know of that by then.
  const head = containerOf(tagsOn('samtycke_update'), { place: 'inside', address });
  const url = site.page('/some/where', pageOf({ manifest: false, tag: '', head }));
  await page.goto(url);
  await expect(banner(page).locator('[data-action="reject-all"]')).toHaveText('Refuse all');
  expect(kindsOf(await logOn(page))).toEqual(expect.arrayContaining(['default', 'set']));
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await expect(settings(page)).toBeVisible();
  expect(site.hits.some(({ path }) => path === '/samtycke/samtycke.settings.js')).toBe(true);
  await choose(page, 'accept-all');
  await page.goto(url);
  await expect.poll(async () => kindsOf(await logOn(page))).toContain('tag');
  expect(only(await logOn(page), 'default', 'update', 'tag')).toMatchObject([
    ['default', state(false, false)],
    ['update', state(true, true)],
    ['tag', 'ads'],
    ['tag', 'size'],
  ]);
});

test('gives Google one default alone where the tag says that samtycke shall give none', async ({ site, page }) => {
  const tagOf = (more: string) => `<script async src="/dist/samtycke.js" ${more}></script>`;
  site.file('/samtycke.json', JSON.stringify(reference));
  const container = containerOf([]);
  const ways = {
    fetched: tagOf('data-manifest="/samtycke.json" data-google-consent-mode="false"'),
    inline: inline(reference) + tagOf(''),
  };
  for (const [way, tag] of Object.entries(ways)) {
    await page.goto(site.page(`/${way}`, pageOf({ manifest: false, first: container, tag })));
    await page.waitForFunction(() => window.samtycke && '$decision' in window.samtycke);
    if (way === 'fetched') await choose(page, 'reject-all');
    await expect.poll(async () => kindsOf(await logOn(page)), way).toEqual(['success', 'default', 'set', 'update']);
    expect((await logOn(page)).at(-1)).toMatchObject(['update', state(false, false)]);
  }
});
