/** Turns Fastify's requests into what the receiver reads, and its answers into Fastify's. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../../receiver/answer.js';
import type { Asked } from '../../receiver/asked.js';

/** The headers that the receiver reads. Nothing else of the request reaches it: no address, user agent or page (R39). */
const HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'origin',
  'sec-fetch-site',
]);

/** The path that stands for all that cannot be read. */
export const UNREADABLE = '/unreadable';

/** A path as a browser would write it: no dots to resolve, nothing to encode. */
const PLAIN = /^(\/[\w~-]+)+$/;

/** Returns the path of an address as a browser would write it, without the query; `/unreadable` where there is none. */
export const pathOf = (address = ''): string => {
  if (PLAIN.test(address)) return address;
  try {
    // The host does not matter: the receiver looks at the path alone, so that no Host header can mislead it.
    const { pathname } = new URL(address, 'http://receiver');
    decodeURIComponent(pathname);
    return pathname;
  } catch {
    return UNREADABLE;
  }
};

/** Returns what the receiver reads of a request. */
export const askedOf = ({ method, url, headers, body }: FastifyRequest): Asked => ({
  method,
  path: url,
  header: (name) => {
    const value = HEADERS.has(name) ? headers[name] : undefined;
    return typeof value === 'string' ? value : null;
  },
  body: Buffer.isBuffer(body) ? body : null,
});

/** Answers; the headers of the answer stand above those that were there before. */
export const answerWith = (reply: FastifyReply, { status, headers, cookies, text }: Answer): FastifyReply => {
  reply.code(status).headers(headers);
  if (cookies.length) reply.header('set-cookie', [...cookies]);
  return reply.send(text ?? undefined);
};
