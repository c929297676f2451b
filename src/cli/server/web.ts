/** Turns Fastify's requests into the web's, and the web's responses into Fastify's answers. */
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The headers that the receiver reads. Nothing else of the request reaches it: no address, user agent or page (R39). */
const HEADERS = [
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'origin',
  'sec-fetch-site',
] as const;

/** The path that stands for all that cannot be read. */
export const UNREADABLE = '/unreadable';

/** Returns the path of an address as a browser would write it, without the query; `/unreadable` where there is none. */
export const pathOf = (address = ''): string => {
  try {
    // The host does not matter: the receiver looks at the path alone, so that no Host header can mislead it.
    const { pathname } = new URL(address, 'http://receiver');
    decodeURIComponent(pathname);
    return pathname;
  } catch {
    return UNREADABLE;
  }
};

/** Returns the web's request, or `undefined` for one that it does not have, such as TRACE. */
export const toWeb = ({ method, url, headers, body }: FastifyRequest): Request | undefined => {
  const kept = new Headers();
  for (const name of HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') kept.set(name, value);
  }
  try {
    return new Request(`http://receiver${url}`, {
      method,
      headers: kept,
      ...(Buffer.isBuffer(body) && { body: new Uint8Array(body) }),
    });
  } catch {
    return undefined;
  }
};

/** Answers with the web's response; its headers stand above those that were there before. */
export const answerWith = async (reply: FastifyReply, response: Response): Promise<FastifyReply> => {
  const cookies = response.headers.getSetCookie();
  reply
    .code(response.status)
    .headers(Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie')));
  if (cookies.length) reply.header('set-cookie', cookies);
  return reply.send(response.body ? await response.text() : undefined);
};
