/** Shows what is said where a server cannot listen. */
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { listenAt } from '../../../../src/cli/server/listen.js';

const place = { host: '127.0.0.1', port: 80, options: { host: '--host', port: '--port' } };

/** Listens as Fastify does. */
const listen = (({ host, port }: typeof place) =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    onTestFinished(() => void server.close());
    server.listen(port, host, () => resolve(`http://${host}`));
  })) as FastifyInstance['listen'];

test('gives the address', async () => {
  expect(await listenAt({ listen }, { ...place, port: 0 })).toBe('http://127.0.0.1');
});

test('says that an address is none of this machine', async () => {
  await expect(listenAt({ listen }, { ...place, host: '192.0.2.1', port: 0 })).rejects.toThrow(
    '"192.0.2.1" is no address of this machine: choose another with --host, such as 127.0.0.1',
  );
});

test.each([
  ['EADDRINUSE', 'port 80 is taken: choose another with --admin-port'],
  ['EACCES', 'port 80 needs rights that this account lacks: choose another with --admin-port'],
  ['ENOTFOUND', '"127.0.0.1" is no address of this machine: choose another with --admin-host, such as 127.0.0.1'],
  ['EAI_AGAIN', '"127.0.0.1" is no address of this machine: choose another with --admin-host, such as 127.0.0.1'],
  ['EMFILE', '"127.0.0.1" gives no port 80 (EMFILE): choose others with --admin-host and --admin-port'],
])('says what %s means, and which option mends it', async (code, said) => {
  const fails = (() => Promise.reject(Object.assign(new Error('listen'), { code }))) as FastifyInstance['listen'];
  const options = { host: '--admin-host', port: '--admin-port' };
  await expect(listenAt({ listen: fails }, { ...place, options })).rejects.toThrow(said);
});
