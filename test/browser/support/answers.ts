/** Looks at the three answers of either layer: all that the engine says of how they look, and how large they are. */
import { expect } from '@playwright/test';
import type { Tab } from './layers.js';
import { banner, settings } from './visit.js';

export const answers = ['reject-all', 'save', 'accept-all'] as const;
export const layers = [
  { rule: 'R10', layer: 'first', before: 'settings' },
  { rule: 'R22', layer: 'second', before: 'close' },
] as const;

export type Answer = (typeof answers)[number];
export type Look = Record<string, string>;

export const buttonOf = (tab: Tab, action: string) => tab.locator(`[data-samtycke-root] [data-action="${action}"]`);

/** Returns all that the engine says of how each of the answers looks, before and after it too; its own width is compared by `unequal`. */
export const looksOf = (tab: Tab, actions: readonly Answer[] = answers): Promise<Look[]> =>
  tab.evaluate((wanted) => {
    const fromWidth =
      /^(width|inline-size|perspective-origin|transform-origin|-webkit-(perspective|transform)-origin.*)$/;
    const root = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    return wanted.map((action) => {
      const button = root.querySelector(`[data-action="${action}"]`)!;
      const look: Record<string, string> = { element: button.localName, class: button.className };
      for (const part of ['', '::before', '::after']) {
        const style = getComputedStyle(button, part || undefined);
        // What has no content is not drawn.
        if (part && (look[`${part} content`] = style.content).match(/^(none|normal)$/)) continue;
        for (const name of style) if (!fromWidth.test(name)) look[part + name] = style.getPropertyValue(name);
      }
      return look;
    });
  }, actions);

/** Returns each property in which the answers differ, with its values. */
export const differences = ([first, ...others]: Look[]) =>
  Object.keys(first!).flatMap((name) =>
    others.some((other) => other[name] !== first![name])
      ? [`${name}: ${[first, ...others].map((look) => look![name]).join(' | ')}`]
      : [],
  );

/** Returns the answers whose width or height is another than the first one's. */
export const unequal = (tab: Tab) =>
  tab.evaluate((wanted) => {
    const root = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    const boxes = wanted.map((action) => root.querySelector(`[data-action="${action}"]`)!.getBoundingClientRect());
    const [{ width, height }] = boxes as [DOMRect];
    return boxes
      .filter((box) => Math.abs(box.width - width) > 1 || Math.abs(box.height - height) > 1)
      .map((box) => `${box.width}×${box.height}, not ${width}×${height}`);
  }, answers);

/** Shows that layer. */
export async function openLayer(tab: Tab, layer: 'first' | 'second') {
  await tab.evaluate((name) => (name === 'first' ? window.samtycke!.show() : window.samtycke!.showSettings()), layer);
  await expect(layer === 'first' ? banner(tab) : settings(tab)).toBeVisible();
}
