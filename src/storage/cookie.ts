/** Reads the one first-party cookie, through accessors that a page cannot take away. */
import { attempt } from '../decision/attempt.js';
import { PLAIN_NAME, SECURE_NAME } from '../decision/cookie.js';

/**
 * A page can put anything in the place of `document.cookie` with <img name=cookie>; the prototype's accessor still works, while
 * js-cookie throws on reading and Chromium loses the write without a word (RELIABILITY D1, D2).
 */
const read = (): string => String(Reflect.get(Document.prototype, 'cookie', document));

/** Returns all that the page may read of its cookies: nothing where the browser blocks them. */
export const readHeader = (): string => attempt(read) ?? '';

/** Returns whether there may be a cookie of ours: costs nothing more than the reading. */
export const mayHoldOurs = (): boolean => readHeader().includes(`${PLAIN_NAME}=`);

/** Writes one line as `document.cookie = line` would. */
export const writeLine = (line: string): void => void Reflect.set(Document.prototype, 'cookie', line, document);

/** Returns the cookie's name here: `__Host-samtycke` on https, plain on http or where it has a domain, which `__Host-` forbids. */
export const nameHere = (domain: string | undefined): string =>
  location.protocol === 'https:' && !domain ? SECURE_NAME : PLAIN_NAME;

/** Returns what is stored under the name: nothing, a value, or, where there are several, all of them with commas between. */
export const storedUnder = (name: string): string =>
  readHeader()
    .split('; ')
    .flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []))
    .join();

/** Returns whether the browser keeps nothing: sandboxed frames throw although navigator.cookieEnabled is true (RELIABILITY S6). */
export const isBlocked = (): boolean => attempt(read) === undefined || !navigator.cookieEnabled;
