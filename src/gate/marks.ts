/** Knows the markup that waits: what is marked, and where a held address stands. */
import type { Mark } from '../manifest/permit.js';

/**
 * Everything that can be marked, with our attributes or with those of Cookiebot (`data-cookieconsent`) and Klaro
 * (`data-name`). A tag without one of these is none of ours.
 */
export const MARKED =
  ':is([data-service],[data-category],[data-cookieconsent],[data-name]):is(script[type="text/plain" i],template,[data-src],[data-srcset],[data-href],[data-cookieblock-src])';

/** Returns a property of the document, whatever a page or a shim of ours has put in its place (RELIABILITY D1). */
export const ofPage = <Name extends keyof Document>(name: Name): Document[Name] =>
  Reflect.get(Document.prototype, name, document);

export const isScript = (element: Element): element is HTMLScriptElement => element.localName === 'script';

/** Returns the addresses in the attribute: one, or in a set those of its candidates (HTML §4.8.4.2.2). */
const writtenIn = (element: Element, name: string): string[] => {
  const value = element.getAttribute(name)?.trim();
  if (!value) return [];
  return name.endsWith('set') ? [...value.matchAll(/[,\s]*(\S*[^\s,])[^,]*/g)].map(([, url]) => url!) : [value];
};

/** Returns the addresses that the element fetches, or chooses from, once let through, absolute. */
const addressesOf = (element: Element): URL[] => {
  const held = ['data-src', 'data-href', 'data-srcset', 'data-cookieblock-src'].flatMap((name) =>
    writtenIn(element, name),
  );
  // Beside one that is held, what is live has been fetched: a picture to stand there until the other comes.
  return (held.length ? held : writtenIn(element, 'src')).flatMap((written) => {
    try {
      // Against the page's <base>, as the browser fetches it.
      return new URL(written, element.baseURI);
    } catch {
      // No address is none to fetch.
      return [];
    }
  });
};

/** Returns what the element says of itself. Cookiebot's list means that all of it must hold. */
export const markOf = (element: Element): Mark => ({
  service: element.getAttribute('data-service') ?? element.getAttribute('data-name'),
  isGuess: element.matches('[data-name]:not(script,[data-service])'),
  category:
    element.getAttribute('data-category') ?? element.getAttribute('data-cookieconsent')?.replaceAll(',', '&') ?? null,
  addresses: addressesOf(element),
});

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

/**
 * Changes what an element shows; a frame goes out and in for it, as a new one: else Firefox brings a parser-made frame's last
 * address back at a reload, and an emptied one's at a step back, without asking us.
 */
export const renew = (element: Element, change: () => void): void =>
  element.matches('iframe') ? move(element, change) : change();

/** Holds what scripts are within, so that they run in their turn; returns them. */
export const holdScripts = (root: DocumentFragment): HTMLScriptElement[] => {
  const scripts = [...root.querySelectorAll('script')].filter(({ type }) => type !== 'text/plain');
  for (const script of scripts) {
    script.dataset.type = script.type;
    script.type = 'text/plain';
  }
  return scripts;
};

/** Returns the live attribute of a held address: an object's is called `data`. */
export const liveName = (element: Element, name: string): string =>
  name === 'src' && element.localName === 'object' ? 'data' : name;

/** Gives a held element its addresses. Setting them starts the fetch. */
export const open = (element: Element): void => {
  for (const name of ['srcset', 'href', 'src', 'cookieblock-src']) {
    const value = element.getAttribute(`data-${name}`);
    if (value === null) continue;
    element.setAttribute(liveName(element, name.replace('cookieblock-', '')), value);
    element.removeAttribute(`data-${name}`);
  }
  // A source given late is only read when its player loads anew (HTML §4.8.8).
  if (element.localName === 'source') (element.parentElement as Partial<HTMLMediaElement> | null)?.load?.();
};
