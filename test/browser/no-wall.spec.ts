/** Uses the page while the banner is open: it is no wall, and what it asks can be read up on first (R16, R17). */
import { expect, test } from './support/fixtures.js';
import { assistmes, boxesOf, desktop, locales, openAt, phone, resize, speak } from './support/layers.js';
import { note, pageOf } from './support/pages.js';
import { banner, choose, statusOn, storedOn } from './support/visit.js';

const shows = () => Boolean(document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section'));
const body = `<form action="/search"><input id="q" name="q" aria-label="Sök"></form>
  <p id="text">Text att läsa och markera</p><a id="link" href="/other">En annan sida</a>${'<p>mer</p>'.repeat(100)}`;

test('R16 lets the page be read, scrolled, marked, searched and left while the banner is open', async ({
  site,
  hands,
}) => {
  site.page('/other', pageOf({ manifest: assistmes }));
  site.page('/search', pageOf({ manifest: assistmes }));
  const url = site.page('/', pageOf({ manifest: assistmes, body }));
  await hands.goto(url);
  await hands.until(shows);
  expect(
    await hands.evaluate(() => {
      const { overflow, position } = getComputedStyle(document.body);
      const main = document.querySelector('main')!;
      const isHidden = Boolean(main.closest('[inert],[aria-hidden]'));
      return [isHidden, overflow, position, getComputedStyle(main).pointerEvents, getComputedStyle(main).filter];
    }),
  ).toEqual([false, 'visible', 'static', 'auto', 'none']);

  await hands.click(() => document.getElementById('text'));
  await hands.press('ControlOrMeta+a');
  expect(await hands.evaluate(() => String(getSelection()))).toContain('Text att läsa och markera');
  await hands.press('End');
  // To the very end: Chromium scrolls there step by step.
  await hands.until(() => scrollY + innerHeight > document.documentElement.scrollHeight - 2);
  await hands.evaluate(() => scrollTo(0, 0));

  await hands.click(() => document.getElementById('q'));
  await hands.press('a');
  await hands.press('Enter');
  await hands.until(() => location.pathname === '/search');
  expect(await hands.evaluate(() => location.search)).toBe('?q=a');
  await hands.until(shows);
  await hands.goto(url);
  await hands.until(shows);
  await hands.click(() => document.getElementById('link'));
  await hands.until(() => location.pathname === '/other');
  await hands.until(shows);
  expect(await hands.evaluate(() => document.cookie)).toBe('');
});

/** How much of the height of the window the banner takes, in hundredths, and what it tells the page of it. */
async function heightAt(tab: Parameters<typeof boxesOf>[0]) {
  const [box] = await boxesOf(tab, 'section');
  const room = await tab.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return {
      inner: innerHeight,
      told: ['--samtycke-height', 'scroll-padding-bottom', 'padding-bottom'].map((name) =>
        Number.parseFloat(style.getPropertyValue(name)),
      ),
    };
  });
  return { share: Math.round((100 * box!.height) / room.inner), needed: room.inner - box!.y, told: room.told };
}

test('R16 covers at most half of a window and 60 % of a phone in every language, and tells the page how much', async ({
  site,
  page,
}) => {
  site.page('/', pageOf({ manifest: assistmes }));
  const tab = await openAt({ page, site }, '/', desktop);
  for (const code of Object.keys(locales)) {
    await speak(tab, code);
    await expect(banner(tab)).toHaveAttribute('lang', locales[code]!.lang);
    for (const [size, most] of [
      [desktop, 50],
      [phone, 60],
    ] as const) {
      await resize(page, size);
      await expect.poll(async () => (await heightAt(tab)).share, code).toBeLessThanOrEqual(most);
      await expect
        .poll(async () => {
          const { needed, told } = await heightAt(tab);
          return told.filter((room) => room < needed || room > needed + 1);
        }, code)
        .toEqual([]);
    }
  }
  // It gives the room back.
  await choose(tab, 'reject-all');
  const { paddingBottom, scrollPaddingBottom } = await tab.evaluate(() => {
    const { paddingBottom, scrollPaddingBottom } = getComputedStyle(document.documentElement);
    return { paddingBottom, scrollPaddingBottom };
  });
  expect([paddingBottom, scrollPaddingBottom]).toEqual(['0px', 'auto']);
});

