/** Writes the decision by js-cookie, and looks whether the browser has kept it. */
import Cookies from 'js-cookie';
import type { Decision } from '../decision/cells.js';
import { encodeDecision } from '../decision/cookie.js';
import { addMonths } from '../decision/validity.js';
import { nameHere, readHeader, readStored, writeLine } from './cookie.js';

export interface WriteOptions {
  readonly domain: string | undefined;
  readonly months: number;
}

const put = (value: string, expires: Date, domain: string | undefined): void => {
  try {
    const line = Cookies.set(nameHere(domain), value, {
      path: '/',
      sameSite: 'lax',
      secure: location.protocol === 'https:',
      expires,
      ...(domain && { domain }),
    });
    // Lost without a word where the page has clobbered document.cookie (RELIABILITY D1).
    if (line && readHeader()?.includes(`${nameHere(domain)}=${value}`) === !value) writeLine(line);
  } catch {
    // Blocked: reading it back tells.
  }
};

/** Stores the decision; returns whether the browser kept it. */
export const writeDecision = (decision: Decision, { domain, months }: WriteOptions): boolean => {
  const value = encodeDecision(decision);
  put(value, new Date(addMonths(decision.at, months)), domain);
  const kept = readStored(domain);
  return !!kept && encodeDecision(kept) === value;
};

/** Removes the decision stored. */
export const removeDecision = (domain: string | undefined): void => put('', new Date(0), domain);
