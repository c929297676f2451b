/** Shows of each ready-made service that nothing of it comes before its cell, its real script after, and nothing of it stays. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { Facts } from '../../src/services/types.js';
import { sample } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { pageOf, reference } from './support/pages.js';
import { allFacts, expected, lineOf, withKey, type Expected } from './support/readyMade.js';
import type { Site } from './support/site.js';
import { banner, choose, idle, namesOn, settings } from './support/visit.js';

declare global {
  interface Window {
    mixpanel?: { track: (...args: unknown[]) => void };
  }
}

const started = allFacts.filter(({ key }) => key);
const manifestWith = (...services: unknown[]) => ({
  ...reference,
  services: [...reference.services, ...services],
  options: { reload: false },
});

/** What a service sets on the page's own host, as its facts declare it. */
const storing = ({ cookies }: Facts): string =>
  cookies
    .filter(({ domain }) => !domain)
    .map(({ name, storage = 'cookie' }) => {
      const key = JSON.stringify(name.replace('*', 'x'));
      if (storage === 'cookie') return `document.cookie = ${key} + '=1; path=/; max-age=999';`;
      return storage === 'indexeddb' ? '' : `${storage}Storage.setItem(${key}, '1');`;
    })
    .join('\n');

/** Serves a vendor's script at its real address, and returns what was asked of it. */
const serve = (site: Site, facts: Facts, { address, vendor = '' }: Expected) => {
  const { hostname, pathname, search } = new URL(withKey(address, facts.key!.example));
  site.on(hostname, pathname, () => ({
    headers: { 'content-type': 'text/javascript' },
    body: `(() => { ${storing(facts)}\n${vendor} })();`,
  }));
  return () =>
    site.hits.filter((hit) => hit.host === hostname && hit.path === pathname && hit.query === search.slice(1));
};

/** Waits until what the vendor was told is this. */
const expectTold = (page: Page, facts: Facts, { told }: Expected, wanted: unknown) => {
  const key = facts.key!.example;
  return expect.poll(() => page.evaluate(withKey(told, key)).catch(String)).toEqual(withKey(wanted, key));
};

const keysOn = (page: Page) => page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);

for (const facts of sample(started, 5))
  test(`${facts.id} comes with its yes and goes with it`, async ({ site, page }) => {
    const its = expected[facts.id]!;
    const asked = serve(site, facts, its);
    const hosts = [...facts.hosts, new URL(its.address).hostname];
    const ofVendor = () => site.hits.filter(({ host }) => hosts.includes(host));
    const ofBehaviour = () => site.hitsOf('site.example', `/dist/services/${facts.id}.js`);
    await page.goto(site.page('/', pageOf({ manifest: manifestWith(lineOf(facts)) })));
    await expect(banner(page)).toBeVisible();
    await page.evaluate(() => window.samtycke!.save({ 'permanent:statistics': true }));
    await idle(page);
    expect(ofVendor()).toEqual([]);
    expect(ofBehaviour()).toEqual([]);
    expect(site.hitsOf('site.example', `/dist/services/${facts.id}.json`)).toHaveLength(1);

    await page.evaluate(() => window.samtycke!.acceptAll());
    await expect.poll(asked).toHaveLength(1);
    await expectTold(page, facts, its, its.granted);
    const stored = facts.cookies.filter(({ domain, storage }) => !domain && storage !== 'indexeddb');
    const names = async () => [...(await namesOn(page)), ...(await keysOn(page))];
    for (const { name } of stored) await expect.poll(names).toContain(name.replace('*', 'x'));

    await page.evaluate(() => window.samtycke!.rejectAll());
    await expectTold(page, facts, its, its.withdrawn);
    await expect
      .poll(async () => (await names()).filter((name) => stored.some((it) => it.name.replace('*', 'x') === name)))
      .toEqual([]);

    // Granted anew on the same page it is told, not fetched again.
    await page.evaluate(() => window.samtycke!.acceptAll());
    await idle(page);
    expect(asked()).toHaveLength(1);
  });

