/** Runs the real libraries of Plausible, Mixpanel and Clarity on AssistMe's site, each by its one line in the manifest. */
import type { BrowserContext, Page } from '@playwright/test';
import { daysOf } from '../../src/cli/lint/lifetime.js';
import { covers } from '../../src/cli/lint/stored.js';
import { isFull } from '../setup/sample.js';
import { startAssistme } from './support/assistme.js';
import { expect, test as base } from './support/fixtures.js';
import { askedOf, loaderOf, sentTo, serveLibraries, theirFacts, withLibraries } from './support/realVendors.js';
import type { Site } from './support/site.js';
import { banner, choose, idle, settings, statusOn, switchOf } from './support/visit.js';

const CELL = 'third-party:statistics';
const ids = ['plausible', 'mixpanel', 'clarity'] as const;

const test = base.extend<{ options: object }>({
  options: [{}, { option: true }],
  assistme: async ({ site, options }, use) => {
    const assistme = await startAssistme(withLibraries(options));
    await serveLibraries(site, assistme.url);
    await use(assistme);
    await assistme.close();
  },
});

/** What lies in the page's storage and is of neither the site nor us: kind, name, and for how many days. */
async function storedOn(page: Page, context: BrowserContext) {
  const cookies = (await context.cookies()).map(({ name, expires }) => ({
    storage: 'cookie',
    name,
    days: expires < 0 ? 0 : (expires - Date.now() / 1000) / 86_400,
  }));
  const others = await page.evaluate(async () => [
    ...Object.keys(localStorage).map((name) => ({ storage: 'local', name, days: 0 })),
    ...Object.keys(sessionStorage).map((name) => ({ storage: 'session', name, days: 0 })),
    ...(await indexedDB.databases()).map(({ name }) => ({ storage: 'indexeddb', name: name!, days: 0 })),
    ...(await caches.keys()).map((name) => ({ storage: 'cache', name, days: 0 })),
  ]);
  return [...cookies, ...others].filter(({ name }) => !/^(__Host-)?samtycke|^am_/.test(name));
}

/** Of what is stored, what no facts declare, or for a shorter time. */
const undeclared = (stored: Awaited<ReturnType<typeof storedOn>>) =>
  stored.filter(
    (it) =>
      !theirFacts.some(({ cookies }) =>
        cookies.some(
          ({ name, storage = 'cookie', lifetime, domain }) =>
            !domain && storage === it.storage && covers(name, it.name) && it.days <= daysOf(lifetime) + 0.01,
        ),
      ),
  );

const loaders = (site: Site) =>
  ids.map((id) => {
    const { hostname, pathname } = new URL(loaderOf(id));
    return site.hitsOf(hostname, pathname).length;
  });

/** Waits until each library has told its vendor of the page. */
async function running(site: Site, page: Page) {
  const place = new URL(page.url()).origin;
  for (const id of ids) await expect.poll(() => sentTo(site, id).length, id).toBeGreaterThan(0);
  expect(JSON.parse(sentTo(site, 'plausible')[0]!.body)).toMatchObject({ n: 'pageview', d: 'assistme.eu' });
  const told = new URLSearchParams(sentTo(site, 'mixpanel')[0]!.body).get('data')!;
  expect(JSON.parse(told)[0]).toMatchObject({ event: '$mp_web_page_view' });
  expect(told).toContain(place);
}

/** Takes the yes back in the settings. What the page has seen of the visitor until then has been sent when it does. */
async function withdraw(site: Site, page: Page) {
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  const button = settings(page).getByRole('button', { name: 'Ta tillbaka samtycke' });
  await button.hover();
  await idle(page, 1_200);
  site.hits.length = 0;
  await button.click();
}

/** Waits until what is theirs has gone, and then long enough for what should not come. Databases stay while the page has them open. */
async function silent(site: Site, page: Page, context: BrowserContext, but = /^$/) {
  const left = async () => (await storedOn(page, context)).filter(({ name }) => !but.test(name));
  await expect.poll(() => left().catch(() => ['on its way'])).toEqual([]);
  await idle(page, 1_500);
  expect(askedOf(site)).toEqual([]);
  expect(await left()).toEqual([]);
}

const grant = async (page: Page) => {
  await switchOf(page, CELL).check();
  await choose(page, 'save');
};

test('comes with a yes to statistics, goes with the no, and comes again', async ({
  site,
  assistme,
  page,
  context,
  pageErrors,
}) => {
  await page.goto(`${assistme.url}/`);
  await expect(banner(page)).toBeVisible();
  await idle(page, 600);
  expect(askedOf(site)).toEqual([]);
  expect(await storedOn(page, context)).toEqual([]);

  await grant(page);
  await running(site, page);
  expect(loaders(site)).toEqual([1, 1, 1]);
  const stored = await storedOn(page, context);
  expect(undeclared(stored)).toEqual([]);
  expect(stored.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['_clck', '_clsk', '_cltk', 'mixpanelBrowserDb', expect.stringMatching(/^mp_.+_mixpanel$/)]),
  );

  await page.evaluate(() => void Object.assign(window, { isOld: true }));
  await withdraw(site, page);
  await expect.poll(() => page.evaluate(() => 'isOld' in window).catch(() => true)).toBe(false);
  await page.waitForLoadState();
  await silent(site, page, context);
  await page.goto(`${assistme.url}/forsakringar`);
  await expect.poll(() => statusOn(page)).toBe('rejected');
  await silent(site, page, context);

  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await grant(page);
  await expect.poll(() => page.evaluate(() => typeof window.mixpanel?.track)).toBe('function');
  await page.evaluate(() => window.mixpanel!.track('Seen', {}, { send_immediately: true }));
  for (const id of ids) await expect.poll(() => sentTo(site, id).length, id).toBeGreaterThan(0);
  expect(loaders(site)).toEqual([1, 1, 1]);
  expect(pageErrors).toEqual([]);
});

test.describe('on a page that is not loaded anew', () => {
  test.skip(!isFull, 'three libraries take their time: a full run has it');
  test.use({ options: { reload: false } });

  test('stops in its place, is deaf to what happens there, and goes on with a new yes', async ({
    site,
    assistme,
    page,
    context,
    pageErrors,
  }) => {
    await page.goto(`${assistme.url}/`);
    await grant(page);
    await running(site, page);
    await withdraw(site, page);
    const use = () =>
      page.evaluate(() => {
        history.pushState(null, '', `/forsakringar?${Math.random()}`);
        history.pushState(null, '', `/?${Math.random()}`);
        window.mixpanel!.track('Seen');
        window.dispatchEvent(new Event('blur'));
      });
    await use();
    await silent(site, page, context, /Db$/);

    await page.getByRole('link', { name: 'Kakinställningar' }).click();
    await grant(page);
    await use();
    for (const id of ids) await expect.poll(() => sentTo(site, id).length, id).toBeGreaterThan(0);
    expect(loaders(site)).toEqual([0, 0, 0]);
    expect(undeclared(await storedOn(page, context))).toEqual([]);
    // Its databases cannot be taken from a library that has them open.
    expect(pageErrors.filter((fault) => !/could not erase mixpanel\w+Db /.test(fault))).toEqual([]);
  });
});
