/** Loads the packages that `serve` alone needs, and says how to get one that is missing. */

const need = async <T>(name: string, load: () => Promise<T>): Promise<T> => {
  try {
    return await load();
  } catch (cause) {
    throw new Error(`"samtycke serve" needs the package ${name}. Run: npm install ${name}`, { cause });
  }
};

/** What both listeners are made of. */
export interface Packages {
  readonly fastify: typeof import('fastify').fastify;
  readonly helmet: typeof import('@fastify/helmet').default;
}

/** Resolves to what both listeners are made of. Rejects, naming the package, if one cannot be loaded. */
export const loadPackages = async (): Promise<Packages> => ({
  fastify: (await need('fastify', () => import('fastify'))).fastify,
  helmet: (await need('@fastify/helmet', () => import('@fastify/helmet'))).default,
});

/** Resolves to what writes the log. Rejects if it cannot be loaded. */
export const loadPino = (): Promise<typeof import('pino')> => need('pino', () => import('pino'));

/** Resolves to what counts requests by address. Rejects if it cannot be loaded. */
export const loadRateLimit = (): Promise<typeof import('@fastify/rate-limit')> =>
  need('@fastify/rate-limit', () => import('@fastify/rate-limit'));

/** Resolves to what keeps the metrics. Rejects if it cannot be loaded. */
export const loadPrometheus = (): Promise<typeof import('prom-client')> =>
  need('prom-client', () => import('prom-client'));
