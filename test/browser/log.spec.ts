/** Breaks the consent log in every way: the choice holds at once, and the log has exactly one row of it in the end. */
import { expect, test } from './support/fixtures.js';
import { note, pageOf, withOptions } from './support/pages.js';
import { banner, choose, idle, press, settings, statusOn } from './support/visit.js';

const manifest = withOptions({ log: '/samtycke/records' });
const html = pageOf({ manifest, body: note('counter') });
const queued = () => Object.keys(localStorage).filter((key) => key.startsWith('samtycke:q:')).length;

for (const mode of [
  'answers 500',
  'never answers',
  'hangs up',
  'sends elsewhere',
  'stores, but its answer is lost',
] as const) {
  test(`R45 applies a yes and logs it once when the log ${mode}`, async ({ site, page, receiver, pageErrors }) => {
    receiver.mode = mode;
    site.page('/under-repair', 'We are back soon.');
    await page.goto(site.page('/', html));
    await choose(page, 'accept-all');
    await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
    expect(await statusOn(page)).toBe('accepted');
    await expect.poll(() => site.hitsOf('site.example', '/samtycke/records').length).toBeGreaterThan(0);
    expect(await page.evaluate(queued)).toBe(1);
    await expect.poll(async () => (await receiver.records()).length).toBe(mode.startsWith('stores') ? 1 : 0);

    receiver.mode = 'works';
    await page.goto(site.page('/two', html));
    await expect
      .poll(() => receiver.records())
      .toMatchObject([
        { event: 'granted', method: 'banner', site: 'site.example', services: ['counter', 'size', 'film', 'vendor'] },
      ]);
    await expect.poll(() => page.evaluate(queued)).toBe(0);
    await page.reload();
    await idle(page);
    expect(await receiver.records()).toHaveLength(1);
    await expect(banner(page)).toHaveCount(0);
    await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
    expect(pageErrors).toEqual([]);
  });
}

test('R45 applies a refusal and a withdrawal while the log is down, and says so in the settings', async ({
  site,
  page,
  receiver,
}) => {
  receiver.mode = 'answers 500';
  await page.goto(site.page('/', pageOf({ manifest })));
  await choose(page, 'reject-all');
  expect(await statusOn(page)).toBe('rejected');
  const link = page.getByRole('link', { name: 'Kakinställningar' });
  await expect.poll(() => site.hitsOf('site.example', '/samtycke/records').length).toBeGreaterThan(0);
  await idle(page, 200);
  await link.click();
  await expect(settings(page)).toContainText('Ditt val gäller, men vi kunde inte skicka det till vår logg.');
  await press(page, 'accept-all');
  await link.click();
  await press(page, 'reject-all');
  await expect.poll(() => statusOn(page)).toBe('rejected');
  receiver.mode = 'works';
  await page.goto(site.page('/two', html));
  // By `seq`: one that was on its way when the log came back may arrive before those that waited.
  const inOrder = async () => (await receiver.records()).toSorted((a, b) => Number(a.seq) - Number(b.seq));
  await expect
    .poll(async () => (await inOrder()).map(({ event, seq }) => `${seq} ${event}`))
    .toEqual(['0 refused', '1 changed', '2 withdrawn']);
  await expect.poll(() => page.evaluate(queued)).toBe(0);
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

test('sends no request, keeps no queue and makes no id where the manifest has no log', async ({ site, page }) => {
  await page.goto(site.page('/', pageOf({ body: note('counter') })));
  await choose(page, 'accept-all');
  await expect.poll(() => page.evaluate(() => window.ran)).toEqual(['counter']);
  await idle(page);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== 'samtycke:plan'))).toEqual([]);
  expect(site.hits.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('takes a good record after a flood of malformed ones', async ({ site, page, receiver }) => {
  await page.goto(site.page('/', html));
  const statuses = await page.evaluate(async () => {
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '{"schema":1}',
      '"x"',
      '{"__proto__":{"schema":1}}',
      '</script><img src=x>',
      'x'.repeat(50_000),
      '['.repeat(5_000),
    ];
    const post = (body: string) =>
      fetch('/samtycke/records', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then(
        ({ status }) => status,
      );
    const all: number[] = [];
    for (let round = 0; round < 5; round++) all.push(...(await Promise.all(bodies.map(post))));
    return [...new Set(all)].toSorted();
  });
  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
  await choose(page, 'accept-all');
  await expect.poll(() => receiver.records()).toMatchObject([{ event: 'granted' }]);
  await expect.poll(() => page.evaluate(queued)).toBe(0);
});
