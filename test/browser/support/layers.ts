/** Opens both layers at any size and in every language that is built, and measures what they draw. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Frame, Page } from '@playwright/test';
import type { Locale } from '../../../src/manifest/locale.js';
import type { Manifest } from '../../../src/manifest/types.js';
import type { Site } from './site.js';
import { frameTab } from './tabs.js';

export type Tab = Page | Frame;
type Size = { width: number; height: number };

export const phone: Size = { width: 320, height: 568 };
/** A window of 1280 × 1024 at 400 %, in CSS pixels (WCAG 1.4.10). */
export const zoomed: Size = { width: 320, height: 256 };
export const desktop: Size = { width: 1280, height: 720 };

const at = (path: string) => new URL(`../../../${path}`, import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(at(path), 'utf8'));

/** The texts of every language in `dist`, by its code. */
export const locales: Record<string, Locale> = Object.fromEntries(
  readdirSync(at('dist/locales')).map((name) => [name.replace('.json', ''), json(`dist/locales/${name}`)]),
);

/** The names of the themes in `dist`. */
export const themes = readdirSync(at('dist/themes')).map((name) => name.replace('.css', ''));

const example: Manifest = json('examples/assistme/samtycke.json');

/** What AssistMe declares, on the tests' own site and without its log: the most that is to be drawn, in five cells. */
export const assistmes: Manifest = {
  ...example,
  controller: { ...example.controller, dpo: 'dataskydd@assistme.eu' },
  site: 'site.example',
  options: {},
};

/** The cells of `assistmes` that have a switch. */
export const cells = [
  'permanent:functional',
  'permanent:statistics',
  'third-party:functional',
  'third-party:statistics',
  'third-party:marketing',
];

/** Returns whether it is WebKitGTK, whose window has one size. */
export const isWebkit = (page: Page) => page.context().browser()?.browserType().name() === 'webkit';

/** Opens a place in a window of that size; in WebKitGTK, whose windows are never narrower than 447 px, in a frame. */
export async function openAt({ page, site }: { page: Page; site: Site }, place: string, size: Size): Promise<Tab> {
  if (isWebkit(page)) {
    await page.goto(site.page('/frames', '<!doctype html><title>Frames</title>'));
    return frameTab(page, site.url(place), size);
  }
  await page.setViewportSize(size);
  await page.goto(site.url(place));
  return page;
}

/** Gives the window, or the frame in its stead, another size. */
export async function resize(page: Page, { width, height }: Size) {
  if (!isWebkit(page)) return page.setViewportSize({ width, height });
  await page
    .locator('iframe')
    .evaluate(
      (frame, [wide, high]) => Object.assign(frame, { width: wide, height: high }),
      [width, height].map(String),
    );
}

/** Draws all anew in another language. */
export const speak = (tab: Tab, code: string) => tab.evaluate((value) => window.samtycke!.setLocale(value), code);

/** Opens every list of services in the settings. */
export const unfold = (tab: Tab) =>
  tab
    .locator('[data-samtycke-root] details')
    .evaluateAll((all) => all.forEach((details) => ((details as HTMLDetailsElement).open = true)));

/** Returns what does not lie whole within the window, or is covered there. */
export const outOfView = (tab: Tab, selector: string) =>
  tab.evaluate((wanted) => {
    const root = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    const isSeen = (element: Element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const sides = [
        // Clear of the scrollbar that WebKitGTK lays over the edge.
        [left + 8, y],
        [right - 8, y],
        [x, top + 3],
        [x, bottom - 3],
      ] as const;
      const isWithin = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      return isWithin && sides.every((side) => element.contains(root.elementFromPoint(...side)));
    };
    const all = [...root.querySelectorAll<HTMLElement>(wanted)];
    if (!all.length) return [`no ${wanted}`];
    return all.filter((element) => !isSeen(element)).map((element) => element.innerText);
  }, selector);

/** Returns the boxes of all that the selector finds in our layer. */
export const boxesOf = (tab: Tab, selector: string) =>
  tab.evaluate(
    (wanted) =>
      [...document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelectorAll(wanted)].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height, text: element.textContent };
      }),
    selector,
  );

/** Returns the text that is to be seen in our layer, as one line. */
export const seenText = async (tab: Tab) =>
  (
    await tab.evaluate(
      () =>
        document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector<HTMLElement>('section,dialog')!
          .innerText,
    )
  ).replace(/\s+/g, ' ');
