/** Shows when a server is ready: over HTTP, in this process, on a journal that can be held up. */
import { once } from 'node:events';
import { fastify } from 'fastify';
import helmet from '@fastify/helmet';
import { expect, onTestFinished, test } from 'vitest';
import { createBase } from '../../../../src/cli/server/base.js';
import { createHealth, type Health } from '../../../../src/cli/server/health.js';
import { createReceiver, type Journal } from '../../../../src/receiver/index.js';
import { newBench, newRecord, ORIGIN, post } from '../../receiver/support.js';
import { ask } from '../http.js';

const newHealth = (changes: Partial<Journal> = {}): { health: Health; journal: Journal; faults: unknown[] } => {
  const faults: unknown[] = [];
  const journal = { ...newBench().journal, ...changes };
  return { journal, faults, health: createHealth({ journal, room: 2, onFault: (error) => faults.push(error) }) };
};

/** Returns the address of a listener that has nothing but health. */
const listen = async (health: Health): Promise<string> => {
  const { server } = await createBase({ fastify, helmet }, { health });
  onTestFinished(() => server.close());
  return server.listen({ port: 0, host: '127.0.0.1' });
};

test('is ready while the journal can be written to', async () => {
  const { health, journal, faults } = newHealth();
  const url = await listen(health);
  expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, text: 'ok\n' });
  await journal.close();
  expect(await ask(`${url}/readyz`)).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5', 'cache-control': 'no-store' },
    text: 'Not now. Try again later.\n',
  });
  expect(faults).toHaveLength(1);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
});

test('is not ready while the queue is full, and ready again when it has room', async () => {
  const gate = new EventTarget();
  const bench = newBench();
  const { health } = newHealth();
  const url = await listen(health);
  const receive = createReceiver({
    journal: {
      ...bench.journal,
      append: async (batch) => {
        await once(gate, 'open');
        return bench.journal.append(batch);
      },
    },
    origins: [ORIGIN],
    room: 2,
    onQueue: health.queue,
  });
  const first = receive(post(newRecord()));
  const second = receive(post(newRecord()));
  await expect.poll(async () => (await ask(`${url}/readyz`)).status).toBe(503);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
  const opening = setInterval(() => gate.dispatchEvent(new Event('open')), 5);
  expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual([201, 201]);
  clearInterval(opening);
  expect((await ask(`${url}/readyz`)).status).toBe(200);
});

test('is not ready once it is told to stop', async () => {
  const { health } = newHealth();
  const url = await listen(health);
  health.stop();
  expect((await ask(`${url}/readyz`)).status).toBe(503);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
});

test('asks the journal once at a time, however many ask', async () => {
  let asked = 0;
  const { health } = newHealth({
    ready: async (): Promise<void> => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
  expect(new Set(await Promise.all(Array.from({ length: 100 }, () => health.isReady())))).toEqual(new Set([true]));
  expect(asked).toBe(1);
  await health.isReady();
  expect(asked).toBe(2);
});

test('is not ready while the journal gives no answer', async () => {
  const { health } = newHealth({ ready: () => new Promise(() => {}) });
  const began = Date.now();
  expect(await health.isReady()).toBe(false);
  expect(Date.now() - began).toBeLessThan(9000);
});
