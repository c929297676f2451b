/** Puts the receiver on Fastify, which guards it against slow, endless and malformed requests and against floods. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooMany } from '../../receiver/answer.js';
import type { Handler } from '../../receiver/createReceiver.js';
import { createBase, type BaseOptions, type Refuse } from './base.js';
import { limitRate } from './limit.js';
import { loadRateLimit, type Packages } from './packages.js';
import type { Watch } from './watch.js';
import { askedOf, readBody } from './web.js';

/** What the listener for visitors is made with. */
interface ServerOptions extends Required<BaseOptions> {
  readonly receive: Handler;
  readonly watch: Watch;
  /** The path above `/records`. */
  readonly prefix: string;
  /** How many requests an address may make a minute; 0 for any number. */
  readonly rate: number;
}

/** Returns a function that names a request's route, in words that say nothing of the request. */
const namer = (prefix: string): ((request: FastifyRequest) => string) => {
  const names = new Map([
    ['/healthz', 'healthz'],
    ['/readyz', 'readyz'],
    [`${prefix}/records`, 'records'],
    [`${prefix}/records/mine`, 'mine'],
  ]);
  return ({ url }) => names.get(url) ?? 'other';
};

/** Refuses whoever asks too often. */
const addLimit = async (server: FastifyInstance, refuse: Refuse, { watch, rate }: ServerOptions): Promise<void> => {
  const secondsOf = await limitRate(server, await loadRateLimit(), rate);
  server.addHook('onRequest', async (request, reply) => {
    // A preflight costs nothing, and a refused one would look like a refused origin. Who asks for health must be told.
    if (request.method === 'OPTIONS' || /^\/(health|ready)z$/.test(request.url)) return undefined;
    const seconds = await secondsOf(request);
    if (!seconds) return undefined;
    watch.event('rate-limited');
    // What a proxy said was not believed.
    if (request.headers['x-forwarded-for'] && request.ip === request.socket.remoteAddress) watch.event('unnamed-proxy');
    return refuse(request, reply, tooMany(seconds));
  });
};

/**
 * Resolves to a Fastify server that hands every request to the receiver, but for health, and for what comes too often from
 * one address: that is answered with 429. Rejects if a package that it needs cannot be loaded.
 */
export const createServer = async (packages: Packages, options: ServerOptions): Promise<FastifyInstance> => {
  const { receive, watch, prefix, rate } = options;
  const { server, answerWith, refuse } = await createBase(packages, options);
  const { answered } = watch;
  const nameOf = namer(prefix);
  if (answered)
    server.addHook('onResponse', (request, reply, done) => {
      const ms = Math.round(reply.elapsedTime);
      answered({ method: request.method, route: nameOf(request), status: reply.statusCode, ms });
      done();
    });
  if (rate) await addLimit(server, refuse, options);
  // In a hook, before Fastify would read the body. Resolves to nothing: a reply is a thenable, for which each request would
  // wait some turns more.
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    answerWith(reply, await receive(askedOf(request, await readBody(request.raw))));
  };
  server.all('*', { onRequest }, () => undefined);
  return server;
};
