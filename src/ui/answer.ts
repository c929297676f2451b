/** Puts the visitor's answer into force, with the switches as they stand, and announces it (R52). */
import type { Cells } from '../decision/cells.js';
import type { Port } from '../hall/port.js';
import type { BannerTexts, Locale } from '../manifest/locale.js';
import type { Action } from './Buttons.js';

/** Returns each cell that has a switch within the element, true where it is on. */
const chosenIn = (root: ParentNode): Cells =>
  Object.fromEntries(
    [...root.querySelectorAll('input')].map((input) => [input.dataset['category'], input.checked]),
  ) as Cells;

/** Returns, for a layer and what it says, what takes its answers. */
export const answerIn =
  (port: Port, status: HTMLElement) =>
  (root: ShadowRoot, layer: 1 | 2, texts: BannerTexts) =>
  (action: Action): void => {
    const isYes = port.decide(action === 'save' ? chosenIn(root) : action, layer === 1 ? 'banner' : 'settings', {
      layer,
      texts: JSON.stringify(texts),
    });
    // Where the browser keeps no cookies, the layer says so, and its texts hold that.
    const said = isYes ? 'saved' : 'rejected';
    status.textContent = (texts as Locale)[port.isBlocked() ? 'error.storage' : said];
  };
