/** Zooms, turns and spaces both layers out: nothing is cut off, and all that can be pressed comes into view (R55). */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { openLayer } from './support/answers.js';
import {
  assistmes,
  desktop,
  locales,
  openAt,
  phone,
  resize,
  speak,
  unfold,
  zoomed,
  type Tab,
} from './support/layers.js';
import { pageOf } from './support/pages.js';
import type { Site } from './support/site.js';
import { banner } from './support/visit.js';

const root = '[data-samtycke-root]';

interface Visit {
  page: Page;
  site: Site;
}

/** What a reader may set for all text (WCAG 1.4.12). */
const spacing =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }';

const space = (tab: Tab) =>
  tab.evaluate((css) => {
    const layer = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    layer.adoptedStyleSheets = [...layer.adoptedStyleSheets, sheet];
  }, spacing);

/** Returns what is wider than its box, higher than a box that does not scroll, or out of the window at the side. */
const clipped = (tab: Tab) =>
  tab.evaluate(() => {
    const layer = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    const faults = [...layer.querySelectorAll<HTMLElement>('*')].filter((it) => {
      const { left, right, width } = it.getBoundingClientRect();
      const { overflowY, overflowX } = getComputedStyle(it);
      const isCut = overflowY === 'hidden' && it.scrollHeight > it.clientHeight + 1;
      const isWide = it.clientWidth > 0 && it.scrollWidth > it.clientWidth + (overflowX === 'visible' ? 1 : 0);
      return width > 0 && (isCut || isWide || left < -1 || right > innerWidth + 1);
    });
    const page = document.documentElement;
    return [
      ...faults.map(
        (it) => `${it.localName}.${it.className} ${it.scrollWidth}/${it.clientWidth} ${it.textContent!.slice(0, 40)}`,
      ),
      ...(page.scrollWidth > innerWidth ? [`the page: ${page.scrollWidth} wide`] : []),
    ];
  });

/** Returns what can be pressed and does not come into view when Tab leads to it. */
const unreached = (tab: Tab) =>
  tab.locator(`${root} :is(button, a[href], input, summary)`).evaluateAll(async (all) => {
    const isSeen = (it: Element) => {
      // A link may go over two lines, and its box then holds words that are none of it.
      const { left, top, width, height } = it.getClientRects()[0]!;
      const layer = it.getRootNode() as ShadowRoot;
      return it.contains(layer.elementFromPoint(left + width / 2, top + height / 2));
    };
    const faults: string[] = [];
    for (const it of all.filter((each) => each.getClientRects().length)) {
      (it as HTMLElement).focus();
      it.dispatchEvent(new KeyboardEvent('keyup', { key: 'Tab', bubbles: true }));
      // WebKit scrolls a little later.
      for (let tries = 0; tries < 4 && !isSeen(it); tries++) await new Promise(requestAnimationFrame);
      if (!isSeen(it)) faults.push(it.getAttribute('aria-label') ?? it.textContent!);
    }
    return faults;
  });

const windows = [phone, zoomed, { width: 568, height: 320 }, { width: 640, height: 512 }, desktop];

interface Case {
  where: string;
  size: typeof phone;
  isSpaced: boolean;
}

/** Calls back with the layer in every language, window and spacing. */
async function everywhere(
  { page, site }: Visit,
  layer: 'first' | 'second',
  look: (tab: Tab, now: Case) => Promise<void>,
) {
  site.page('/', pageOf({ manifest: assistmes }));
  const tab = await openAt({ page, site }, '/', phone);
  await expect(banner(tab)).toBeVisible();
  for (const code of Object.keys(locales)) {
    await speak(tab, code);
    await openLayer(tab, layer);
    await unfold(tab);
    for (const isSpaced of [false, true]) {
      if (isSpaced) await space(tab);
      for (const size of windows) {
        await resize(page, size);
        const where = `${code}, ${size.width}×${size.height}${isSpaced ? ', spaced' : ''}`;
        await look(tab, { where, size, isSpaced });
      }
    }
  }
}

for (const layer of ['first', 'second'] as const) {
  test(`R55 cuts no text of the ${layer} layer off, at 200 and 400 %, upright and lying, with wide text spacing, in every language`, async ({
    site,
    page,
  }) => {
    await everywhere({ page, site }, layer, async (tab, { where }) => expect(await clipped(tab), where).toEqual([]));
  });

  test(`R55 brings all of the ${layer} layer that can be pressed into view when it has focus, at every size`, async ({
    site,
    page,
  }) => {
    const faults: Record<string, string[]> = {};
    await everywhere({ page, site }, layer, async (tab, { where, size, isSpaced }) => {
      // WCAG asks for 400 % and for wide spacing, not for both at once.
      if (size === zoomed && isSpaced) return;
      const found = await unreached(tab);
      if (found.length) faults[where] = found;
    });
    expect(faults).toEqual({});
  });
}
