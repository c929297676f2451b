/** Turns Fastify's requests into the web's, and the web's responses into Fastify's answers. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Receiver } from '../receiver/index.js';

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

/** Answers with a fixed text, and lets nobody keep it. */
export const plain = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' })
    .send(`${text}\n`);

/** Answers a request that makes no sense. */
export const unreadable = (reply: FastifyReply): FastifyReply => plain(reply, 400, 'That cannot be read.');

/** Returns the web's request, or `undefined` for one that it does not have, such as TRACE. */
const toWeb = ({ method, url, headers, body }: FastifyRequest): Request | undefined => {
  const kept = new Headers();
  for (const name of HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') kept.set(name, value);
  }
  try {
    // The host does not matter: the receiver looks at the path alone, so that no Host header can mislead it.
    const { pathname } = new URL(url, 'http://receiver');
    return new Request(new URL(pathname, 'http://receiver'), {
      method,
      headers: kept,
      ...(Buffer.isBuffer(body) && { body: new Uint8Array(body) }),
    });
  } catch {
    return undefined;
  }
};

/** Returns a Fastify handler that hands each request to the receiver. */
export const handTo =
  (receive: Receiver) =>
  async (incoming: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const request = toWeb(incoming);
    if (!request) return unreadable(reply);
    const response = await receive(request);
    const cookies = response.headers.getSetCookie();
    reply
      .code(response.status)
      .headers(Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie')));
    if (cookies.length) reply.header('set-cookie', cookies);
    return reply.send(response.body ? await response.text() : undefined);
  };
