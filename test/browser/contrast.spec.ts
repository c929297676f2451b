/** Reads the colours of both layers off the engine, in every theme, by day and night and forced: all can be told apart (R53). */
import { expect, test } from './support/fixtures.js';
import { openLayer } from './support/answers.js';
import { assistmes, themes, unfold, type Tab } from './support/layers.js';
import { pageOf } from './support/pages.js';
import { banner } from './support/visit.js';

/** Returns each pair of colours that is too alike: of texts 4.5:1 is asked, of rims, knobs and focus 3:1 (WCAG 1.4.3, 1.4.11). */
const alike = (tab: Tab) =>
  tab.evaluate(() => {
    type Colour = [number, number, number, number];
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
      willReadFrequently: true,
    })!;
    const read = (colour: string): Colour => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data] as never;
    };
    const groundOf = (start: Element | null): Colour => {
      for (let it = start; it; it = it.parentElement) {
        const { backgroundColor, display } = getComputedStyle(it);
        const colour = read(backgroundColor);
        if (colour[3] > 250 && display !== 'contents') return colour;
      }
      return [255, 0, 255, 0];
    };
    const luminance = (colour: Colour) => {
      const [r, g, b] = colour.map((part) => (part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const contrast = (...pair: [Colour, Colour]) => {
      const [light, dark] = pair.map(luminance).toSorted((a, b) => b - a);
      return (light! + 0.05) / (dark! + 0.05);
    };

    const faults: string[] = [];
    let count = 0;
    const ask = (what: string, least: number, [one, other]: [Colour, Colour]) => {
      count++;
      const seen = one.map((part, index) => (part * one[3] + other[index]! * (255 - one[3])) / 255) as Colour;
      if (other[3] < 250) faults.push(`${what}: no ground`);
      else if (contrast(seen, other) < least)
        faults.push(`${what}: ${contrast(seen, other).toFixed(2)} (${seen} on ${other})`);
    };
    const layer = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    for (const it of layer.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(it);
      const text = [...it.childNodes].find((node) => node.nodeType === 3 && node.textContent!.trim());
      if (text && it.getClientRects().length)
        ask(`${it.localName} “${text.textContent!.slice(0, 20)}”`, 4.5, [read(style.color), groundOf(it)]);
      if (it.matches('button'))
        ask(`rim of ${it.dataset['action']}`, 3, [read(style.borderTopColor), groundOf(it.parentElement)]);
      if (it.matches('button, input, a, summary') && it.getClientRects().length) {
        it.focus();
        ask(`focus of ${it.localName}`, 3, [read(style.outlineColor), groundOf(it.parentElement)]);
        if (style.outlineStyle !== 'solid') faults.push(`no ring round ${it.outerHTML}`);
      }
    }
    for (const input of layer.querySelectorAll('input')) {
      for (const isOn of [false, true]) {
        input.checked = isOn;
        const name = `switch ${isOn ? 'on' : 'off'}`;
        ask(`rim of ${name}`, 3, [read(getComputedStyle(input).borderTopColor), groundOf(input.parentElement)]);
        ask(`knob of ${name}`, 3, [read(getComputedStyle(input, '::after').borderTopColor), groundOf(input)]);
      }
    }
    return { faults: [...new Set(faults)], count };
  });

for (const theme of themes) {
  test(`R53 keeps texts, rims, knobs and focus apart from their ground with the ${theme} theme`, async ({
    site,
    page,
    browserName,
  }) => {
    await page.goto(site.page('/', pageOf({ manifest: { ...assistmes, options: { theme } } })));
    await expect(banner(page)).toBeVisible();
    // Firefox takes no emulated media over BiDi; only Chromium can be made to force colours.
    const media = {
      chromium: [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }, { contrast: 'more' }],
      firefox: [{}],
      webkit: [{ colorScheme: 'light' }, { colorScheme: 'dark' }],
    } as const;
    for (const set of media[browserName]) {
      if (browserName !== 'firefox') await page.emulateMedia(set);
      for (const layer of ['first', 'second'] as const) {
        await openLayer(page, layer);
        await unfold(page);
        const { faults, count } = await alike(page);
        expect(faults, `${JSON.stringify(set)}, ${layer} layer`).toEqual([]);
        expect(count).toBeGreaterThan(40);
      }
    }
  });
}
