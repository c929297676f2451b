/** Compares the three answers, property by property and as painted: no theme, state or language tells them apart (R10, R22). */
import type { Page } from '@playwright/test';
import { sample } from '../setup/sample.js';
import {
  answers,
  buttonOf,
  differences,
  layers,
  looksOf,
  openLayer,
  unequal,
  type Answer,
  type Look,
} from './support/answers.js';
import { expect, test } from './support/fixtures.js';
import { assistmes, desktop, locales, openAt, phone, resize, speak, themes, zoomed } from './support/layers.js';
import { pageOf } from './support/pages.js';
import type { Site } from './support/site.js';
import { banner } from './support/visit.js';

const luminance = ([red, green, blue]: number[]) => {
  const [r, g, b] = [red!, green!, blue!].map((part) =>
    part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};

/** Returns red, green and blue, 0 to 255, of an opaque colour as engines write it: `rgb(13, 79, 74)`, `color(srgb 0.05 0.31 0.29)`. */
const channelsOf = (colour: string) => {
  const [, space, list] = /^(rgb\(|color\(srgb )([\d., e-]+)\)$/.exec(colour)!;
  return list!.split(/,? /).map((part) => Number(part) * (space === 'rgb(' ? 1 : 255));
};

/** Returns the contrast of a button's text (WCAG 2.2, "contrast ratio"); both colours are opaque. */
const contrastOf = (look: Look) => {
  const [light, dark] = [look['color']!, look['background-color']!]
    .map((colour) => luminance(channelsOf(colour)))
    .toSorted((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
};

/** Brings each answer in turn into a state and returns how it looks in it. */
async function looksIn(page: Page, enter: (action: Answer) => Promise<unknown>, leave = async () => {}) {
  const looks: Look[] = [];
  for (const action of answers) {
    await enter(action);
    looks.push(...(await looksOf(page, [action])));
    await leave();
  }
  return looks;
}

/** How each answer looks in every state that the engine lets a test bring it into. */
async function states(page: Page, isTrusted: boolean, before: string): Promise<Record<string, Look[]>> {
  const rest = await looksOf(page);
  await buttonOf(page, before).focus();
  const focus = await looksIn(page, (action) =>
    isTrusted ? page.keyboard.press('Tab') : buttonOf(page, action).focus(),
  );
  await buttonOf(page, before).focus();
  await page.evaluate((wanted) => {
    const root = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    for (const action of wanted)
      root.querySelector<HTMLButtonElement>(`[data-action="${action}"]`)!.toggleAttribute('disabled', true);
  }, answers);
  const disabled = await looksOf(page);
  await page.evaluate(() => {
    const root = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    for (const button of root.querySelectorAll('button')) button.disabled = false;
  });
  if (!isTrusted) return { rest, focus, disabled };
  const hover = await looksIn(page, (action) => buttonOf(page, action).hover());
  const active = await looksIn(
    page,
    async (action) => {
      await buttonOf(page, action).hover();
      await page.mouse.down();
    },
    async () => {
      await page.mouse.move(1, 1);
      await page.mouse.up();
    },
  );
  await page.mouse.move(1, 1);
  return { rest, focus, disabled, hover, active };
}

/** Takes every click from the page: a button that is held down and let go elsewhere makes one, on what holds both. */
const untouched = '<script>addEventListener("click", (event) => event.stopImmediatePropagation(), true)</script>';

const place = (site: Site, theme: string) =>
  site.page('/', pageOf({ manifest: { ...assistmes, options: { theme } }, first: untouched }));

/** Expects the answers to look the same in every state, and to be read in each that can be pressed. */
async function expectEqual(
  page: Page,
  { before, isTrusted, where }: Record<'before' | 'where', string> & { isTrusted: boolean },
) {
  const all = await states(page, isTrusted, before);
  for (const [state, looks] of Object.entries(all)) {
    expect(looks.map((look) => Object.keys(look).length > 300)).toEqual([true, true, true]);
    expect(differences(looks), `${where}, ${state}`).toEqual([]);
    const least = state === 'disabled' ? 21 : Math.min(...looks.map(contrastOf));
    expect(least, `${where}, ${state}`).toBeGreaterThan(4.5);
  }
  expect(all['focus']![0]).toMatchObject({ 'outline-style': 'solid', 'outline-width': '3px' });
  expect(await unequal(page), where).toEqual([]);
}

const codes = Object.keys(locales);
const themed = layers.flatMap((layer) => themes.map((theme) => ({ ...layer, theme })));

for (const { rule, layer, before, theme } of sample(themed, 3)) {
  test(`${rule} draws three equal answers on the ${layer} layer with the ${theme} theme, by day and night, in every state and language`, async ({
    site,
    page,
    browserName,
  }) => {
    await page.goto(place(site, theme));
    await expect(banner(page)).toBeVisible();
    expect(await page.evaluate(() => document.activeElement === document.body), 'none has focus').toBe(true);
    // In WebKitGTK the driver's pointer and keys are not the visitor's; over BiDi Firefox emulates no media.
    const isTrusted = browserName !== 'webkit';
    const schemes = browserName === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const);
    for (const [colorScheme, code] of schemes.flatMap((scheme) => codes.map((it) => [scheme, it] as const))) {
      if (browserName !== 'firefox') await page.emulateMedia({ colorScheme });
      await speak(page, code);
      await openLayer(page, layer);
      await expectEqual(page, { before, isTrusted, where: `${colorScheme}, ${code}` });
    }
  });
}

for (const { rule, layer } of layers) {
  test(`${rule} gives the answers on the ${layer} layer one size, at every width and where a label wraps`, async ({
    site,
    page,
  }) => {
    place(site, 'nordic');
    const tab = await openAt({ page, site }, '/', desktop);
    await expect(banner(tab)).toBeVisible();
    await openLayer(tab, layer);
    const label = (action: string, text: string) =>
      buttonOf(tab, action).evaluate((it, value) => void (it.textContent = value), text);
    for (const size of [desktop, phone, zoomed, { width: 640, height: 512 }, { width: 900, height: 400 }]) {
      await resize(page, size);
      expect(await unequal(tab), String(size.width)).toEqual([]);
      for (const action of answers) {
        await label(action, 'Ett betydligt längre namn på den här knappen än på de andra');
        expect(await unequal(tab), `${size.width}, ${action} with a long label`).toEqual([]);
        await label(action, 'Kort');
      }
    }
  });
}

test('R10 keeps the text of the answers readable in forced colours, in every state', async ({
  site,
  page,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test force colours while it runs');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(place(site, 'nordic'));
  for (const { layer, before } of layers) {
    await openLayer(page, layer);
    await expectEqual(page, { before, isTrusted: true, where: layer });
  }
});
