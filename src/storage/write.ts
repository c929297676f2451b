/** Writes the cookie by js-cookie, and looks whether the browser has kept it. */
import Cookies from 'js-cookie';
import { nameHere, storedUnder, writeLine } from './cookie.js';

interface CookieLine {
  readonly value: string;
  /** Milliseconds since 1970, UTC; 0 removes the cookie. */
  readonly until: number;
  readonly domain: string | undefined;
}

/** Stores the value under the name that the cookie has here; returns whether the browser kept just that. */
export const writeCookie = ({ value, until, domain }: CookieLine): boolean => {
  const name = nameHere(domain);
  // js-cookie takes what a page has put on Object.prototype for attributes, and fails where it is a function (RELIABILITY P2).
  const none: Record<string, false> = {};
  for (const inherited in none) none[inherited] = false;
  try {
    const line = Cookies.set(name, value, {
      ...none,
      path: '/',
      sameSite: 'lax',
      secure: location.protocol === 'https:',
      expires: new Date(until),
      ...(domain && { domain }),
    });
    // Lost without a word where the page has clobbered document.cookie (RELIABILITY D1).
    if (line && storedUnder(name) !== value) writeLine(line);
  } catch {
    // Blocked: reading it back tells.
  }
  return storedUnder(name) === value;
};
