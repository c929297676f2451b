/** Makes the listener for the operator, where the metrics are: never the one that visitors reach. */
import type { FastifyInstance } from 'fastify';
import { answer } from '../../receiver/answer.js';
import { createBase } from './base.js';
import type { Health } from './health.js';
import type { Meter } from './metrics.js';
import type { Packages } from './packages.js';

/** Resolves to a Fastify server that answers `/metrics`, `/healthz` and `/readyz`, and nothing else. */
export const createAdmin = async (packages: Packages, health: Health, meter: Meter): Promise<FastifyInstance> => {
  const { server, answerWith } = await createBase(packages, { health });
  server.get('/metrics', async (_request, reply) =>
    answerWith(reply, answer(200, await meter.text(), { 'Content-Type': meter.type })),
  );
  return server;
};
