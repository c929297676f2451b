/** Counts requests by address without knowing whose they were: under a key of the day, which nobody else ever has. */
import { createHmac, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const DAY = 24 * 60 * 60 * 1000;

/** The addresses remembered; the one that has been quiet longest goes first. About 3 MB. */
const ADDRESSES = 10_000;

/** Returns the address in what a proxy wrote, which may bear brackets and a port; else the nearest address there is. */
const addressOf = ({ ip, socket }: FastifyRequest): string => {
  const [, inBrackets, beforePort] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(ip) ?? [];
  const address = inBrackets ?? beforePort ?? ip;
  return isIP(address) ? address : (socket.remoteAddress ?? '');
};

/**
 * Returns a function that makes of an address a name for the day: an HMAC under a random key that is in memory alone and is
 * replaced every 24 hours, so that no name can be traced back or outlives its day.
 */
export const createNames = (now: () => number = Date.now): ((address: string) => string) => {
  let key = randomBytes(32);
  let until = now() + DAY;
  return (address) => {
    if (now() >= until) {
      key = randomBytes(32);
      until = now() + DAY;
    }
    return createHmac('sha256', key).update(address).digest('base64url');
  };
};

/**
 * Puts a limit of `rate` requests a minute and address on the server: an IPv4 address, or 64 bits of an IPv6 one. Resolves
 * to a function that counts a request and resolves to the seconds it must wait, 0 if it may pass.
 */
export const limitRate = async (
  server: FastifyInstance,
  plugin: typeof import('@fastify/rate-limit'),
  rate: number,
): Promise<(request: FastifyRequest) => Promise<number>> => {
  const { default: rateLimit, normalizeIP } = plugin;
  const nameOf = createNames();
  await server.register(rateLimit, {
    // Not by route: what has no route counts too, and the plugin's own answer would tell the limit.
    global: false,
    max: rate,
    timeWindow: 60_000,
    cache: ADDRESSES,
    keyGenerator: (request) => nameOf(normalizeIP(addressOf(request), 64)),
  });
  const count = server.createRateLimit();
  return async (request) => {
    const counted = await count(request);
    return !counted.isAllowed && counted.isExceeded ? Math.max(1, counted.ttlInSeconds) : 0;
  };
};
