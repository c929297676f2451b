/** Shows that one address cannot take the log for itself, and that nobody can pass for another address. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { newRecord, ORIGIN } from '../receiver/support.js';
import { ask, raw, send } from './http.js';
import { serve, useCli } from './support.js';

useCli();

/** Sends so many requests on one connection, and resolves to how many answers had each status. */
const flood = async (
  url: string,
  count: number,
  headerOf = (_index: number) => '',
): Promise<Record<string, number>> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const statuses: Record<string, number> = {};
  let rest = '';
  socket.on('data', (chunk) => {
    const parts = (rest + String(chunk)).split('HTTP/1.1 ');
    rest = `HTTP/1.1 ${parts.pop()}`;
    for (const part of parts.filter(Boolean)) statuses[part.slice(0, 3)] = (statuses[part.slice(0, 3)] ?? 0) + 1;
  });
  const request = `GET /samtycke/records/mine HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\n`;
  for (let index = 1; index < count; index++) socket.write(`${request}${headerOf(index)}\r\n`);
  socket.write(`${request}Connection: close\r\n\r\n`);
  await once(socket, 'close');
  const last = rest.slice(9, 12);
  return { ...statuses, [last]: (statuses[last] ?? 0) + 1 };
};

const numberIn = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);

test('serve answers 300 requests a minute from one address, and bears ten thousand', { timeout: 60_000 }, async () => {
  const { url, admin } = await serve(['--origin', ORIGIN, '--admin-port', '0']);
  const memory = async () => numberIn((await ask(`${admin}/metrics`)).text, 'process_resident_memory_bytes');
  for (let index = 0; index < 300; index++) expect((await ask(`${url}/samtycke/records/mine`)).status).toBe(404);
  expect(await flood(url, 9700)).toEqual({ 429: 9700 });
  // The first flood makes the heap what it is under load; one more adds nothing to it.
  const before = await memory();
  expect(await flood(url, 9700)).toEqual({ 429: 9700 });
  expect((await memory()) - before).toBeLessThan(50e6);
  const { text } = await ask(`${admin}/metrics`);
  expect(text).toContain('samtycke_events_total{event="rate-limited"} 19400\n');
});

test('serve bears a flood from more addresses than it remembers', { timeout: 60_000 }, async () => {
  const { url, admin } = await serve(['--origin', ORIGIN, '--admin-port', '0', '--trust-proxy', '127.0.0.1']);
  const memory = async () => numberIn((await ask(`${admin}/metrics`)).text, 'process_resident_memory_bytes');
  const from = (first: number) => (index: number) =>
    `X-Forwarded-For: ${first}.${index >> 16}.${(index >> 8) & 255}.${index & 255}\r\n`;
  expect(await flood(url, 12_000, from(11))).toEqual({ 404: 12_000 });
  const before = await memory();
  expect(await flood(url, 12_000, from(12))).toEqual({ 404: 12_000 });
  expect((await memory()) - before).toBeLessThan(50e6);
});

test('serve keeps no more of bodies in many parts than of those in one', { timeout: 60_000 }, async () => {
  const { url, admin } = await serve(['--origin', ORIGIN, '--admin-port', '0']);
  const memory = async () => numberIn((await ask(`${admin}/metrics`)).text, 'process_resident_memory_bytes');
  const head = `POST /samtycke/records HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nConnection: close\r\nContent-Type: text/plain\r\n`;
  const inParts = (signs: string) =>
    raw(url, `${head}Transfer-Encoding: chunked\r\n\r\n${signs.replaceAll(/./g, '1\r\n$&\r\n')}0\r\n\r\n`);
  expect(await inParts(JSON.stringify(newRecord()))).toMatch(/^HTTP\/1\.1 201 /);
  const before = await memory();
  const seen: number[] = [];
  // One that comes to a server that has stopped is none.
  const look = () =>
    void memory()
      .then((bytes) => seen.push(bytes))
      .catch(() => 0);
  const timer = setInterval(look, 50);
  const answers = await Promise.all(Array.from({ length: 15 }, () => inParts('x'.repeat(60_000))));
  clearInterval(timer);
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(Math.max(await memory(), ...seen) - before).toBeLessThan(100e6);
});

test('serve refuses with a Retry-After that the page can read, and tells nothing of its limit', async () => {
  const { url } = await serve(['--origin', ORIGIN, '--rate', '1']);
  expect((await send(url, newRecord())).status).toBe(201);
  const refused = await send(url, newRecord(), { 'x-m4rk3r': 'm4rk3r' });
  expect(refused).toMatchObject({
    status: 429,
    headers: { 'access-control-allow-origin': ORIGIN, 'access-control-expose-headers': 'Retry-After' },
    text: 'Too many at once. Try again later.\n',
  });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Object.keys(refused.headers).filter((name) => /ratelimit/i.test(name))).toEqual([]);
  const foreign = await send(url, newRecord(), { origin: 'https://evil.example' });
  expect(foreign.status).toBe(429);
  expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  for (const path of ['/', '/%zz', '/samtycke/records/mine']) expect((await ask(url + path)).status).toBe(429);
});

test('serve limits neither preflights nor health', async () => {
  const { url } = await serve(['--origin', ORIGIN, '--rate', '1']);
  for (let index = 0; index < 5; index++) {
    expect((await ask(`${url}/samtycke/records`, { method: 'OPTIONS' })).status).toBe(204);
    expect((await ask(`${url}/healthz?m4rk3r`)).status).toBe(200);
    expect((await ask(`${url}/readyz`)).status).toBe(200);
  }
  expect((await send(url, newRecord())).status).toBe(201);
});

test('serve has no limit where it is told so', async () => {
  const { url } = await serve(['--origin', ORIGIN, '--rate', '0']);
  expect(await flood(url, 1000)).toEqual({ 404: 1000 });
});

/** Resolves to what an address is told that forwards for each of these. */
const forwarded = async (url: string, ...addresses: readonly string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const address of addresses) statuses.push((await send(url, newRecord(), { 'x-forwarded-for': address })).status);
  return statuses;
};

test('serve believes no X-Forwarded-For of a stranger, and tells the operator how to name a proxy', async () => {
  for (const args of [[], ['--trust-proxy', '192.0.2.7']]) {
    const { url, said } = await serve(['--origin', ORIGIN, '--rate', '1', ...args]);
    expect(await forwarded(url, '198.51.100.1', '198.51.100.2', '127.0.0.1')).toEqual([201, 429, 429]);
    await expect.poll(() => said.out).toContain('until --trust-proxy names it');
  }
});

test('serve counts by the address that a named proxy gives, and not by what came before it', async () => {
  for (const proxy of ['127.0.0.1', '127.0.0.0/8']) {
    const { url } = await serve(['--origin', ORIGIN, '--rate', '1', '--trust-proxy', proxy]);
    expect(await forwarded(url, '198.51.100.1', '198.51.100.2', '198.51.100.1')).toEqual([201, 201, 429]);
    expect(await forwarded(url, '203.0.113.9, 198.51.100.2', '198.51.100.3, 127.0.0.1')).toEqual([429, 201]);
  }
});

test('serve counts 64 bits of an IPv6 address, however a proxy writes it', async () => {
  const { url } = await serve(['--origin', ORIGIN, '--rate', '1', '--trust-proxy', '127.0.0.1']);
  const addresses = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '[2001:db8:1:2::3]:4711', '2001:db8:1:3::1'];
  expect(await forwarded(url, ...addresses)).toEqual([201, 429, 429, 201]);
});
