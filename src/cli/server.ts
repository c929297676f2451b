/** Puts the receiver on Fastify, which guards it against slow, endless and malformed requests. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Journal, Receiver } from '../receiver/index.js';
import { handTo, plain, unreadable } from './web.js';

const load = async (): Promise<typeof import('fastify')> => {
  try {
    return await import('fastify');
  } catch (cause) {
    throw new Error('"samtycke serve" needs the package fastify. Run: npm install fastify', { cause });
  }
};

/** Records are small and pages are quick: who needs longer is holding a connection open (RELIABILITY §6). */
const LIMITS = {
  // All that a browser can send as a page closes (Fetch standard §4.6, keepalive); the receiver itself takes far less.
  bodyLimit: 64 * 1024,
  requestTimeout: 10_000,
  connectionTimeout: 15_000,
  keepAliveTimeout: 5000,
  http: { headersTimeout: 5000, connectionsCheckingInterval: 1000 },
};

const answerFault = ({ statusCode = 500 }: { readonly statusCode?: number }, reply: FastifyReply): FastifyReply => {
  if (statusCode === 413) return plain(reply, 413, 'That is too large.');
  return statusCode < 500
    ? unreadable(reply)
    : plain(reply.header('retry-after', '5'), 503, 'Not now. Try again later.');
};

/**
 * Resolves to a Fastify server that hands every request to the receiver, and answers `/healthz` with 200 while the
 * journal can be read. It logs nothing. Rejects if Fastify is not installed.
 */
export const createServer = async (receive: Receiver, journal: Journal): Promise<FastifyInstance> => {
  const { fastify } = await load();
  const server = fastify({
    ...LIMITS,
    logger: false,
    // Fastify's own text repeats the address.
    frameworkErrors: (_error, _request, reply) => void unreadable(reply as FastifyReply),
  });
  server.server.maxConnections = 10_000;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.get('/healthz', (_request, reply) =>
    journal.list({ limit: 1 }).then(
      () => plain(reply, 200, 'ok'),
      () => plain(reply, 503, 'The journal cannot be read.'),
    ),
  );
  const hand = handTo(receive);
  server.all('*', hand);
  server.setNotFoundHandler(hand);
  server.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => answerFault(error, reply));
  return server;
};
