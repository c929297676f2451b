/** Runs under the strictest Content-Security-Policy and as the split build: both do all that the usual one does. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { lazyTag, note, pageOf } from './support/pages.js';
import { banner, choose, idle, press, settings, statusOn, switchOf } from './support/visit.js';

const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);
const strictest =
  "script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

for (const file of ['samtycke.js', 'samtycke.lazy.js']) {
  test(`breaks no rule of the strictest policy (${file})`, async ({ site, page, pageErrors }) => {
    site.on('vendor.example', '/v.js', () => ({
      headers: { 'content-type': 'text/javascript' },
      body: 'ran.push("external")',
    }));
    const listen =
      '<script nonce="x">window.broken = []; addEventListener("securitypolicyviolation", (e) => broken.push(e.violatedDirective + " " + e.sourceFile + ":" + e.lineNumber))</script>';
    const vendor = 'nonce="x" data-service="vendor"';
    const body = `${note('inline', vendor)}<script type="text/plain" ${vendor} src="https://vendor.example/v.js"></script>
      <script type="text/plain" ${vendor} data-type="module">window.ran.push('module')</script>
      <iframe data-service="film" data-src="https://film.example/1" width="400" height="300" title="film"></iframe><div data-samtycke="declaration"></div>`;
    const tag = `<script nonce="x" src="/dist/${file}"></script>`;
    site.page('https://film.example/1', 'film');
    await page.goto(site.page('/', pageOf({ first: listen, tag, body }), { 'content-security-policy': strictest }));
    await expect(banner(page)).toBeVisible();
    // Ours, in a style that no page gave: the banner lies at the bottom and its three answers look the same.
    await expect(banner(page)).toHaveCSS('position', 'fixed');
    await press(page, 'settings');
    await expect(settings(page)).toBeVisible();
    // By the page's own word: on a screen without a window manager WebKitGTK's window itself may lack focus.
    const focus = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id);
    await expect.poll(focus).toBe('settings-title');
    await switchOf(page, 'third-party:marketing').check();
    await press(page, 'save');
    await expect.poll(() => ranOn(page)).toEqual(['inline', 'external', 'module']);
    await expect(page.locator('[data-samtycke="declaration"] table')).not.toHaveCount(0);
    await page.locator('[data-samtycke-embed]').getByRole('button', { name: 'Visa en gång' }).click();
    await expect.poll(() => site.hitsOf('film.example')).toHaveLength(1);
    await page.getByRole('link', { name: 'Kakinställningar' }).click();
    await press(page, 'accept-all');
    await expect.poll(() => statusOn(page)).toBe('accepted');
    expect(await page.evaluate('broken')).toEqual([]);
    expect(pageErrors).toEqual([]);
  });
}

test('breaks no rule of the strictest policy with scripts, embeds, templates, settings, table and a withdrawal', async ({
  site,
  page,
  pageErrors,
}) => {
  const policy = `script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /csp; report-to csp`;
  const headers = {
    'content-security-policy': policy,
    'reporting-endpoints': 'csp="https://site.example/csp"',
  };
  site.on('site.example', '/csp', () => ({ status: 204 }));
  for (const name of ['classic', 'async', 'defer', 'module'])
    site.on('vendor.example', `/${name}.js`, () => ({
      headers: { 'content-type': 'text/javascript' },
      body: `(window.ran ??= []).push('${name}')`,
    }));
  site.page('https://film.example/1', 'film');
  site.file('https://vendor.example/a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const listen = `<script nonce="x">window.broken = []; addEventListener('securitypolicyviolation', (e) => broken.push(e.violatedDirective + ' ' + e.sourceFile + ':' + e.lineNumber))</script>`;
  const vendor = 'nonce="x" data-service="vendor"';
  const held = (attributes: string) => `<script type="text/plain" ${vendor} ${attributes}></script>`;
  const at = 'src="https://vendor.example';
  const body = `${held(`${at}/classic.js"`)}${held(`async ${at}/async.js"`)}${held(`defer ${at}/defer.js"`)}
    ${held(`data-type="module" ${at}/module.js"`)}${note('inline', vendor)}
    <img data-service="vendor" data-src="https://vendor.example/a.svg" alt="">
    <iframe data-service="film" data-src="https://film.example/1" width="400" height="300" title="film"></iframe>
    <template data-service="vendor"><p id="inside">inside</p><img data-src="https://vendor.example/a.svg?2" alt="">
      <script nonce="x" type="text/plain">window.ran.push('within')</script></template>
    <div data-samtycke="declaration"></div>`;
  const tag = '<script nonce="x" src="/dist/samtycke.js"></script>';
  await page.goto(site.page('/', pageOf({ first: listen, tag, body }), headers));
  await expect(page.locator('[data-samtycke="declaration"] table')).not.toHaveCount(0);
  const film = page.locator('[data-samtycke-embed]');
  await expect(film.getByRole('button', { name: 'Visa en gång' })).toBeVisible();
  await choose(page, 'accept-all');
  await expect
    .poll(async () => (await ranOn(page)).toSorted())
    .toEqual(['async', 'classic', 'defer', 'inline', 'module', 'within']);
  await expect(page.locator('#inside')).toHaveText('inside');
  await expect.poll(() => site.hitsOf('film.example')).toHaveLength(1);
  await expect(film).toHaveCount(0);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await expect(settings(page)).toBeVisible();
  expect(await page.evaluate('broken')).toEqual([]);
  await page.evaluate(() => Object.assign(window, { isOldPage: true }));
  await settings(page).getByRole('button', { name: 'Ta tillbaka samtycke' }).click();
  await expect.poll(() => page.evaluate(() => 'isOldPage' in window).catch(() => true)).toBe(false);
  await expect.poll(() => statusOn(page).catch(() => '')).toBe('rejected');
  await expect(film.getByRole('button', { name: 'Visa en gång' })).toBeVisible();
  await idle(page, 600);
  expect(await ranOn(page)).toEqual([]);
  expect(await page.evaluate('broken')).toEqual([]);
  expect(site.hitsOf('site.example', '/csp')).toEqual([]);
  expect(pageErrors).toEqual([]);
  // That a breach would be seen: this is one.
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('style'), { textContent: 'p {}' })),
  );
  await expect.poll(() => page.evaluate('broken.length')).toBe(1);
});

for (const [action, status, ran] of [
  ['accept-all', 'accepted', ['counter']],
  ['reject-all', 'rejected', []],
] as const) {
  test(`asks, keeps and obeys ${action} as the split build, and fetches no more for one who comes back`, async ({
    site,
    page,
    pageErrors,
  }) => {
    site.page('/two', pageOf({ tag: lazyTag, body: note('counter') }));
    await page.goto(site.page('/', pageOf({ tag: lazyTag, body: note('counter') })));
    await expect(banner(page)).toBeVisible();
    expect(await ranOn(page)).toEqual([]);
    await choose(page, action);
    await expect.poll(() => statusOn(page)).toBe(status);
    await expect.poll(() => ranOn(page)).toEqual(ran);

    site.hits.length = 0;
    await page.goto(site.url('/two'));
    await expect.poll(() => ranOn(page)).toEqual(ran);
    await idle(page);
    await expect(banner(page)).toHaveCount(0);
    expect(await statusOn(page)).toBe(status);
    const fetched = site.hits.map(({ path }) => path).filter((path) => !/gate|late/.test(path));
    expect(fetched).toEqual(['/two', '/dist/samtycke.lazy.js']);

    await page.getByRole('link', { name: 'Kakinställningar' }).click();
    await expect(settings(page)).toBeVisible();
    await expect(switchOf(page, 'permanent:statistics')).toBeChecked({ checked: action === 'accept-all' });
    expect(site.hits.map(({ path }) => path)).toContain('/dist/samtycke.ui.js');
    expect(pageErrors).toEqual([]);
  });
}

test('keeps a call made while the split build fetches its second file', async ({ site, page }) => {
  const head = '<script>samtycke.save({ "permanent:statistics": true })</script>';
  await page.goto(site.page('/', pageOf({ tag: lazyTag, head, body: note('counter') })));
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  expect(await statusOn(page)).toBe('custom');
  await idle(page);
  await expect(banner(page)).toHaveCount(0);
});
