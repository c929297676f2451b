/** Shows `samtycke serve` over real HTTP: start, refusals, and an orderly stop. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId, newRecord, ORIGIN } from '../receiver/support.js';
import { ask, raw, send } from './http.js';
import { breakPackage, newFolder, run, serve, useCli } from './support.js';

useCli();

test('serve takes, shows and erases records over HTTP', async () => {
  const { url } = await serve(['--origin', ORIGIN, '--origin', 'https://app.assistme.eu']);
  const record = newRecord();
  const authorization = `Bearer ${record.consentId}.${newId()}`;
  expect(await send(url, record, { authorization })).toMatchObject({ status: 201, text: '' });
  expect((await send(url, record, { authorization })).status).toBe(200);
  expect((await send(url, newRecord(), { origin: 'https://app.assistme.eu' })).status).toBe(201);
  expect((await send(url, newRecord(), { origin: 'https://evil.example' })).status).toBe(403);
  const shown = await ask(`${url}/samtycke/records/mine`, { headers: { authorization } });
  expect(shown.headers).toMatchObject({
    'access-control-allow-origin': ORIGIN,
    'cache-control': 'no-store',
    'content-type': expect.stringMatching(/^application\/json/),
  });
  expect(JSON.parse(shown.text)).toEqual({ records: [{ ...record, time: expect.any(String) }] });
  expect((await ask(`${url}/samtycke/records/mine`, { method: 'DELETE', headers: { authorization } })).status).toBe(
    204,
  );
  expect((await ask(`${url}/samtycke/records/mine`, { headers: { authorization } })).status).toBe(404);
});

test('serve renews the cookie', async () => {
  const { url } = await serve(['--origin', ORIGIN]);
  const at = Date.now();
  const record = newRecord({ clientTime: new Date(at).toISOString() });
  const cookie = `__Host-samtycke=1_custom_2.0.0_${Math.floor(at / 1000)}_---01---0`;
  const { status, headers } = await send(url, record, { cookie, 'content-type': 'application/json' });
  expect(status).toBe(201);
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^${cookie}; Path=/; Secure; SameSite=Lax; Max-Age=1\\d{7}$`)),
  ]);
});

test('serve answers its health, and every other path as the receiver does', async () => {
  const { url } = await serve(['--origin', ORIGIN]);
  expect(await ask(`${url}/healthz`, { headers: { origin: 'https://any.example' } })).toMatchObject({
    status: 200,
    text: 'ok\n',
  });
  expect(await ask(`${url}/`)).toMatchObject({ status: 404, text: 'Not found.\n' });
  expect(await ask(`${url}/samtycke/records`)).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } });
  expect(await ask(`${url}/samtycke/records`, { method: 'OPTIONS' })).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-credentials': 'true' },
  });
});

test('serve refuses what is too large, unreadable or hostile, repeats nothing of it, and goes on', async () => {
  const { url, child } = await serve(['--origin', ORIGIN]);
  const to = (body: string) =>
    ask(`${url}/samtycke/records`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect((await to(' '.repeat(8193))).status).toBe(413);
  expect((await to(' '.repeat(70_000)).catch(() => ({ status: 413 }))).status).toBe(413);
  // Hung up on at once, whatever is still to come.
  const endless = `POST /samtycke/records HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\n`;
  for (const body of [
    `Content-Length: 1000000\r\n\r\n{}`,
    `Transfer-Encoding: chunked\r\n\r\n20000\r\n${' '.repeat(131_072)}`,
  ])
    expect(await raw(url, endless + body)).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/);
  expect((await to('{"__proto__":{}}')).status).toBe(422);
  for (const path of [
    '/%zz-m4rk3r',
    '/%',
    '//m4rk3r',
    '/samtycke/records%00m4rk3r',
    '/../../m4rk3r',
    '/m4rk3r?a=%ff',
  ]) {
    const { status, text } = await ask(url + path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    });
    expect([400, 404], path).toContain(status);
    expect(text).not.toContain('m4rk3r');
  }
  for (const line of [
    'TRACE / HTTP/1.1',
    'GET http://m4rk3r.example/ HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'NONSENSE m4rk3r',
    'GET / HTTP/1.1\r\nBad Header: m4rk3r',
  ]) {
    const heard = await raw(url, `${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(heard, line).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(heard).not.toContain('m4rk3r');
  }
  expect((await send(url, newRecord())).status).toBe(201);
  expect(child.exitCode).toBeNull();
});

test('serve hangs up on one who sends too slowly', { timeout: 20_000 }, async () => {
  const { url } = await serve(['--origin', ORIGIN]);
  const began = Date.now();
  const head = `POST /samtycke/records HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\n`;
  const heard = await Promise.all([
    raw(url, `${head}X-Slow: `),
    raw(url, `${head}Content-Length: 400\r\n\r\n{"schema"`),
  ]);
  for (const answer of heard) expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  expect(Date.now() - began).toBeLessThan(12_000);
});

test('serve finds no fault where a sender breaks off, and goes on', async () => {
  const { url, child, ended } = await serve(['--origin', ORIGIN]);
  const head = `POST /samtycke/records HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\n`;
  for (const text of [head, `${head}Content-Length: 400\r\n\r\n{"schema"`, `${head}Content-Length: 4\r\n\r\n{"a"`])
    await raw(url, text, { breaksOff: true });
  expect((await send(url, newRecord())).status).toBe(201);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, out: expect.not.stringMatching(/error|fault/), err: '' });
});

test('serve says how to mend its arguments', async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], '--origin https://www.example.com'],
    [['--origin', 'www.assistme.eu'], '"www.assistme.eu" is not an origin'],
    [['--origin', ORIGIN, '--port', '99999'], '"99999" is not a port'],
    [['--origin', ORIGIN, '--log-level', 'loud'], '"loud" is no level of the log'],
    [['--origin', ORIGIN, '--prefix', 'samtycke'], 'is no prefix'],
    [
      ['--origin', ORIGIN, '--db', '/nonexistent/log.db'],
      'there is no folder "/nonexistent". Name another file with --db',
    ],
  ];
  for (const [args, text] of cases) {
    const { code, out, err } = await run(['serve', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(text);
    expect(err).not.toContain('    at ');
  }
});

test('serve lets only its own account read the log', async () => {
  const folder = newFolder();
  const { url } = await serve(['--origin', ORIGIN, '--db', 'log.db'], folder);
  await send(url, newRecord());
  for (const name of ['log.db', 'log.db-wal']) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
});

test('serve writes nothing of the visitor to its output', async () => {
  const { url, child, ended } = await serve(['--origin', ORIGIN]);
  await send(url, newRecord(), { 'user-agent': 'm4rk3r', referer: 'https://www.assistme.eu/m4rk3r' });
  await ask(`${url}/m4rk3r`);
  child.kill('SIGTERM');
  const { out, err } = await ended;
  expect(out + err).not.toMatch(/m4rk3r|127\.0\.0\.1 /);
});

test('serve names the package that cannot be loaded', { timeout: 60_000 }, async () => {
  const { code, out, err } = await run(['serve', '--origin', ORIGIN], newFolder(), breakPackage('libsql'));
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(
    /^samtycke: An SQLite journal needs the package libsql, .*\(Error: broken\)\. Run: npm install libsql\n$/,
  );
  for (const name of ['fastify', '@fastify/helmet', '@fastify/rate-limit', 'pino', 'prom-client'])
    expect(
      await run(['serve', '--origin', ORIGIN, '--admin-port', '0'], newFolder(), breakPackage(name)),
      name,
    ).toEqual({
      code: 2,
      out: '',
      err: `samtycke: "samtycke serve" needs the package ${name}. Run: npm install ${name}\n`,
    });
});

test('serve needs no package for what it is not asked to do', async () => {
  const { code, err } = await run(
    ['serve', '--origin', ORIGIN, '--rate', '0', '--host', '192.0.2.1', '--port', '0'],
    newFolder(),
    breakPackage('@fastify/rate-limit'),
  );
  expect([code, err]).toEqual([2, expect.stringContaining('192.0.2.1')]);
});

test('serve ends when its port is taken, and says which option names another', async () => {
  const { url } = await serve(['--origin', ORIGIN]);
  const { port } = new URL(url);
  for (const [option, args] of [
    ['--port', ['--port', port]],
    ['--admin-port', ['--port', '0', '--admin-port', port]],
  ] as const) {
    const { code, err } = await run(['serve', '--origin', ORIGIN, ...args]);
    expect([code, err]).toEqual([2, `samtycke: port ${port} is taken: choose another with ${option}\n`]);
  }
});

test('serve ends when its address is none of this machine, and says which option names another', async () => {
  for (const [option, args] of [
    ['--host', ['--host', '192.0.2.1']],
    ['--admin-host', ['--admin-port', '0', '--admin-host', '192.0.2.1']],
  ] as const)
    expect(await run(['serve', '--origin', ORIGIN, '--port', '0', ...args])).toMatchObject({
      code: 2,
      err: `samtycke: "192.0.2.1" is no address of this machine: choose another with ${option}, such as 127.0.0.1\n`,
    });
});
