/** Makes what both listeners have in common: limits against slow and endless requests, fixed headers, health. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answer, notFound, unavailable, type Answer } from '../../receiver/answer.js';
import { createCors } from '../../receiver/origin.js';
import type { Health } from './health.js';
import { answerMalformed } from './malformed.js';
import type { Packages } from './packages.js';
import { askedOf, createAnswering, LARGEST, pathOf, UNREADABLE, type AnswerWith } from './web.js';

/** Records are small and pages are quick: who needs longer is holding a connection open (RELIABILITY §6). */
const LIMITS = {
  bodyLimit: LARGEST,
  requestTimeout: 10_000,
  connectionTimeout: 15_000,
  keepAliveTimeout: 5000,
  http: { headersTimeout: 5000, connectionsCheckingInterval: 1000 },
};

/** What stands above every answer that has nothing stricter of its own. */
const SHIELD = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'same-site' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
  // Whether a host is to be had by https alone is for the proxy to say, which speaks https for it.
  strictTransportSecurity: false,
  // What a document alone heeds, or a browser of long ago: it would be most of each of these empty answers.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/** What an answer has of its own, or of its connection. */
const ITS_OWN = new Set(['connection', 'content-length', 'date']);

/** Resolves to the headers that helmet gives every answer. They are always the same: so it is asked once, not each time. */
const shieldOf = async ({ fastify, helmet }: Packages): Promise<Record<string, string>> => {
  const server = fastify({ logger: false });
  await server.register(helmet, SHIELD);
  server.get('/', (_request, reply) => reply.send());
  const { headers } = await server.inject('/');
  await server.close();
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (ITS_OWN.has(name) ? [] : [[name, String(value)]])),
  );
};

/** What a listener is made with. */
export interface BaseOptions {
  readonly health: Health;
  /** The origins whose pages may read even a refusal; none unless given. */
  readonly origins?: readonly string[];
  /** The proxies whose `X-Forwarded-For` counts; none unless given. */
  readonly proxies?: readonly string[];
}

/** Answers with a refusal, which a page of the site may read. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, refusal: Answer) => FastifyReply;

const refuser = (answerWith: AnswerWith, origins: readonly string[]): Refuse => {
  const corsFor = createCors(origins);
  return (request, reply, refusal) => answerWith(reply, { ...refusal, cors: corsFor(askedOf(request)) });
};

const unreadable = (): Answer => answer(400, 'That cannot be read.\n');

const addHealth = (server: FastifyInstance, health: Health, answerWith: AnswerWith): void => {
  const ok = (): Answer => answer(200, 'ok\n');
  server.get('/healthz', (_request, reply) => answerWith(reply, ok()));
  server.get('/readyz', async (_request, reply) => answerWith(reply, (await health.isReady()) ? ok() : unavailable(5)));
};

/** A listener, and how to answer there: with anything, and with a refusal. */
interface Base {
  readonly server: FastifyInstance;
  readonly answerWith: AnswerWith;
  readonly refuse: Refuse;
}

/**
 * Resolves to a Fastify server and to what answers a request there. The server answers `/healthz` with 200, and `/readyz`
 * with 200 or 503; every answer of either has the same headers. It logs nothing.
 */
export const createBase = async (
  { fastify, helmet }: Packages,
  { health, origins = [], proxies = [] }: BaseOptions,
): Promise<Base> => {
  // Node closes what is idle when it stops; what is busy then would be idle until its time is up.
  const answerWith = createAnswering(await shieldOf({ fastify, helmet }), health.isStopping);
  const refuse = refuser(answerWith, origins);
  const server: FastifyInstance = fastify({
    ...LIMITS,
    logger: false,
    trustProxy: proxies.length ? [...proxies] : false,
    // Fastify's own answers lack the headers: while it stops, what still comes in is answered as ever.
    return503OnClosing: false,
    clientErrorHandler: answerMalformed,
    // The query ends here. A path that Fastify cannot decode would go past its hooks, limit and headers included.
    rewriteUrl: ({ url }) => pathOf(url),
    // Fastify's own text repeats the address.
    frameworkErrors: (_error, _request, reply) => void answerWith(reply as FastifyReply, unreadable()),
  });
  server.server.maxConnections = 10_000;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  addHealth(server, health, answerWith);
  server.all(UNREADABLE, (request, reply) => refuse(request, reply, unreadable()));
  server.setNotFoundHandler((request, reply) => refuse(request, reply, notFound()));
  server.setErrorHandler(({ statusCode = 500 }: { readonly statusCode?: number }, request, reply) => {
    if (statusCode === 413) return refuse(request, reply, answer(413, 'That is too large.\n'));
    return refuse(request, reply, statusCode < 500 ? unreadable() : unavailable(5));
  });
  return { server, answerWith, refuse };
};
