/** Shows how requests are counted by address: which are one address, how many are remembered, and under what name. */
import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createNames, limitRate } from '../../../../src/cli/server/limit.js';

/** Returns a function that asks from an address, and resolves to the seconds it must wait. */
const newLimit = async (rate: number): Promise<(address: string) => Promise<number>> => {
  const server = fastify({ trustProxy: true });
  onTestFinished(() => server.close());
  const secondsOf = await limitRate(server, await import('@fastify/rate-limit'), rate);
  server.get('/', (request) => secondsOf(request).then((seconds) => ({ seconds })));
  return async (address) =>
    (await server.inject({ url: '/', headers: { 'x-forwarded-for': address } })).json<{ seconds: number }>().seconds;
};

test('lets so many pass from an address, and then says for how long to wait', async () => {
  const ask = await newLimit(3);
  for (let index = 0; index < 3; index++) expect(await ask('192.0.2.1')).toBe(0);
  const seconds = await ask('192.0.2.1');
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await ask('192.0.2.2')).toBe(0);
});

test('takes for one address what one visitor may have many of', async () => {
  const same = [
    ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '192.0.2.1:4711', '[::ffff:192.0.2.1]:80'],
    ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '[2001:db8:1:2::3]:443', '[2001:db8:1:2::4]'],
    // What is no address counts as the proxy that sent it.
    ['m4rk3r', 'unknown', '999.1.1.1', '_hidden', '127.0.0.1'],
  ];
  for (const addresses of same) {
    const ask = await newLimit(1);
    expect(await ask(addresses[0]!)).toBe(0);
    for (const address of addresses) expect(await ask(address), address).toBeGreaterThan(0);
  }
});

test('takes for two what lies in two networks', async () => {
  const ask = await newLimit(1);
  for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8:1:2::1', '2001:db8:1:3::1', '::1', 'fe80::1%eth0'])
    expect(await ask(address), address).toBe(0);
});

test('remembers ten thousand addresses and no more', { timeout: 120_000 }, async () => {
  const ask = await newLimit(1);
  await ask('192.0.2.1');
  expect(await ask('192.0.2.1')).toBeGreaterThan(0);
  for (let index = 0; index < 9999; index++) await ask(`10.1.${index >> 8}.${index & 255}`);
  expect(await ask('192.0.2.1')).toBeGreaterThan(0);
  for (let index = 0; index < 10_000; index++) await ask(`10.2.${index >> 8}.${index & 255}`);
  expect(await ask('192.0.2.1')).toBe(0);
});

test('gives an address another name each day and in each process, and none that holds it', () => {
  let now = 0;
  const nameOf = createNames(() => now);
  const first = nameOf('192.0.2.1');
  expect(first).toMatch(/^[\w-]{43}$/);
  now += 24 * 60 * 60 * 1000 - 1;
  expect(nameOf('192.0.2.1')).toBe(first);
  expect(nameOf('192.0.2.2')).not.toBe(first);
  now += 1;
  expect(nameOf('192.0.2.1')).not.toBe(first);
  expect(createNames(() => 0)('192.0.2.1')).not.toBe(first);
});
