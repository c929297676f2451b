/** Measures what is drawn: our layers in their shadow root, the page's own elements, and what lies over what. */
import type { Frame, Page } from '@playwright/test';

type Tab = Page | Frame;

/** One element: its name, and its edges in CSS pixels. */
export interface Box {
  readonly name: string;
  readonly edges: readonly number[];
}

/** Returns the box of every element of the layer that shows, in document order. */
export const layerBoxes = (tab: Tab): Promise<Box[]> =>
  tab.evaluate(() =>
    [...document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelectorAll<HTMLElement>('*')].map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return { name: it.dataset['action'] ?? it.dataset['category'] ?? it.localName, edges: [x, y, width, height] };
    }),
  );

/** Returns the box of every element of the page's own, with nothing scrolled. */
export const ownBoxes = (tab: Tab): Promise<Box[]> =>
  tab.evaluate(() => {
    for (const it of document.querySelectorAll('*')) it.scrollTo({ top: 0, left: 0, behavior: 'instant' });
    return [...document.querySelectorAll('body, body *:not([data-samtycke-root], [data-samtycke-status])')].map(
      (it) => {
        const { x, y, width, height } = it.getBoundingClientRect();
        return { name: it.id || it.localName, edges: [x, y, width, height] };
      },
    );
  });

/** Returns one line for each box that lies elsewhere, or is of another size, by more than a pixel. */
export function movedBetween(before: readonly Box[], after: readonly Box[]): string[] {
  if (before.length !== after.length) return [`${before.length} elements became ${after.length}`];
  return before.flatMap(({ name, edges }, index) => {
    const now = after[index]!.edges;
    const isSame = name === after[index]!.name && edges.every((edge, side) => Math.abs(edge - now[side]!) <= 1);
    return isSame ? [] : [`${name}: ${edges.map(Math.round)} → ${after[index]!.name}: ${now.map(Math.round)}`];
  });
}

/** Returns the names of those of our elements in view that something of the page's lies over. */
export const coveredOn = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => {
    const host = document.querySelector('[data-samtycke-root]')!;
    const layer = host.shadowRoot!.querySelector('section, dialog')!.getBoundingClientRect();
    return [...host.shadowRoot!.querySelectorAll<HTMLElement>('*')].flatMap((it) => {
      const { left, right, top, bottom } = it.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const isInView = right > left && y > layer.top && y < Math.min(layer.bottom, innerHeight);
      return !isInView || document.elementFromPoint(x, y) === host ? [] : [it.dataset['action'] ?? it.localName];
    });
  });
