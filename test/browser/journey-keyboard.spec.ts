/** Goes a visitor's whole way by keyboard, at full size and at 400 % zoom: focus is always seen, never covered, never lost (WCAG 2.4.7, 2.4.11, 2.1.1; R47-R50). */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from './support/fixtures.js';
import { inFrame, type Hands } from './support/hands.js';
import { pageOf } from './support/pages.js';

/** What has focus: its name, whether one sees that it has, and how many of nine points of it something else covers. */
interface Focus {
  readonly name: string;
  readonly isSeen: boolean;
  readonly covered: string[];
}

const look = (): Focus => {
  const inmost = (find: (root: DocumentOrShadowRoot) => Element | null) => {
    let element = find(document);
    for (let next = element; next; next = next.shadowRoot && find(next.shadowRoot)) element = next;
    return element as HTMLElement;
  };
  const focused = inmost((root) => root.activeElement);
  const { action, category, samtycke } = focused.dataset;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused);
  const isRinged = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)|transparent/.test(outlineColor);
  const { left, top, width, height: whole } = focused.getBoundingClientRect();
  // What is higher than the view, as a question with its answers at 400 %, is to be seen from its beginning.
  const height = Math.min(whole, 100);
  const covered = [0.1, 0.5, 0.9].flatMap((down) =>
    [0.1, 0.5, 0.9].flatMap((along) => {
      const hit = inmost((root) => root.elementFromPoint(left + width * along, top + height * down));
      // Beside a round corner lies what it stands in.
      const isFree = hit && (focused.contains(hit) || hit.contains(focused));
      return isFree ? [] : [`${along} ${down} ${hit?.localName ?? 'unseen'}`];
    }),
  );
  return {
    name: action ?? category ?? samtycke ?? (focused.id || focused.textContent!.trim() || focused.localName),
    isSeen: isRinged || focused.matches(':focus-visible'),
    covered,
  };
};

/** Expects that what has focus is seen to have it and lies free, some frames after the key: WebKit scrolls then. Returns its name. */
async function focusOn(hands: Hands) {
  let now = await hands.evaluate(look);
  for (let tries = 0; tries < 10 && now.covered.length; tries++) {
    await pause(30);
    now = await hands.evaluate(look);
  }
  const { name, ...rest } = now;
  expect(rest, name).toEqual({ isSeen: true, covered: [] });
  return name;
}

/** Presses Tab until that has focus, and looks at each stop on the way. */
async function tabTo(hands: Hands, target: string, key = 'Tab') {
  const way: string[] = [];
  do {
    await hands.press(key);
    way.push(await focusOn(hands));
  } while (way.at(-1) !== target && way.length < 40);
  expect(way.at(-1), way.join(' ')).toBe(target);
}

const asks = () => !!document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section');
const isOpen = () =>
  !!document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('dialog[open] .last *');
const isGone = () => !document.querySelector('[data-samtycke-root]');
const granted = (hands: Hands) => hands.evaluate(() => [...window.samtycke!.$granted.get()].toSorted());
const jar = (hands: Hands) => hands.evaluate(() => document.cookie);

/** Opens the settings from the footer. */
async function open(hands: Hands) {
  expect(await focusOn(hands)).toBe('settings');
  await hands.press('Enter');
  await hands.until(isOpen);
  expect(await focusOn(hands)).toBe('settings-title');
}

async function journey(hands: Hands) {
  await hands.until(asks);
  await tabTo(hands, 'permanent:statistics');
  await hands.press('Space');
  await tabTo(hands, 'save');
  await hands.press('Enter');
  await hands.until(isGone);
  expect(await granted(hands)).toEqual(['permanent:statistics']);
  const saved = await jar(hands);

  await tabTo(hands, 'settings');
  await open(hands);
  await tabTo(hands, 'third-party:marketing');
  await hands.press('Space');
  await hands.press('Escape');
  await hands.until(isGone);
  expect(await jar(hands)).toBe(saved);
  expect(await granted(hands)).toEqual(['permanent:statistics']);

  await open(hands);
  await tabTo(hands, 'permanent:functional');
  await hands.press('Space');
  await tabTo(hands, 'save');
  await hands.press('Enter');
  await hands.until(isGone);
  expect(await focusOn(hands)).toBe('settings');
  expect(await granted(hands)).toEqual(['permanent:functional', 'permanent:statistics']);
  expect(await jar(hands)).not.toBe(saved);

  // Erasing asks first, and a no leads back.
  await open(hands);
  await tabTo(hands, 'erase');
  await hands.press('Enter');
  await hands.until(() => document.activeElement?.shadowRoot?.activeElement?.matches('[role="group"]'));
  expect(await focusOn(hands)).toContain('Ja, radera');
  await tabTo(hands, 'no');
  await hands.press('Enter');
  expect(await focusOn(hands)).toBe('erase');
  expect(await granted(hands)).toEqual(['permanent:functional', 'permanent:statistics']);
  await hands.press('Escape');
  await hands.until(isGone);
  expect(await focusOn(hands)).toBe('settings');
}

/** Goes through the page's own links while the banner asks. */
async function pass(hands: Hands) {
  await hands.until(asks);
  await tabTo(hands, 'link-0');
  await tabTo(hands, 'settings');
  await tabTo(hands, 'link-0', 'Shift+Tab');
}

const links = Array.from({ length: 12 }, (_, index) => `<p><a href="/" id="link-${index}">Länk</a></p>`);
const html = pageOf({ body: links.join('<p>Text</p><p>Mer text</p>') });
const ways = {
  'answers, opens the settings, changes its mind, saves, and asks to erase': journey,
  'passes the banner and goes through the page': pass,
};

for (const [name, go] of Object.entries(ways)) {
  test(`${name}, by keyboard`, async ({ site, hands }) => {
    await hands.goto(site.page('/', html));
    await go(hands);
  });
}

test.describe(() => {
  const zoomed = { width: 320, height: 256 };
  test.use({ viewport: zoomed });

  for (const [name, go] of Object.entries(ways)) {
    test(`${name}, by keyboard at 400 % zoom`, async ({ site, hands, browserName }) => {
      const address = site.page('/', html);
      if (browserName !== 'webkit') {
        await hands.goto(address);
        return go(hands);
      }
      // WebKitGTK's window is never so narrow; a frame is, for media queries too.
      const { width, height } = zoomed;
      const frame = `<iframe src="/" style="border: 0" width="${width}" height="${height}"></iframe>`;
      await hands.goto(site.page('/outer', `<!doctype html>${frame}`));
      return go(inFrame(hands));
    });
  }
});
