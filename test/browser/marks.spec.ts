/** Judges what tags say of themselves: unknown names, expressions, a wrong group, a service that came later than the yes. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { inline, note, pageOf, reference, service, tag } from './support/pages.js';
import { banner, choose, idle, switchOf } from './support/visit.js';

const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);
const vendor = 'data-service="vendor"';

test('holds what no manifest declares, and says so', async ({ site, page, pageErrors }) => {
  const marks = [
    'data-service="okänd"',
    'data-category="okänd"',
    'data-category="!okänd"',
    'data-category="statistics & okänd"',
    'data-category="statistics |"',
    'data-service="counter" data-category="okänd"',
  ];
  await page.goto(site.page('/', pageOf({ body: marks.map((mark) => note(mark, mark)).join('') + note('counter') })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['counter']);
  await idle(page);
  expect(await ranOn(page)).toEqual(['counter']);
  const said = pageErrors.join('\n');
  expect(said).toMatch(/data-service="okänd" .*declare.* manifest/);
  for (const expression of ['okänd', '!okänd', 'statistics & okänd'])
    expect(said).toContain(`data-category="${expression}" is held: no declared service is behind "okänd"`);
  expect(said).toContain('data-category="statistics |" is held');
  expect(pageErrors.filter((message) => !message.startsWith('[samtycke]'))).toEqual([]);
});

test('holds a script from another site whose service is declared as the site’s own', async ({
  site,
  page,
  pageErrors,
}) => {
  site.file('https://vendor.example/sneaky.js', 'window.ran = ["sneaky"]');
  await page.goto(
    site.page(
      '/',
      pageOf({
        body: `<script type="text/plain" data-service="counter" src="https://vendor.example/sneaky.js"></script>`,
      }),
    ),
  );
  await choose(page, 'accept-all');
  await expect.poll(() => pageErrors.join()).toMatch(/data-service="counter" .*vendor\.example.* hosts/);
  await idle(page, 200);
  expect(site.hitsOf('vendor.example')).toEqual([]);
});

test('takes a refusal of x, and nothing less, as !x', async ({ site, page }) => {
  const body =
    note('no ads', 'data-category="!marketing"') +
    note('no ads, but statistics', 'data-category="!marketing &amp; statistics"') +
    note('either', 'data-category="marketing | !marketing"');
  await page.goto(site.page('/', pageOf({ body })));
  await idle(page, 200);
  expect(await ranOn(page)).toEqual([]);
  await switchOf(page, 'permanent:statistics').check();
  await choose(page, 'save');
  await expect.poll(() => ranOn(page)).toEqual(['no ads', 'no ads, but statistics', 'either']);
  await page.evaluate(() => window.samtycke!.acceptAll());
  await page.reload();
  await expect.poll(() => ranOn(page)).toEqual(['either']);
});

test('shows for a service of a newer policy what an older yes does not cover', async ({ site, page }) => {
  const manifest = {
    ...reference,
    policy: { ...reference.policy, version: '2.1.0' },
    services: [...reference.services, service('new', 'marketing', { hosts: ['new.example'], since: '2.1.0' })],
  };
  site.page('/', pageOf({ body: note('vendor', vendor) }));
  site.page(
    '/two',
    pageOf({
      manifest: false,
      first: inline(manifest),
      tag,
      body: note('vendor', vendor) + note('new', 'data-service="new"'),
    }),
  );
  await page.goto(site.url('/'));
  await choose(page, 'accept-all');
  await page.goto(site.url('/two'));
  await expect(banner(page)).toContainText('Vi har ändrat hur vi använder kakor.');
  await expect.poll(() => ranOn(page)).toEqual(['vendor']);
  // What is new has had no yes: its switch is off, and saving what stands grants none of it (R14).
  await expect(switchOf(page, 'permanent:statistics')).toBeChecked();
  await expect(switchOf(page, 'third-party:marketing')).not.toBeChecked();
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['vendor', 'new']);
});