test('runs the real library of Mixpanel by its yes, and stops it by its no', async ({ site, page }) => {
  const facts = started.find(({ id }) => id === 'mixpanel')!;
  const { hostname, pathname } = new URL(expected['mixpanel']!.address);
  const body = readFileSync(createRequire(import.meta.url).resolve('mixpanel-browser/dist/mixpanel.min.js'));
  site.file(`https://${hostname}${pathname}`, body);
  const line = { ...lineOf(facts), host: 'api-eu.mixpanel.com' };
  const sent = () => site.hits.filter(({ host, method }) => host.startsWith('api-') && method === 'POST');
  const track = () =>
    page.evaluate(() => window.mixpanel!.track('Seen', {}, { send_immediately: true, transport: 'sendBeacon' }));
  await page.goto(site.page('/', pageOf({ manifest: manifestWith(line) })));
  await choose(page, 'accept-all');
  await expect.poll(() => page.evaluate(() => typeof window.mixpanel?.track)).toBe('function');
  await track();
  await expect.poll(sent).not.toEqual([]);
  expect(sent().every(({ host }) => host === 'api-eu.mixpanel.com')).toBe(true);
  await expect.poll(() => namesOn(page)).toContainEqual(expect.stringMatching(/^mp_.*_mixpanel$/));

  await page.evaluate(() => window.samtycke!.rejectAll());
  const left = async () => [...(await namesOn(page)), ...(await keysOn(page))].filter((name) => /^_*mp/.test(name));
  await expect.poll(left).toEqual([]);
  await idle(page, 1_800);
  site.hits.length = 0;
  await track();
  await idle(page, 800);
  expect(sent()).toEqual([]);
  expect(await left()).toEqual([]);

  await page.evaluate(() => window.samtycke!.acceptAll());
  await track();
  await expect.poll(sent).not.toEqual([]);
});

test('lets no script begin that was on its way when the yes was taken back', async ({ site, page }) => {
  const facts = started.find(({ id }) => id === 'microsoft-uet')!;
  const its = expected['microsoft-uet']!;
  const { hostname, pathname } = new URL(its.address);
  let answer = (): void => undefined;
  const isAsked = new Promise<void>((asked) =>
    site.on(hostname, pathname, async () => {
      await new Promise<void>((resolve) => ((answer = resolve), asked()));
      return { headers: { 'content-type': 'text/javascript' }, body: its.vendor! };
    }),
  );
  await page.goto(site.page('/', pageOf({ manifest: manifestWith(lineOf(facts)) })));
  await choose(page, 'accept-all');
  await isAsked;
  await page.evaluate(() => window.samtycke!.rejectAll());
  answer();
  await expect.poll(() => page.evaluate(() => 'UET' in window)).toBe(true);
  await idle(page);
  expect(await page.evaluate('uetq.all')).toBeUndefined();

  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect.poll(() => page.evaluate('uetq.all?.at(-1)')).toEqual(['pageLoad']);
});

test('opens the settings for who comes to their address without an answer', async ({ site, page }) => {
  await page.goto(`${site.page('/', pageOf())}#samtycke-settings`);
  await expect(settings(page)).toBeVisible();
});

test('is fetched on the next page too, with facts from a manifest that is fetched', async ({ site, page }) => {
  const facts = started.find(({ id }) => id === 'ga4')!;
  const asked = serve(site, facts, expected['ga4']!);
  site.file('/samtycke.json', JSON.stringify(manifestWith(lineOf(facts))));
  const tag = '<script src="/dist/samtycke.js" data-manifest="/samtycke.json"></script>';
  await page.goto(site.page('/', pageOf({ manifest: false, tag })));
  await choose(page, 'accept-all');
  await expect.poll(asked).toHaveLength(1);
  await page.goto(site.page('/two', pageOf({ manifest: false, tag })));
  await expect.poll(asked).toHaveLength(2);
  await expect(banner(page)).toHaveCount(0);
});

test('says what is wrong with a line, and consents to nothing', async ({ site, page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(site.page('/', pageOf({ manifest: manifestWith({ use: 'ga4', id: 'UA-1' }) })));
  await expect.poll(() => said.join('\n')).toContain('manifest services[4]: id is "UA-1", and Google Analytics 4');
  expect(await page.evaluate(() => window.samtycke!.status())).toBe('undecided');
  await expect(banner(page)).toHaveCount(0);
});

test('goes through the policy "samtycke" where the page has Trusted Types, and says what to do where it allows none', async ({
  site,
  page,
}) => {
  const facts = started.find(({ id }) => id === 'hotjar')!;
  const asked = serve(site, facts, expected['hotjar']!);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const visit = async (place: string, policy: string) => {
    const csp = `script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types ${policy}`;
    const html = pageOf({
      manifest: manifestWith(lineOf(facts)),
      tag: '<script nonce="abc" src="/dist/samtycke.js"></script>',
    });
    await page.goto(site.page(place, html, { 'content-security-policy': csp }));
    await page.waitForFunction(() => 'samtycke' in window);
    await page.evaluate(() => window.samtycke!.acceptAll());
  };
  await visit('/allowed', 'samtycke');
  await expect.poll(asked).toHaveLength(1);
  await visit('/forbidden', "'none'");
  await expect.poll(() => said.join('\n')).toContain("hotjar: the page's Trusted Types forbid it.");
  expect(asked()).toHaveLength(1);
});
