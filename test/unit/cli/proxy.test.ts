/** Runs what README says of nginx and Caddy in front of `serve`, where they are installed. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { freePort } from '../../setup/freePort.mjs';
import { newRecord, newRefusal, ORIGIN } from '../receiver/support.js';
import { newFolder, serve, useCli } from './support.js';

useCli();

const README = readFileSync('README.md', 'utf8');

/** Returns the snippet in that language. */
const snippet = (language: string): string => new RegExp(`\`\`\`${language}\n(.+?)\n\`\`\``, 's').exec(README)![1]!;

interface Ports {
  readonly folder: string;
  readonly port: number;
  readonly upstream: number;
}

/** Writes a configuration around the snippet, with logs that would name addresses, and returns the command. */
const PROXIES: Readonly<Record<string, (ports: Ports) => string[]>> = {
  nginx({ folder, port, upstream }) {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const path = join(folder, 'nginx.conf');
    writeFileSync(
      path,
      `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log info; events {}
      http { access_log ${folder}/access.log; ${temporary.join(' ')}
      server { listen 127.0.0.1:${port}; ${snippet('nginx').replace('8788', String(upstream))}
      location / { return 204; } } }`,
    );
    return ['nginx', '-p', folder, '-e', join(folder, 'error.log'), '-c', path];
  },
  caddy({ folder, port, upstream }) {
    const [, minor] = /^v?2\.(\d+)/.exec(execFileSync('caddy', ['version'], { encoding: 'utf8' })) ?? [];
    const path = join(folder, 'Caddyfile');
    writeFileSync(
      path,
      snippet('caddyfile')
        .replace('{', '{\n\tadmin off')
        .replace('www.example.com {', `http://:${port} {\n\tlog {\n\t\toutput file ${folder}/access.log\n\t}`)
        .replace('log_skip', Number(minor) < 8 ? 'skip_log' : 'log_skip')
        .replace('8788', String(upstream))
        .replace(/\}\s*$/, '\trespond 204\n}\n'),
    );
    return ['caddy', 'run', '--adapter', 'caddyfile', '--config', path];
  },
};

const isThere = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(!!socket.destroy()));
    socket.on('error', () => resolve(false));
  });

/** Returns all that lies in the folder as text. */
const writtenIn = (folder: string): string =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

/** Starts the proxy in front of a port; `written` returns all that it has written anywhere. */
const startProxy = async (
  name: string,
  upstream: number,
): Promise<{ readonly port: number; readonly written: () => string }> => {
  const ports = { folder: newFolder(), port: await freePort(), upstream };
  const [file, ...args] = PROXIES[name]!(ports);
  const env = { ...process.env, HOME: ports.folder, XDG_DATA_HOME: ports.folder, XDG_CONFIG_HOME: ports.folder };
  const child = spawn(file!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  onTestFinished(() => void child.kill('SIGKILL'));
  await expect.poll(() => isThere(ports.port), { timeout: 10_000 }).toBe(true);
  return { port: ports.port, written: () => said + writtenIn(ports.folder) };
};

interface Sent {
  readonly from: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

/** Sends a request from one of this machine's own addresses. */
const sendFrom = (port: number, { from, headers = {}, method = 'POST', path = '/samtycke/records', body = '' }: Sent) =>
  new Promise<{ status: number; cookies: readonly string[] }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', localAddress: from, path, method, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, cookies: answer.headers['set-cookie'] ?? [] }));
    });
    for (const [key, value] of Object.entries({ origin: ORIGIN, 'content-type': 'application/json', ...headers }))
      sent.setHeader(key, value);
    sent.on('error', reject);
    sent.end(body);
  });

const why = (name: string): string | undefined => {
  if (process.platform !== 'linux') return 'needs the many local addresses of Linux';
  return spawnSync(name, ['version']).error && `${name} is not installed`;
};

for (const name of Object.keys(PROXIES))
  test(`README's ${name} passes on what the log needs, and keeps no address`, async (context) => {
    const reason = why(name);
    context.skip(!!reason, reason);
    const { url, child, ended } = await serve(['--origin', ORIGIN, '--rate', '2', '--trust-proxy', '127.0.0.1']);
    const { port, written } = await startProxy(name, Number(new URL(url).port));
    const record = newRecord();
    const at = Math.floor(Date.parse(record.clientTime) / 1000) * 1000;
    const cells = { 'permanent:functional': false, 'permanent:statistics': true, 'third-party:marketing': false };
    const cookie = `__Host-samtycke=${encodeDecision({ cells, at, policy: record.policyVersion })}`;
    const send = (from: string, body: string, headers: Record<string, string> = {}) =>
      sendFrom(port, { from, body, headers: { 'x-forwarded-for': `198.51.100.${body.length % 200}`, ...headers } });

    const stored = await send('127.0.0.2', JSON.stringify(record), { cookie, 'sec-fetch-site': 'same-origin' });
    expect(stored).toEqual({ status: 201, cookies: [expect.stringContaining(`${cookie}; Path=/`)] });
    expect((await send('127.0.0.2', '{}', { origin: 'https://evil.example' })).status).toBe(403);
    // Whatever it says of itself, it is the same address, and another one is not.
    const again = JSON.stringify(newRefusal());
    expect((await send('127.0.0.2', again, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(429);
    expect((await send('127.0.0.3', again)).status).toBe(201);
    const ask = async (path: string, from = '127.0.0.5') =>
      (await sendFrom(port, { from, method: 'GET', path })).status;
    // The log says that it has none of these; the rest of the site says 204 to anything.
    expect(await ask('/samtycke/records/mine')).toBe(404);
    expect(await ask(`/samtycke/artefacts/${'0'.repeat(64)}`)).toBe(404);
    expect(await ask('/samtycke/recordset', '127.0.0.9')).toBe(204);
    // Caddy before 2.8 breaks off instead.
    expect([413, 502]).toContain((await send('127.0.0.4', 'x'.repeat(70_000))).status);
    child.kill('SIGTERM');
    await ended;
    expect((await send('127.0.0.5', again)).status).toBe(502);
    // The rest of the site has its access log as ever: so it is there, and has been written to.
    await sendFrom(port, { from: '127.0.0.9', path: '/other' });
    await expect.poll(written).toContain('/other');
    expect(written()).not.toMatch(/127\.0\.0\.[2-5]\b|198\.51\.100\./);
  });
