/** Shows the headers of every answer, whoever gives it: the receiver, Fastify, Node's parser, health or metrics. */
import { expect, test } from 'vitest';
import { newRecord, ORIGIN } from '../receiver/support.js';
import { ask, raw, send } from './http.js';
import { serve, useCli } from './support.js';

useCli();

/** What the receiver itself says, wherever it is mounted. */
const OWN = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  vary: 'Origin',
  'x-content-type-options': 'nosniff',
};

const ALL = { ...OWN, 'x-frame-options': 'DENY' };

const CORS = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-origin': ORIGIN,
  'access-control-expose-headers': 'Retry-After',
};

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** What changes from answer to answer, or is the connection's. */
const TRANSPORT = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

const without = (headers: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !TRANSPORT.has(name)));

test('every answer has the same headers, and those that it needs', async () => {
  const { url, admin } = await serve(['--origin', ORIGIN, '--rate', '2', '--admin-port', '0']);
  const post = (body: string, path = '/samtycke/records') =>
    ask(url + path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
  const answers = [
    [ask(`${url}/healthz`), 200, { ...ALL, ...TEXT }],
    [ask(`${url}/readyz`), 200, { ...ALL, ...TEXT }],
    [ask(`${admin}/readyz`), 200, { ...ALL, ...TEXT }],
    [ask(`${admin}/other`), 404, { ...ALL, ...TEXT }],
    [ask(`${admin}/metrics`), 200, { ...ALL, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }],
  ] as const;
  for (const [answer, status, headers] of answers) {
    const heard = await answer;
    expect(heard.status).toBe(status);
    expect(without(heard.headers)).toEqual(headers);
  }
  const taken = await send(url, newRecord());
  expect(taken.status).toBe(201);
  expect(without(taken.headers)).toEqual({ ...ALL, ...CORS });
  const foreign = await send(url, newRecord(), { origin: 'https://evil.example' });
  expect(foreign.status).toBe(403);
  expect(without(foreign.headers)).toEqual({ ...ALL, ...TEXT });
  const limited = await post('{}');
  expect(limited.status).toBe(429);
  expect(without(limited.headers)).toEqual({
    ...ALL,
    ...TEXT,
    ...CORS,
    'retry-after': expect.stringMatching(/^[1-6]?\d$/),
  });
});

test('Fastify and the parser refuse under the same headers', async () => {
  const { url } = await serve(['--origin', ORIGIN]);
  const post = (path: string, body: string) =>
    raw(
      url,
      `POST ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
  const headersIn = (heard: string): Record<string, string> =>
    Object.fromEntries(
      heard
        .split('\r\n\r\n')[0]!
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(/: (.*)/s).slice(0, 2))
        .map(([name, value]) => [name!.toLowerCase(), value!]),
    );
  const tooLarge = await raw(
    url,
    `POST /samtycke/records HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\nContent-Length: 70000\r\n\r\n`,
  );
  expect(tooLarge).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\n\r\nThat is too large\.\n$/);
  expect(without(headersIn(tooLarge))).toEqual({ ...ALL, ...TEXT, ...CORS });
  for (const path of ['/%zz', '/%', '/a%ff']) {
    const heard = await post(path, '{}');
    expect(heard).toMatch(/^HTTP\/1\.1 400 [\s\S]*\r\n\r\nThat cannot be read\.\n$/);
    expect(without(headersIn(heard))).toEqual({ ...ALL, ...TEXT, ...CORS });
  }
  for (const [text, status] of [
    ['NONSENSE m4rk3r\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'m4rk3r'.repeat(10_000)}\r\n\r\n`, 431],
  ] as const) {
    const heard = await raw(url, text);
    expect(heard).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(without(headersIn(heard))).toEqual({ ...OWN, ...TEXT });
    expect(heard).not.toContain('m4rk3r');
  }
});
