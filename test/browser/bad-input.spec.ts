/** Gives samtycke what it should never get, from cookies, pages, markup and manifests: each time the answer is "not consented". */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { note, pageOf } from './support/pages.js';
import { banner, choose, statusOn, storedOn } from './support/visit.js';

const ranOn = (page: Page) => page.evaluate(() => window.ran);
const granted = note('counter') + note('vendor', 'data-service="vendor"') + note('not', 'data-category="!marketing"');
const seconds = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400;

/** Puts a page at a place that sets the cookies given at the time. */
function pageWithCookies(site: Parameters<Parameters<typeof test>[2]>[0]['site'], path: string) {
  const cookies: string[] = [];
  site.on('site.example', path, () => ({
    headers: { 'content-type': 'text/html', 'set-cookie': cookies },
    body: pageOf({ body: granted }),
  }));
  return cookies;
}

test('R6 takes a broken cookie for none, and mends it by the next answer', async ({ site, page, pageErrors }) => {
  const broken = [
    'x',
    '%E0%A4%A',
    '{"status":"accepted"}',
    `1_accepted_2.0.0_${seconds(-1)}_---11-1-0`,
    `1_accepted_2.0.0_${seconds(-1)}_111111111111`,
    `2_accepted_2.0.0_${seconds(-1)}_---11-1-1`,
    `1_accepted_2.0_${seconds(-1)}_---11-1-1`,
    `1_accepted_2.0.0_1e9_---11-1-1`,
    `1_accepted_2.0.0_${seconds(3)}_---11-1-1`,
    `1_accepted_2.0.0_${seconds(-300)}_---11-1-1`,
    `1_accepted_9.0.0_${seconds(-1)}_---11-1-1`,
    `${'1_accepted_2.0.0'.repeat(200)}`,
  ];
  const cookies = pageWithCookies(site, '/');
  for (const value of broken) {
    cookies.splice(0, 1, `__Host-samtycke=${value}; Path=/; Secure`);
    await page.goto(site.url('/'));
    await expect(banner(page), value.slice(0, 60)).toBeVisible();
    expect(await statusOn(page), value).toBe('undecided');
    expect(await ranOn(page), value).toBeUndefined();
  }
  cookies.length = 0;
  await choose(page, 'reject-all');
  await page.goto(site.url('/'));
  await expect.poll(() => ranOn(page)).toEqual(['not']);
  await expect(banner(page)).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});

test('R6 reads two cookies of one name at their strictest', async ({ site, page }) => {
  const cookies = pageWithCookies(site, '/deep/page');
  const accepted = `1_accepted_2.0.0_${seconds(-1)}_---11-1-1`;
  for (const [other, status] of [
    [`1_rejected_2.0.0_${Math.floor(seconds(-1) / 86_400) * 86_400}_---00-0-0`, 'rejected'],
    [`1_custom_2.0.0_${seconds(-1)}_---01-0-0`, 'custom'],
    ['broken', 'undecided'],
  ]) {
    for (const [first, second] of [
      [accepted, other],
      [other, accepted],
    ]) {
      cookies.splice(0, 2, `samtycke=${first}; Path=/`, `samtycke=${second}; Path=/deep`);
      await page.goto('http://site.example/deep/page');
      await expect.poll(() => statusOn(page), `${first} and ${second}`).toBe(status);
      await expect(banner(page)).toHaveCount(status === 'undecided' ? 1 : 0);
      expect(await page.evaluate(() => window.samtycke!.has('marketing'))).toBe(false);
    }
  }
});

test('grants nothing that a page has put on Object.prototype', async ({ site, page }) => {
  const polluted = `<script>
    for (const name of ['cells', 'granted', 'accepted', 'holds', 'marketing', 'statistics', 'permanent', 'third-party',
      'permanent:statistics', 'third-party:marketing', 'service', 'category', 'fault'])
      Object.prototype[name] = true;
  </script>`;
  await page.goto(site.page('/', pageOf({ first: polluted, body: granted })));
  await expect(banner(page)).toBeVisible();
  expect(await statusOn(page)).toBe('undecided');
  expect(await page.evaluate(() => window.samtycke!.has('marketing'))).toBe(false);
  expect(await ranOn(page)).toBeUndefined();
  expect(
    await page
      .locator('[data-samtycke-root] input')
      .evaluateAll((all) => all.filter((input) => (input as HTMLInputElement).checked).length),
  ).toBe(0);
  await choose(page, 'save');
  expect(await storedOn(page)).toMatch(/^1_rejected_2\.0\.0_\d+_---00-0-0$/);
  await expect.poll(() => ranOn(page)).toEqual(['not']);
});

test('keeps the choice on a page whose elements have taken the document’s own names', async ({
  site,
  page,
  context,
  pageErrors,
}) => {
  const names = [
    'cookie',
    'querySelector',
    'querySelectorAll',
    'currentScript',
    'createElement',
    'body',
    'head',
    'dispatchEvent',
    'addEventListener',
    'documentElement',
  ];
  const first = names.map((name) => `<img name="${name}"><form name="${name}"></form>`).join('');
  // By the prototype's method: Playwright's locators trip over such a page themselves.
  const accept = () => {
    const host = Document.prototype.querySelector.call(document, '[data-samtycke-root]');
    const button = host?.shadowRoot?.querySelector<HTMLElement>('[data-action="accept-all"]');
    button?.click();
    return Boolean(button);
  };
  await page.goto(site.page('/', pageOf({ first, body: note('counter') })));
  await expect.poll(() => page.evaluate(accept)).toBe(true);
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  const kept = (await context.cookies()).find(({ name }) => name === '__Host-samtycke');
  expect(kept).toMatchObject({
    value: expect.stringMatching(/^1_accepted_/),
    secure: true,
    path: '/',
    sameSite: 'Lax',
  });
  await page.reload();
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  expect(await page.evaluate(accept)).toBe(false);
  expect(pageErrors).toEqual([]);
});

test('R6 works where cookies and storage are blocked, says so, and asks again on the next page', async ({
  site,
  page,
  pageErrors,
}) => {
  const sandbox = { 'content-security-policy': 'sandbox allow-scripts' };
  await page.goto(site.page('/', pageOf({ body: granted }), sandbox));
  await expect(banner(page)).toContainText('Din webbläsare blockerar kakor.');
  expect(await ranOn(page)).toBeUndefined();
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['counter', 'vendor']);
  expect(await statusOn(page)).toBe('accepted');
  await page.goto(site.url('/'));
  await expect(banner(page)).toBeVisible();
  expect(await statusOn(page)).toBe('undecided');
  expect(await ranOn(page)).toBeUndefined();
  expect(pageErrors.filter((message) => !message.startsWith('[samtycke] the browser keeps no cookies'))).toEqual([]);
});
