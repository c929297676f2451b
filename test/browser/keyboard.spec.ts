/** Uses banner and settings by keyboard alone, with trusted keys in every engine (WCAG 2.1.1, 2.1.2, 2.4.3; R47-R49). */
import { expect, test } from './support/fixtures.js';
import type { Hands } from './support/hands.js';
import { pageOf } from './support/pages.js';

/** Says what has focus, through shadow roots: its action, cell, link, id or name of element. */
const focused = (hands: Pick<Hands, 'evaluate'>) =>
  hands.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const html = element as HTMLElement | null;
    return (
      html?.dataset['action'] ?? html?.dataset['category'] ?? html?.dataset['samtycke'] ?? (html?.id || html?.localName)
    );
  });

/** Presses Tab until that has focus; returns all that had it on the way. */
async function tabTo(hands: Hands, target: string, key = 'Tab') {
  const way: (string | undefined)[] = [];
  do {
    await hands.press(key);
    way.push(await focused(hands));
  } while (way.at(-1) !== target && way.length < 40);
  expect(way.at(-1), way.join(' ')).toBe(target);
  return way;
}

const shows = () => Boolean(document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section'));
const isOpen = () => Boolean(document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('dialog[open]'));
const isGone = () => !document.querySelector('[data-samtycke-root]');
const jar = () => document.cookie;

test('R47 R48 answers the banner by Tab, Space and Enter, and leaves focus alone until then', async ({
  site,
  hands,
}) => {
  const skip = '<a id="skip" href="#main">Hoppa till innehållet</a>';
  await hands.goto(site.page('/', pageOf({ body: '<p id="main">Text</p>' }).replace('<body>', `<body>${skip}`)));
  await hands.until(shows);
  expect(await focused(hands)).toBe('body');
  const way = await tabTo(hands, 'permanent:statistics');
  // The banner comes first in the page: at most the skip link before it.
  expect(['skip', 'a', 'permanent:functional']).toContain(way[0]);
  await hands.press('Space');
  expect(await tabTo(hands, 'accept-all')).toEqual(expect.arrayContaining(['settings', 'reject-all', 'save']));
  await tabTo(hands, 'save', 'Shift+Tab');
  await hands.press('Enter');
  await hands.until(isGone);
  expect(await hands.evaluate(() => [...window.samtycke!.$granted.get()])).toEqual(['permanent:statistics']);
  expect(await hands.evaluate(jar)).toMatch(/__Host-samtycke=1_custom_2\.0\.0_\d+_---01-0-0$/);
  // No trap, and nothing left behind: Tab goes on to the page's own.
  await tabTo(hands, 'settings');
});

test('R47 R49 opens the settings from the footer, keeps focus inside, and gives it back on Escape with nothing changed', async ({
  site,
  hands,
}) => {
  await hands.goto(site.page('/', pageOf()));
  await hands.until(shows);
  await hands.evaluate(() => window.samtycke!.save({ 'permanent:statistics': true }));
  await hands.until(isGone);
  const before = await hands.evaluate(jar);
  await tabTo(hands, 'settings');
  await hands.press('Enter');
  await hands.until(isOpen);
  await hands.until(() => document.activeElement?.shadowRoot?.activeElement?.localName === 'h2');
  expect(await focused(hands)).toBe('settings-title');
  await tabTo(hands, 'permanent:functional');
  await hands.press('Space');
  expect(
    await hands.evaluate(
      () =>
        document
          .querySelector('[data-samtycke-root]')!
          .shadowRoot!.querySelector<HTMLInputElement>('[data-category="permanent:functional"]')!.checked,
    ),
  ).toBe(true);
  // All the way round without touching the page behind: its link is inert.
  const round: (string | undefined)[] = [];
  for (let presses = 0; presses < 30; presses++) {
    await hands.press('Tab');
    round.push(await focused(hands));
  }
  expect(round).toEqual(expect.arrayContaining(['close', 'accept-all', 'reject-all', 'save']));
  expect(round).not.toContain('settings');
  await hands.evaluate(() => document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('h2')!.focus());
  await hands.press('Escape');
  await hands.until(isGone);
  expect(await focused(hands)).toBe('settings');
  expect(await hands.evaluate(jar)).toBe(before);
  expect(await hands.evaluate(() => [...window.samtycke!.$granted.get()])).toEqual(['permanent:statistics']);
});

test('R49 opens the settings from the banner, and Escape brings the question back', async ({ site, hands }) => {
  await hands.goto(site.page('/', pageOf()));
  await hands.until(shows);
  await tabTo(hands, 'settings');
  await hands.press('Enter');
  await hands.until(isOpen);
  await hands.press('Escape');
  await hands.until(shows);
  expect(await hands.evaluate(() => window.samtycke!.status())).toBe('undecided');
  expect(await hands.evaluate(jar)).toBe('');
  await expect.poll(() => focused(hands)).toBe('settings');
});

test('R47 goes by Tab as the eye does, on a phone and on a wide view', async ({ site, page, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium knows reading-flow; elsewhere the link comes first');
  for (const [width, first] of [
    [375, 'permanent:functional'],
    [1280, 'a'],
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(site.page('/', pageOf()));
    await page.waitForFunction(shows);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe(first);
  }
});

test('R3 decides nothing by Escape, clicks and scrolling on the page', async ({ site, hands }) => {
  await hands.goto(site.page('/', pageOf({ body: `<p id="text">Text</p>${'<p>mer</p>'.repeat(200)}` })));
  await hands.until(shows);
  await hands.press('Escape');
  await hands.click(() => document.getElementById('text'));
  await hands.press('End');
  await hands.press('Escape');
  expect(await hands.evaluate(shows)).toBe(true);
  expect(await hands.evaluate(jar)).toBe('');
});
