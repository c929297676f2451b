/** Reads which cells the visitor has switched on. */
import type { Cell } from '../decision/cells.js';

/** Returns each cell that has a switch within the element, true where it is on. */
export const chosenIn = (root: ParentNode): Partial<Record<Cell, boolean>> =>
  Object.fromEntries(
    [...root.querySelectorAll<HTMLInputElement>('input[data-category]')].map((input) => [
      input.dataset['category'],
      input.checked,
    ]),
  );
