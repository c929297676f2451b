/** Sets the visitor's cookie again from the server, since Safari forgets within a week what a script has set (R27). */
import { agrees } from '../decision/agrees.js';
import type { Decision } from '../decision/cells.js';
import { cookieValues, decodeDecision, encodeDecision, PLAIN_NAME, SECURE_NAME } from '../decision/cookie.js';
import type { ConsentRecord } from '../decision/record.js';
import { LONGEST } from './checkRecord.js';

/** What renewing needs to know beside the record. */
interface Renewal {
  /** The request's `Cookie` header. */
  readonly header: string;
  /** Whether the page is on https. */
  readonly isSecure: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** The domain over which the plain cookie is shared, as in the manifest. */
  readonly domain: string | undefined;
}

/** Returns the decision in the one cookie of the name, if it says what the record says. */
const agreed = (record: ConsentRecord, header: string, name: string): Decision | undefined => {
  const values = cookieValues(header, [name]);
  const decision = values.length === 1 ? decodeDecision(values[0]!) : undefined;
  return decision && agrees(decision, record) ? decision : undefined;
};

/**
 * Returns the `Set-Cookie` values to answer with: one for each samtycke cookie that the request brought and that says
 * what the record says, else none. A record that waited in a queue while the visitor changed their mind brings nothing back.
 * The attributes are those of the browser's own write (storage/cookie.ts), or the two would stand side by side.
 */
export const renewedCookies = (record: ConsentRecord, { header, isSecure, now, domain }: Renewal): string[] =>
  [SECURE_NAME, PLAIN_NAME].flatMap((name) => {
    const decision = agreed(record, header, name);
    if (!decision) return [];
    const seconds = Math.floor(Math.min(Date.parse(record.validUntil) - now, LONGEST) / 1000);
    if (seconds <= 0) return [];
    const scope = `${name === PLAIN_NAME && domain ? `; Domain=${domain}` : ''}${isSecure ? '; Secure' : ''}`;
    return [`${name}=${encodeDecision(decision)}; Path=/${scope}; SameSite=Lax; Max-Age=${seconds}`];
  });
