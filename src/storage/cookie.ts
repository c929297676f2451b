/** Reads the decision from its one first-party cookie, through accessors that a page cannot take away. */
import type { Decision } from '../decision/cells.js';
import { PLAIN_NAME, SECURE_NAME, readDecision } from '../decision/cookie.js';

// A page can put anything in the place of `document.cookie` with <img name=cookie>; the prototype's accessor still
// works, while js-cookie throws on reading and Chromium loses the write without a word (RELIABILITY D1, D2).
const accessor =
  typeof Document === 'undefined' ? undefined : Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');

/** Returns all that the page may read of its cookies, or `undefined` where the browser blocks them. */
export const readHeader = (): string | undefined => {
  try {
    return String(accessor?.get?.call(document));
  } catch {
    // Sandboxed frames throw although navigator.cookieEnabled is true (RELIABILITY S6).
    return undefined;
  }
};

/** Writes one line as `document.cookie = line` would. */
export const writeLine = (line: string): void => accessor?.set?.call(document, line);

/** Returns the cookie's name here: `__Host-samtycke` on https, plain on http or where it has a domain, which `__Host-` forbids. */
export const nameHere = (domain: string | undefined): string =>
  location.protocol === 'https:' && !domain ? SECURE_NAME : PLAIN_NAME;

/** Returns the decision stored, or `undefined` if there is none, it cannot be read, or cookies are blocked. */
export const readStored = (domain: string | undefined): Decision | undefined =>
  readDecision(readHeader() ?? '', [nameHere(domain)]);

/** Returns whether the browser says that it will keep nothing. */
export const isBlocked = (): boolean => readHeader() === undefined || !navigator.cookieEnabled;
