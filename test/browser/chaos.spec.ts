/** Draws decisions while the log fails in every way, tabs close and two of them send: the log has each decision once, none lost. */
import type { Frame, Page } from '@playwright/test';
import { createRandom, isFull, seed } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { note, pageOf, withOptions } from './support/pages.js';
import type { Mode } from './support/receiver.js';
import type { Site } from './support/site.js';
import { frameTab } from './support/tabs.js';
import { choose, idle, statusOn, storedOn } from './support/visit.js';

type Tab = Page | Frame;

const manifest = withOptions({ log: '/samtycke/records' });
const BAD: Mode[] = [
  'is slow',
  'asks to wait',
  'answers 500',
  'never answers',
  'hangs up',
  'stores, but its answer is lost',
];
const ANSWERS = ['acceptAll', 'rejectAll', 'save', 'withdraw'] as const;
const AFTER = ['stay', 'stay', 'leave', 'close', 'flush', 'other tab'] as const;

/** Notes the id of each decision beside the queue, in a key of its own, as it is put there. */
const witness = `<script>
  document.addEventListener('samtycke:ready', () => (window.isReady = true));
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    const [, id] = /^samtycke:q:(.*)/.exec(key) ?? [];
    if (id) set.call(this, 'seen:' + id, '1');
    return set.call(this, key, value);
  };
</script>`;
const html = pageOf({ manifest, first: witness });

const keysOn = (page: Page, start: string) =>
  page.evaluate(
    (text) =>
      Object.keys(localStorage)
        .flatMap((key) => (key.startsWith(text) ? [key.slice(text.length)] : []))
        .toSorted(),
    start,
  );

/** Answers as a visitor's page does, and comes back without waiting for anything that follows. */
async function answer(tab: Tab, name: (typeof ANSWERS)[number], isYes: boolean) {
  // What is said before would wait for that, and be no decision yet when the tab goes.
  await tab.waitForFunction(() => 'isReady' in window);
  await tab.evaluate(
    ([act, statistics]) => {
      if (act === 'save') window.samtycke!.save({ 'permanent:statistics': statistics });
      else window.samtycke![act]();
    },
    [name, isYes] as const,
  );
}

const isFrame = (tab: Tab): tab is Frame => 'parentFrame' in tab;

/** The two tabs of one visitor; in WebKit, which shows Playwright one tab alone, the other is a frame of it. */
async function openTabs(page: Page, site: Site) {
  let current = page;
  let second: Tab | undefined;
  let visit = 0;
  const open = async () => {
    await current.goto(site.page(`/${++visit}`, html));
    if (!second || isFrame(second)) second = await frameTab(current, site.page('/two', html));
  };
  await open();
  return {
    first: () => current,
    second: () => second!,
    leave: open,
    async close() {
      if (isFrame(second!)) return open();
      const next = await page.context().newPage();
      await current.close();
      current = next;
      await open();
    },
  };
}

test('R37 keeps each decision exactly once, whatever the log and the tabs do', async ({
  site,
  page,
  receiver,
  browserName,
}) => {
  test.setTimeout(isFull ? 1_800_000 : 240_000);
  const count = (browserName === 'webkit' ? 100 : 500) / (isFull ? 1 : 20);
  const random = createRandom();
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const tabs = await openTabs(page, site);
  for (let made = 0; made < count; made++) {
    receiver.mode = random() < 0.4 ? 'works' : draw(BAD);
    const after = draw(AFTER);
    await answer(after === 'other tab' ? tabs.second() : tabs.first(), draw(ANSWERS), random() < 0.5);
    if (after === 'leave' || after === 'close') await tabs[after]();
    if (after === 'flush')
      for (const tab of [tabs.first(), tabs.second()])
        await tab.evaluate(() => void dispatchEvent(new Event('online')));
  }
  receiver.mode = 'works';
  await tabs.close();
  await expect.poll(() => keysOn(tabs.first(), 'samtycke:q:'), { timeout: 60_000 }).toEqual([]);
  const seen = await keysOn(tabs.first(), 'seen:');
  const rows = await receiver.records();
  test.info().annotations.push({ type: 'decisions', description: `${count}, seed ${seed}` });
  expect(seen).toHaveLength(count);
  expect(rows.map(({ recordId }) => recordId).toSorted()).toEqual(seen);
  expect(await keysOn(tabs.first(), 'samtycke:dead:')).toEqual([]);
  // Of one visitor no two have the same number, and each but the first names the one before it (R37).
  const chained = rows.filter(({ seq }) => Number(seq) > 0).toSorted((a, b) => Number(a.seq) - Number(b.seq));
  expect(chained.map(({ seq }) => seq)).toEqual(chained.map((_, index) => index + 1));
  expect(chained.map(({ prev }) => prev)).toEqual(chained.map((_, index) => chained[index - 1]?.recordId ?? null));
});

for (const mode of ['answers 500', 'turns a yes away'] as const) {
  const order = mode === 'answers 500' ? 'with it' : 'after it';
  test(`keeps a withdrawal when a yes from before it reaches the log ${order}`, async ({ site, page, receiver }) => {
    const body = note('counter');
    receiver.mode = mode;
    await page.goto(site.page('/', pageOf({ manifest, body })));
    await choose(page, 'accept-all');
    await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
    await expect.poll(() => site.hitsOf('site.example', '/samtycke/records').length).toBeGreaterThan(0);
    await page.evaluate(() => window.samtycke!.withdraw());
    await expect.poll(() => page.evaluate(() => window.ran).catch(() => ['counter'])).toBeUndefined();
    // What the page sent as it went has been answered too: the log is up for nothing that is still under way.
    await idle(page);
    if (order === 'after it') await expect.poll(async () => (await receiver.records()).length).toBe(1);
    receiver.mode = 'works';
    await page.goto(site.page('/two', pageOf({ manifest, body })));
    // Two beacons of a page that goes may arrive in either order.
    const events = async () => (await receiver.records()).map(({ event }) => event);
    if (order === 'after it') await expect.poll(events).toEqual(['withdrawn', 'granted']);
    else await expect.poll(async () => (await events()).toSorted()).toEqual(['granted', 'withdrawn']);
    await expect.poll(() => keysOn(page, 'samtycke:q:')).toEqual([]);
    expect(await storedOn(page)).toContain('rejected');
    await page.reload();
    expect(await statusOn(page)).toBe('rejected');
    expect(await page.evaluate(() => window.ran)).toBeUndefined();
  });
}
