/** Takes addresses back from what was let through before, so that a frame or picture is empty again. */
import { liveName } from './marks.js';

/** Empties the element; the gate may open it again later. */
export const close = (element: Element): void => {
  for (const name of ['srcset', 'href', 'src']) {
    const live = liveName(element, name);
    const value = element.getAttribute(live);
    if (value === null) continue;
    element.setAttribute(`data-${name}`, value);
    element.removeAttribute(live);
  }
  // A player keeps what it has until it loads anew (HTML §4.8.11.2).
  const player = element.localName === 'source' ? element.parentElement : element;
  (player as Partial<HTMLMediaElement> | null)?.load?.();
};
