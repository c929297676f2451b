/** Brings the manifest to the page in every way, late and broken ones included: a call is never lost, and a fault is never a yes. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { inline, lazyTag, note, pageOf, reference, tag } from './support/pages.js';
import { banner, choose, idle, statusOn, storedOn } from './support/visit.js';

const fetching = '<script src="/dist/samtycke.js" data-manifest="/samtycke.json"></script>';
const json = (manifest: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(manifest),
});
const all = ['permanent:functional', 'permanent:statistics', 'third-party:functional', 'third-party:marketing'];

const grantedOn = (page: Page) => page.evaluate(() => [...window.samtycke!.$granted.get()]);
const ranOn = (page: Page) => page.evaluate(() => window.ran);

test('keeps a call made two seconds before the manifest comes, as a full yes', async ({ site, page, pageErrors }) => {
  site.on('site.example', '/samtycke.json', async () => (await pause(2_000), json(reference)));
  const call =
    '<script>window.events = []; document.addEventListener("samtycke:consent", (e) => events.push(e.detail.granted.length)); samtycke.acceptAll()</script>';
  await page.goto(site.page('/', pageOf({ manifest: false, tag: fetching, head: call, body: note('counter') })));
  expect(await statusOn(page)).toBe('undecided');
  expect(await storedOn(page)).toBeUndefined();
  expect(await page.evaluate(() => window.samtycke!.has('statistics'))).toBe(false);
  await expect.poll(() => statusOn(page)).toBe('accepted');
  expect(await grantedOn(page)).toEqual(all);
  expect(await storedOn(page)).toMatch(/^1_accepted_2\.0\.0_\d+_---11-1-1$/);
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  await expect(banner(page)).toHaveCount(0);
  expect(await page.evaluate('events')).toEqual([4]);
  expect(pageErrors).toEqual([]);
});

test('applies calls that waited for the manifest in their order', async ({ site, page }) => {
  site.on('site.example', '/samtycke.json', async () => (await pause(500), json(reference)));
  const calls = '<script>samtycke.acceptAll(); samtycke.save({ "permanent:statistics": true })</script>';
  await page.goto(
    site.page(
      '/',
      pageOf({ manifest: false, tag: fetching, head: calls, body: note('vendor', 'data-service="vendor"') }),
    ),
  );
  await expect.poll(() => statusOn(page)).toBe('custom');
  await idle(page);
  expect(await grantedOn(page)).toEqual(['permanent:statistics']);
  expect(await ranOn(page)).toBeUndefined();
});

test('applies what README’s stub has queued before an async script comes', async ({ site, page, pageErrors }) => {
  const code = await readFile(new URL('../../dist/samtycke.js', import.meta.url));
  site.on(
    'site.example',
    '/dist/samtycke.js',
    async () => (await pause(500), { headers: { 'content-type': 'text/javascript' }, body: code }),
  );
  const [stub] = /<script>window\.samtycke=new Proxy.*<\/script>/.exec(await readFile('README.md', 'utf8'))!;
  const calls = `<script>
    window.heard = [samtycke.has('statistics'), samtycke.status()];
    samtycke.on('consent', ({ status }) => heard.push(status));
    samtycke.save({ 'permanent:statistics': true });
  </script>`;
  await page.goto(
    site.page(
      '/',
      pageOf({ first: stub + calls, tag: '<script async src="/dist/samtycke.js"></script>', body: note('counter') }),
    ),
  );
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  expect(await statusOn(page)).toBe('custom');
  expect(await page.evaluate('heard')).toEqual([false, 'undecided', 'custom']);
  expect(pageErrors).toEqual([]);
});

const misspelt = { ...reference, services: [{ ...reference.services[0], lifetme: '1y' }] };
const withLegitimateInterest = { ...reference, services: [{ ...reference.services[0], basis: 'legitimate interest' }] };
const faults: {
  name: string;
  answer: { status?: number; headers?: Record<string, string>; body: string };
  says: RegExp;
}[] = [
  {
    name: 'is not there (404)',
    answer: { status: 404, body: 'no' },
    says: /\/samtycke\.json does not load: 404/,
  },
  {
    name: 'is not JSON',
    answer: { body: '<!doctype html>' },
    says: /manifest is not JSON .*Check it/,
  },
  { name: 'is JSON but no manifest', answer: json(null), says: /manifest \(top\): .* Write an object/ },
  {
    name: 'has a field that nobody knows',
    answer: json(misspelt),
    says: /manifest services\[0\]\.lifetme: there is no such field\. Check its spelling against the schema, or remove it\./,
  },
  {
    name: 'names another basis than consent',
    answer: json(withLegitimateInterest),
    says: /manifest services\[0\]\.basis: there is no such field\./,
  },
];

test('R6 runs nothing and says why when the manifest is missing, broken or wrong', async ({
  site,
  page,
  pageErrors,
}) => {
  const marked =
    note('counter') +
    note('not', 'data-category="!marketing"') +
    '<img data-service="vendor" data-src="https://vendor.example/pixel">';
  for (const { name, answer, says } of faults) {
    pageErrors.length = 0;
    site.on('site.example', '/samtycke.json', () => answer);
    await page.goto(site.page('/', pageOf({ manifest: false, tag: fetching, body: marked })));
    await expect.poll(() => pageErrors.join('\n'), name).toMatch(says);
    expect(await page.evaluate(() => window.samtycke!.acceptAll() as unknown)).toBe(false);
    await expect
      .poll(() => pageErrors.join('\n'), name)
      .toMatch(/acceptAll\(\) changed nothing: the manifest is wrong/);
    await idle(page, 200);
    expect(await statusOn(page), name).toBe('undecided');
    expect(await storedOn(page), name).toBeUndefined();
    expect(await ranOn(page), name).toBeUndefined();
    expect(site.hitsOf('vendor.example')).toEqual([]);
    expect(pageErrors.filter((message) => !message.startsWith('[samtycke]'))).toEqual([]);
    await expect(page.getByRole('heading', { name: 'Sida' })).toBeVisible();
  }
});

test('leaves no rejection to a page that is rendered ahead, where the manifest does not come', async ({
  site,
  page,
  pageErrors,
}) => {
  site.on('site.example', '/samtycke.json', () => ({ status: 404, body: 'no' }));
  const ahead = `<script>window.heard = []; addEventListener('unhandledrejection', ({ reason }) => heard.push(String(reason)));
    Object.defineProperty(Document.prototype, 'prerendering', { configurable: true, get: () => true })</script>`;
  await page.goto(site.page('/', pageOf({ manifest: false, first: ahead, tag: fetching })));
  await expect.poll(() => pageErrors.join('\n')).toMatch(/\/samtycke\.json does not load: 404/);
  await idle(page);
  expect(await page.evaluate('heard')).toEqual([]);
});

test('R6 says so when there is no manifest at all', async ({ site, page, pageErrors }) => {
  await page.goto(site.page('/', pageOf({ manifest: false, body: note('counter') })));
  await expect.poll(() => pageErrors.join('\n')).toMatch(/there is no manifest.*data-manifest/i);
  expect(await page.evaluate(() => window.samtycke!.acceptAll() as unknown)).toBe(false);
  await page.evaluate(() => window.samtycke!.showSettings());
  expect(await statusOn(page)).toBe('undecided');
  expect(await ranOn(page)).toBeUndefined();
  expect(pageErrors.filter((message) => !message.startsWith('[samtycke]'))).toEqual([]);
});

test('finds a manifest that stands in the page, before the script or after it', async ({ site, page, pageErrors }) => {
  const places = {
    '/before': pageOf({ body: note('counter') }),
    '/after': pageOf({ manifest: false, head: inline(reference), body: note('counter') }),
    '/end': pageOf({ manifest: false, tag, body: note('counter') + inline(reference) }),
  };
  for (const [path, html] of Object.entries(places)) {
    await page.goto(site.page(path, html));
    if (path === '/before') await choose(page, 'accept-all');
    await expect.poll(() => ranOn(page), path).toEqual(['counter']);
    expect(await statusOn(page)).toBe('accepted');
  }
  expect(pageErrors).toEqual([]);
});

for (const [name, script] of Object.entries({ 'one file': tag, 'the split build': lazyTag })) {
  test(`has the stored answer in force for the page’s next script, by ${name}`, async ({ site, page }) => {
    const head =
      '<script>window.next = [samtycke.status(), samtycke.has("statistics"), samtycke.has("marketing")]</script>';
    const url = site.page('/', pageOf({ tag: script, head }));
    await page.goto(url);
    expect(await page.evaluate('next')).toEqual(['undecided', false, false]);
    await page.evaluate(() => window.samtycke!.save({ 'permanent:statistics': true }));
    await page.goto(url);
    expect(await page.evaluate('next')).toEqual(['custom', true, false]);
  });
}

test('asks what lies in storage only once the banner stands', async ({ site, page }) => {
  const first = `<script>
    window.asked = [];
    const native = Object.keys;
    Object.keys = (from) => {
      if (from === localStorage) asked.push(!!document.querySelector('[data-samtycke-root]'));
      return native(from);
    };
  </script>`;
  await page.goto(site.page('/', pageOf({ first })));
  await expect(banner(page)).toBeVisible();
  await expect.poll(() => page.evaluate('asked')).toContain(true);
  expect(await page.evaluate('asked')).not.toContain(false);
});