const places = {
  bottom: { isNarrow: false, isBelow: true, isMiddle: false },
  corner: { isNarrow: true, isBelow: true, isMiddle: false },
  center: { isNarrow: false, isBelow: false, isMiddle: true },
} as const;

for (const [placement, where] of Object.entries(places)) {
  test(`R16 covers at most half of a window where it stands as placement ${placement} says`, async ({ site, page }) => {
    site.page('/', pageOf({ manifest: { ...assistmes, options: { placement } } }));
    const tab = await openAt({ page, site }, '/', desktop);
    await expect(banner(tab)).toBeVisible();
    expect((await heightAt(tab)).share).toBeLessThanOrEqual(50);
    const place = await banner(tab).evaluate((it) => {
      const { width, top, bottom, right } = it.getBoundingClientRect();
      const below = innerHeight - bottom;
      const isNarrow = width < innerWidth / 2 && innerWidth - right < 40;
      return { isNarrow, isBelow: below < 40, isMiddle: Math.abs(top - below) < 2 };
    });
    expect(place).toEqual(where);
  });
}

test('R16 covers at most half of a window also with what some visitors must be told besides', async ({
  site,
  page,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true }),
  );
  const policy = { version: '2.0.0', url: '/policy', changes: { sv: 'Vi har lagt till en film.' } };
  site.page('/', pageOf({ manifest: { ...assistmes, policy } }), {
    'set-cookie': `__Host-samtycke=1_accepted_1.0.0_${Math.floor(Date.now() / 1000) - 60}_------1--; Path=/; Secure`,
  });
  const tab = await openAt({ page, site }, '/', desktop);
  await expect(banner(tab)).toContainText('Global Privacy Control');
  await expect(banner(tab)).toContainText('Vi har lagt till en film.');
  expect((await heightAt(tab)).share).toBeLessThanOrEqual(50);
});

test('R16 shows the same to those who refuse as to those who accept, but for what they refused', async ({
  site,
  page,
  context,
}) => {
  const refused = `<div id="embed"><iframe data-service="film" data-src="https://film.example/1" title="film" width="300" height="200"></iframe></div>${note('x', 'data-category="statistics"')}`;
  const url = site.page('/', pageOf({ manifest: assistmes, body: body + refused }));
  const texts: string[] = [];
  for (const action of ['accept-all', 'reject-all'] as const) {
    await context.clearCookies();
    await page.goto(url);
    await choose(page, action);
    await page.goto(url);
    await expect.poll(() => statusOn(page)).toBe(action === 'accept-all' ? 'accepted' : 'rejected');
    await page.evaluate(() => document.getElementById('embed')!.remove());
    texts.push((await page.locator('body').innerText()).trim());
  }
  expect(texts[0]).toContain('Text att läsa');
  expect(texts[1]).toBe(texts[0]);
});

test('R17 opens the policy from the banner, to be read before any answer', async ({ site, page }) => {
  const text = `${'<p>Så använder vi kakor.</p>'.repeat(60)}<div data-samtycke="declaration"></div><p id="end">Slut</p>`;
  site.page('/integritetspolicy', pageOf({ manifest: assistmes, body: text }));
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  await banner(page).getByRole('link', { name: 'Läs mer om kakor' }).click();
  await page.waitForURL('**/integritetspolicy#cookies');
  await expect(banner(page)).toBeVisible();
  expect(await statusOn(page)).toBe('undecided');
  expect(await storedOn(page)).toBeUndefined();
  await expect(page.locator('[data-samtycke="declaration"] table').first()).toContainText('samtycke');
  // To its very last line, and the footer with it.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const covered = () =>
    page.evaluate(() => {
      const top = document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('section')!;
      const footer = document.querySelector('footer')!.getBoundingClientRect();
      return footer.bottom - top.getBoundingClientRect().top;
    });
  await expect.poll(covered).toBeLessThanOrEqual(1);
});
