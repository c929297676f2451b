/** Sets the visitor's answer back from outside, or keeps it from being remembered: what they said last holds, and is logged. */
import { expect, test } from './support/fixtures.js';
import { lazyTag, note, pageOf, tag, withOptions } from './support/pages.js';
import { frameTab } from './support/tabs.js';
import { choose, idle, statusOn, storedOn } from './support/visit.js';

const body = note('counter');
const html = pageOf({ manifest: withOptions({ log: '/samtycke/records' }), body });
const other = pageOf({ manifest: withOptions({ log: '/samtycke/records', theme: 'plain' }), body });

test('keeps a withdrawal from a page of another manifest when the log answers this one', async ({
  site,
  page,
  receiver,
}) => {
  receiver.mode = 'answers 500';
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  await expect.poll(() => site.hitsOf('site.example', '/samtycke/records').length).toBeGreaterThan(0);
  const second = await frameTab(page, site.page('/two', other));
  await expect.poll(() => statusOn(second)).toBe('accepted');
  await second.evaluate(() => window.samtycke!.withdraw());
  await expect.poll(() => storedOn(page)).toContain('rejected');
  await expect.poll(() => statusOn(page)).toBe('rejected');
  receiver.mode = 'works';
  await page.evaluate(() => void dispatchEvent(new Event('online')));
  const events = async () => (await receiver.records()).map(({ event }) => event).toSorted();
  await expect.poll(events, { timeout: 15_000 }).toEqual(['granted', 'withdrawn']);
  await idle(page);
  expect(await storedOn(page)).toContain('rejected');
});

test('keeps a withdrawal where an answer that no page has heard sets the cookie back', async ({ site, page }) => {
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
  const yes = await page.evaluate(() => document.cookie);
  expect(yes).toContain('accepted');
  // All of it: Firefox's driver takes a visit that begins before for one that is interrupted.
  const reloaded = page.waitForEvent('load');
  await page.evaluate(() => window.samtycke!.withdraw());
  await reloaded;
  expect(await storedOn(page)).toContain('rejected');
  const set = await page.evaluate((cookie) => {
    document.cookie = `${cookie}; path=/; secure`;
    // At once: a look of this page's own may put it right at any time.
    return document.cookie;
  }, yes);
  expect(set).toContain('accepted');
  await page.goto(site.page('/two', html));
  await expect.poll(() => statusOn(page)).toBe('rejected');
  expect(await storedOn(page)).toContain('rejected');
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

for (const [state, blocked, file, script] of [
  ['blocked', 'getter', 'samtycke.js', tag],
  ['full', 'setItem', 'samtycke.js', tag],
  ['blocked', 'getter', 'samtycke.lazy.js', lazyTag],
] as const)
  test(`logs the answer, tells what is kept and erases it, where storage is ${state}, by ${file}`, async ({
    site,
    page,
    receiver,
  }) => {
    await page.addInitScript((what) => {
      const refuse = () => {
        throw new DOMException('refused', 'SecurityError');
      };
      if (what === 'setItem') Storage.prototype.setItem = refuse;
      else Object.defineProperty(window, 'localStorage', { get: refuse });
    }, blocked);
    await page.goto(site.page('/', pageOf({ manifest: withOptions({ log: '/samtycke/records' }), tag: script, body })));
    await choose(page, 'accept-all');
    await expect.poll(async () => (await receiver.records()).map(({ event }) => event)).toEqual(['granted']);
    const [record] = await receiver.records();
    expect(await page.evaluate(() => window.samtycke!.receipt())).toMatchObject({ consentId: record!.consentId });
    expect(await page.evaluate(() => window.samtycke!.erase())).toBe(true);
    expect(await receiver.records()).toEqual([]);
  });

test('obeys a decision also where a script of the page fails as it hears of it', async ({ site, page, receiver }) => {
  await page.goto(site.page('/', html));
  await page.waitForFunction(() => window.samtycke?.$granted);
  await page.evaluate(() => {
    for (const store of ['$granted', '$decision'] as const)
      window.samtycke![store].listen(() => {
        throw new Error('of the page');
      });
  });
  await choose(page, 'accept-all');
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
  expect(await storedOn(page)).toContain('accepted');
  await expect.poll(async () => (await receiver.records()).length).toBe(1);
});
