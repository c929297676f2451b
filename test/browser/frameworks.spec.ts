/** Takes each example of a framework from no answer over a yes to a no: what is drawn follows, by the client and by the server. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { isFull } from '../setup/sample.js';
import { startExample, type Example } from './support/example.js';
import { expect, test as base } from './support/fixtures.js';
import { pageOf, reference } from './support/pages.js';
import { banner, choose, idle, press, settings } from './support/visit.js';

// Room to install, to build, and to wait while another engine does.
const LONG = 400_000;

const test = base.extend<{ name: string; example: Example }>({
  name: ['server', { option: true }],
  example: [
    async ({ name }, use, { project }) => {
      const example = await startExample(name, join(project.outputDir, 'examples'));
      await use(example);
      await example.close();
    },
    { timeout: LONG },
  ],
});

const drawn = (page: Page, part = 'statistics') => page.locator(`[data-drawn="${part}"]`);
const cookiesOf = (page: Page) => page.evaluate(() => document.cookie);

/** Returns the HTML as the server makes it for whoever has this page's cookies. */
const htmlFor = async (page: Page) => {
  const answer = await fetch(page.url().replace(/#.*/, ''), { headers: { cookie: await cookiesOf(page) } });
  return answer.text();
};

/** Says no to everything in the settings, which the footer of each example opens. */
async function refuseByFooter(page: Page, name: string) {
  await page.locator('footer').getByText(name).click();
  await press(page, 'reject-all');
  await expect(settings(page)).toHaveCount(0);
}

test('lets a server without a framework draw and remember what has a yes', async ({ example, page, pageErrors }) => {
  await page.goto(`${example.url}/bok/kallocain`);
  await expect(banner(page)).toBeVisible();
  expect(await cookiesOf(page)).toBe('');
  expect(await htmlFor(page)).not.toContain('data-drawn');

  await choose(page, 'accept-all');
  await page.reload();
  await expect(drawn(page)).toContainText('nummer 1');
  await page.goto(`${example.url}/`);
  await expect(drawn(page)).toContainText('nummer 2');
  await expect(drawn(page, 'functional')).toContainText('Kallocain');
  await expect(banner(page)).toHaveCount(0);

  await refuseByFooter(page, 'Kakinställningar');
  await expect.poll(() => cookiesOf(page)).toMatch(/^samtycke=\S+$/);
  expect(await htmlFor(page)).not.toContain('data-drawn');
  await page.reload();
  await expect(page.locator('output')).toHaveText('rejected');
  await expect(drawn(page)).toHaveCount(0);
  expect(await cookiesOf(page)).toMatch(/^samtycke=\S+$/);
  expect(pageErrors).toEqual([]);
});

test('starts again right after it was stopped, as StrictMode of React has it', async ({ site, page, pageErrors }) => {
  const script = `import { createConsent } from '/dist/index.js';
    window.samtycke = createConsent(${JSON.stringify(reference)}, { locale: 'sv' });
    samtycke.start()();
    samtycke.start();
    samtycke.on('change', ({ status }) => (window.ran ??= []).push(status));`;
  await page.goto(
    site.page('/', pageOf({ manifest: false, tag: '', body: `<script type="module">${script}</script>` })),
  );
  await expect(banner(page)).toHaveCount(1);
  await choose(page, 'accept-all');
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['accepted']);
  await page.locator('footer').getByText('Kakinställningar').click();
  await press(page, 'reject-all');
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['accepted', 'rejected']);
  await expect(page.locator('[data-samtycke-root]')).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});

test.describe('React', () => {
  test.use({ name: 'react' });
  test.skip(!isFull, 'it installs packages and builds, so only in a full run');

  test('draws components by $granted, and takes them away', async ({ example, page, pageErrors }) => {
    await page.goto(`${example.url}/`);
    await expect(banner(page).getByRole('button', { name: 'Accept all' })).toBeVisible();
    await page.getByLabel('Language').selectOption('sv');
    await expect(banner(page).getByRole('button', { name: 'Godkänn alla' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('samtycke i React');
    expect(await drawn(page).count()).toBe(0);
    expect(await page.locator('iframe').count()).toBe(0);

    await choose(page, 'accept-all');
    await expect(drawn(page)).toContainText(/[1-9]\d* sekunder/);
    await expect(page.locator('iframe')).toHaveAttribute('src', /youtube-nocookie/);
    await page.reload();
    await expect(drawn(page)).toContainText(/[1-9]\d* seconds/);
    await expect(banner(page)).toHaveCount(0);

    await refuseByFooter(page, 'Cookie settings');
    await expect(drawn(page)).toHaveCount(0);
    await expect(page.locator('iframe')).toHaveCount(0);
    await idle(page, 1500);
    expect(await cookiesOf(page)).toMatch(/^samtycke=\S+$/);
    expect(pageErrors).toEqual([]);
  });
});

test.describe('Next.js', () => {
  test.use({ name: 'next' });
  test.skip(!isFull, 'it installs packages and builds, so only in a full run');

  test('has the server draw by the cookie, and anew after an answer', async ({ example, page, pageErrors }) => {
    await page.goto(`${example.url}/`);
    await expect(banner(page)).toBeVisible();
    await expect(page.locator('output')).toHaveText('undecided');
    expect(await htmlFor(page)).not.toContain('data-drawn');

    await choose(page, 'accept-all');
    await expect(drawn(page)).toBeVisible();
    await expect(page.locator('output')).toHaveText('accepted');
    expect(await htmlFor(page)).toContain('data-drawn');
    await page.reload();
    await expect(drawn(page)).toContainText('for you: 2');
    await expect(banner(page)).toHaveCount(0);

    await refuseByFooter(page, 'Cookie settings');
    await expect(drawn(page)).toHaveCount(0);
    await expect(page.locator('output')).toHaveText('rejected');
    expect(await htmlFor(page)).not.toContain('data-drawn');
    expect(await cookiesOf(page)).toMatch(/^samtycke=\S+$/);
    expect(pageErrors).toEqual([]);
  });
});
