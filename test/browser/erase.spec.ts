/** Seeds every kind of storage as trackers leave it, and looks what is left once nobody has consented to it. */
import type { BrowserContext, Page } from '@playwright/test';
import { createRandom } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { note, pageOf, reference, service } from './support/pages.js';
import { banner, choose, idle, namesOn } from './support/visit.js';

/** Refuses everything that a page can hold, but what the login and the app of the site itself keep. */
const greedy = {
  ...reference,
  services: [
    service('greedy', 'marketing', {
      hosts: ['vendor.example'],
      cookies: (['cookie', 'local', 'session', 'indexeddb', 'cache', 'worker'] as const).map((storage) => ({
        name: '*',
        storage,
        lifetime: '1y',
      })),
    }),
    service('app', 'necessary', {
      necessary: { reason: 'login' },
      cookies: [
        { name: 'sid', lifetime: 'session' },
        { name: '__Secure-sid*', lifetime: 'session' },
        { name: 'draft', storage: 'local', lifetime: '30d' },
        { name: 'tab', storage: 'session', lifetime: 'session' },
        { name: 'appDb', storage: 'indexeddb', lifetime: '1y' },
        { name: 'app-*', storage: 'cache', lifetime: '1y' },
        { name: '/app-sw.js', storage: 'worker', lifetime: '1y' },
      ],
    }),
  ],
};

const jar = async (context: BrowserContext) => (await context.cookies()).map(({ name }) => name).toSorted();
const html = pageOf({ manifest: greedy, body: note('greedy', 'data-service="greedy"') });

test('R5 removes at the first start what lies on any domain level and path, and no name that is necessary', async ({
  site,
  page,
  context,
}) => {
  const host = 'a.shop.site.example';
  const places = ['', host, 'shop.site.example', 'site.example', '.site.example'].flatMap((domain) =>
    ['', '/', '/claims', '/claims/', '/claims/car', '/claims/car/', '/claims/car/new'].map(
      (path) => `${domain && `; Domain=${domain}`}${path && `; Path=${path}`}`,
    ),
  );
  const random = createRandom();
  const attributes = () =>
    [
      ['', '; Secure', '; Secure; SameSite=None', '; Secure; SameSite=None; Partitioned'],
      ['', '; Max-Age=999'],
    ]
      .map((each) => each[Math.floor(random() * each.length)])
      .join('');
  const seeds = [
    ...places.flatMap((place, index) => [`_t${index}=1${place}${attributes()}`, `_ga=${index}${place}${attributes()}`]),
    ...['', '; Domain=site.example'].map((domain) => `__Secure-x=1; Secure; Path=/claims${domain}`),
    '__Host-x=1; Secure; Path=/',
    'sid=1; Path=/',
    '__Secure-sid2=1; Secure; Path=/; Domain=site.example',
  ];
  let cookies = seeds;
  site.on(host, '/claims/car/new', () => ({
    headers: { 'content-type': 'text/html', 'set-cookie': cookies },
    body: html,
  }));
  // Without the tag first, to see that the seeds are there.
  site.on(host, '/claims/car', () => ({
    headers: { 'content-type': 'text/html', 'set-cookie': seeds },
    body: 'seeds',
  }));
  await page.goto(`https://${host}/claims/car`);
  expect((await jar(context)).filter((name) => name === '_ga').length).toBeGreaterThan(15);

  await page.goto(`https://${host}/claims/car/new`);
  await expect(banner(page)).toBeVisible();
  await expect.poll(() => jar(context)).toEqual(['__Secure-sid2', 'sid']);
  cookies = [];
  await idle(page, 1_200);
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

test('removes a partitioned cookie beside its twin outside the partition', async ({ site, page, context }) => {
  const twins = ['; Partitioned', ''].map((more) => `twin=1; Secure; Path=/; SameSite=None${more}`);
  await page.goto(site.page('/seeds', 'seeds', { 'set-cookie': twins }));
  expect((await jar(context)).length).toBeGreaterThan(0);
  await page.goto(site.page('/', html));
  await expect.poll(() => jar(context)).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

const odd = ['a b', 'mp[1]', 'key/cly_id', '%7Bx%7D', "(x)*+.$'!", 'é', 'constructor', '__proto__', '__utma'];

test('removes cookies and keys of odd names, also on a page of http', async ({ site, page }) => {
  const seed = (names: string[]) => {
    for (const name of names) {
      document.cookie = `${name}=1; path=/`;
      localStorage.setItem(name, '1');
      sessionStorage.setItem(name, '1');
    }
    document.cookie = 'nameless';
    localStorage.setItem('draft', '1');
    sessionStorage.setItem('tab', '1');
    return document.cookie.split('; ').map((pair) => pair.split('=')[0]!);
  };
  for (const address of ['https://site.example/', 'http://site.example/']) {
    site.page(`${address}seeds`, 'seeds');
    site.page(address, html);
    await page.goto(`${address}seeds`);
    const seeded = await page.evaluate(seed, odd);
    // WebKitGTK takes no letter beyond ASCII.
    expect(odd.filter((name) => name !== 'é' && !seeded.includes(name))).toEqual([]);
    await page.goto(address);
    await expect
      .poll(() => namesOn(page).then((names) => names.filter((name) => !name.startsWith('samtycke'))))
      .toEqual(['draft', 'tab']);
  }
});

/** What of the three kinds that no page sees at once is here. */
const deep = (page: Page) =>
  page.evaluate(async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    const databases = await indexedDB.databases();
    return [
      ...databases.map(({ name }) => name!),
      ...(await caches.keys()),
      ...workers.map(({ scope }) => new URL(scope).pathname),
    ].toSorted();
  });

test('removes databases, caches and service workers, and none that the site itself needs', async ({
  site,
  sites,
  page,
}) => {
  // Chromium fetches no worker from a host whose certificate it does not trust.
  const home = `http://localhost:${sites.ports[80]}`;
  for (const name of ['/app-sw.js', '/vendor-sw.js', '/push/other-sw.js'])
    site.file(`http://localhost${name}`, '/* idle */');
  site.page('http://localhost/seeds', 'seeds');
  site.page('http://localhost/', html);
  await page.goto(`${home}/seeds`);
  const all = ['/', '/push/', '/vendor/', 'app-v1', 'appDb', 'vendor-v1', 'vendorDb'];
  await page.evaluate(async () => {
    for (const name of ['appDb', 'vendorDb'])
      await new Promise<void>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      });
    for (const name of ['app-v1', 'vendor-v1']) await caches.open(name);
    const workers = navigator.serviceWorker;
    await workers.register('/app-sw.js');
    await workers.register('/vendor-sw.js', { scope: '/vendor/' });
    await workers.register('/push/other-sw.js');
  });
  expect(await deep(page)).toEqual(all);
  await page.goto(`${home}/`);
  await choose(page, 'reject-all');
  await expect.poll(() => deep(page)).toEqual(['/', 'app-v1', 'appDb']);
});

test('leaves alone what bears a name that a vendor has on its own site', async ({ site, page }) => {
  const cookies = [
    { name: 'id', lifetime: '1y', domain: '.vendor.example' },
    { name: 'own', lifetime: '1y', domain: 'site.example' },
  ];
  const manifest = { ...reference, services: [service('vendor', 'marketing', { cookies })] };
  const seeds = ['id=1; Path=/', 'own=1; Path=/; Domain=site.example'];
  await page.goto(site.page('/', pageOf({ manifest }), { 'set-cookie': seeds }));
  await expect.poll(() => namesOn(page)).toEqual(['id']);
  await idle(page, 1_200);
  expect(await namesOn(page)).toEqual(['id']);
});
