/** Takes addresses back from what was let through before, so that a frame or picture is empty again. */
import { liveName } from './marks.js';

/** Empties the element; the gate may open it again later. A script that has run cannot be taken back. */
export const close = (element: Element): void => {
  for (const name of ['srcset', 'href', 'src']) {
    const live = liveName(element, name);
    const value = element.getAttribute(live);
    if (value === null) continue;
    element.setAttribute(`data-${name}`, value);
    element.removeAttribute(live);
  }
};
