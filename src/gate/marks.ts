/** Knows the markup that waits: what is marked, and where a held address stands. */

/** Everything that can be marked. A tag without `data-service` or `data-category` is none of ours. */
export const MARKED =
  ':is(script[type="text/plain" i],template,[data-src],[data-srcset],[data-href]):is([data-service],[data-category])';

/** Returns how far the page is, whatever the page or a shim of ours says (RELIABILITY D1). */
export const readyState = (): DocumentReadyState => Reflect.get(Document.prototype, 'readyState', document);

/** The attributes that hold an address back as `data-…`. */
export const ADDRESSES = ['srcset', 'href', 'src'] as const;

/** Returns the live attribute of a held address: an object's is called `data`. */
export const liveName = (element: Element, name: string): string =>
  name === 'src' && element.localName === 'object' ? 'data' : name;

export const isScript = (element: Element): element is HTMLScriptElement => element.localName === 'script';

/** Returns the address that the element fetches once let through, absolute, or `undefined` if it has none. */
export const addressOf = (element: Element): URL | undefined => {
  const [raw] = ['data-src', 'data-href', 'src', 'data-srcset'].flatMap(
    (name) => element.getAttribute(name)?.trim().split(/[\s,]/, 1) ?? [],
  );
  try {
    // Against the page, not its <base> (RELIABILITY L10).
    if (raw !== undefined) return new URL(raw, location.href);
  } catch {
    // No address is none to fetch.
  }
  return undefined;
};

/** Takes an element out, changes it, and puts it back where it stood: the same element, with all that the page gave it. */
export const move = (element: Element, change: () => void): void => {
  const { parentNode, nextSibling } = element;
  parentNode?.removeChild(element);
  try {
    change();
  } finally {
    parentNode?.insertBefore(element, nextSibling);
  }
};

/** Gives a held element its addresses. Setting them starts the fetch. */
export const open = (element: Element): void => {
  for (const name of ADDRESSES) {
    const value = element.getAttribute(`data-${name}`);
    if (value === null) continue;
    element.setAttribute(liveName(element, name), value);
    element.removeAttribute(`data-${name}`);
  }
  // A source given late is only read when its player loads anew (HTML §4.8.8).
  if (element.localName === 'source') (element.parentElement as Partial<HTMLMediaElement> | null)?.load?.();
};
