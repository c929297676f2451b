/** Lets in the pages of the site and nobody else's: an exact allow-list of origins (R46; RELIABILITY §6). */
import type { Answer } from './answer.js';
import type { Asked } from './asked.js';

/** Returns the allow-list. Throws a TypeError that says how to mend an entry that no browser would ever send. */
export const allowList = (origins: readonly string[]): ReadonlySet<string> => {
  if (!origins.length)
    throw new TypeError(
      'There is no origin to take records from. Give at least one, such as "https://www.example.com".',
    );
  for (const origin of origins)
    if (!isOrigin(origin))
      throw new TypeError(
        `"${origin}" is not an origin. Write one such as "https://www.example.com": scheme and host in lower case, a port only if it is unusual, no path.`,
      );
  return new Set(origins);
};

const isOrigin = (text: string): boolean => {
  try {
    // The URL standard lets a host hold `*`; no page has such an origin, and a wildcard is not what it would mean here.
    return new URL(text).origin === text && !text.includes('*');
  } catch {
    return false;
  }
};

/**
 * Returns whether the request comes from a page of an allowed origin. Every browser sends `Origin` with POST and DELETE;
 * a same-origin GET goes without, and there `Sec-Fetch-Site` says the same (Fetch standard §3.2; Fetch Metadata §2.3). Safari
 * before 16.4 sends neither with it; no page of another site can, and read the answer or send a key (CORS).
 */
export const isFromSite = (
  { method, header }: Pick<Asked, 'method' | 'header'>,
  allowed: ReadonlySet<string>,
): boolean => {
  const origin = header('origin');
  const site = header('sec-fetch-site');
  if (origin === null) return method !== 'POST' && (site === 'same-origin' || (site === null && method === 'GET'));
  return allowed.has(origin) && (site === null || ['same-origin', 'same-site', 'cross-site'].includes(site));
};

/** Returns whether a person asks, and no page: an address typed, or a link opened from outside the browser (Fetch Metadata §2.3). */
export const isFromPerson = ({ header }: Pick<Asked, 'header'>): boolean =>
  header('origin') === null && header('sec-fetch-site') === 'none';

/**
 * Returns the function that gives the CORS headers for an allowed origin, always the same ones, and none for any other: an
 * origin is never merely reflected.
 */
export const createCors = (
  origins: readonly string[],
): ((asked: Pick<Asked, 'method' | 'header'>) => Answer['cors']) => {
  const allowed = new Map(
    origins.map((origin) => {
      const common = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
      const plain = { ...common, 'Access-Control-Expose-Headers': 'Retry-After' };
      const preflight = {
        ...common,
        'Access-Control-Allow-Methods': 'GET, POST, DELETE',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        // Two hours: Chromium keeps no preflight longer.
        'Access-Control-Max-Age': '7200',
      };
      return [origin, { plain, preflight }];
    }),
  );
  const none = {};
  return ({ method, header }) => {
    const headers = allowed.get(header('origin') ?? '');
    return headers?.[method === 'OPTIONS' ? 'preflight' : 'plain'] ?? none;
  };
};
