/** Shows an orderly stop: nothing new is begun, what was begun is answered, and nobody is waited for without end. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { freePort } from '../../setup/freePort.mjs';
import { newRecord, ORIGIN } from '../receiver/support.js';
import { ask, send } from './http.js';
import { serve, serveUnheard, useCli } from './support.js';

useCli();

interface Talk {
  readonly socket: Socket;
  readonly heard: () => string;
}

const talk = async (url: string): Promise<Talk> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk) => (heard += String(chunk)));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, heard: () => heard };
};

/** Begins to send a record, and returns what is left to send. */
const begin = ({ socket }: Talk): string => {
  const body = JSON.stringify(newRecord());
  socket.write(
    `POST /samtycke/records HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 9)}`,
  );
  return body.slice(9);
};

test('serve is unready at once, takes no new connection, and answers what it has begun', async () => {
  const { url, admin, child, ended } = await serve(['--origin', ORIGIN, '--admin-port', '0']);
  const idle = await talk(url);
  idle.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(idle.heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*ok\n$/);
  const busy = await talk(url);
  const rest = begin(busy);
  await pause(200);
  child.kill('SIGTERM');
  await once(idle.socket, 'close');
  expect((await ask(`${admin}/readyz`)).status).toBe(503);
  expect((await ask(`${admin}/healthz`)).status).toBe(200);
  await expect(ask(`${url}/healthz`)).rejects.toThrow('ECONNREFUSED');
  busy.socket.write(rest);
  await once(busy.socket, 'close');
  expect(busy.heard()).toMatch(/^HTTP\/1\.1 201 /);
  const { code, out, err } = await ended;
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('"totals":{"stored":1},"msg":"stopped"');
});

test('serve gives up at a second signal, and says so', async () => {
  for (const [first, second] of [
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGTERM'],
  ] as const) {
    const { url, child, ended, said } = await serve(['--origin', ORIGIN]);
    begin(await talk(url));
    await pause(200);
    child.kill(first);
    await expect.poll(() => said.out).toContain('"stopping"');
    await pause(1100);
    child.kill(second);
    const { code, out } = await ended;
    expect(code).toBe(1);
    expect(out).toContain('"level":"fatal"');
    expect(out).toContain('gave up: told again to stop');
    expect(out).not.toContain('"stopped"');
  }
});

const hasFull = existsSync('/dev/full');

test.runIf(hasFull)('serve works, and stops, while there is no room for its output', async () => {
  const { url, child, ended } = await serveUnheard(await freePort());
  for (let index = 0; index < 1000; index++) expect((await ask(`${url}/healthz`)).status).toBe(200);
  expect((await send(url, newRecord())).status).toBe(201);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

test.runIf(hasFull)('serve gives up, too, while there is no room for its output', async () => {
  const { url, child, ended } = await serveUnheard(await freePort());
  begin(await talk(url));
  await pause(200);
  child.kill('SIGTERM');
  await pause(1100);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 1, err: '' });
});

test('serve answers while nobody reads its output', async () => {
  const { url, child, ended } = await serve(['--origin', ORIGIN, '--log-level', 'debug']);
  child.stdout!.pause();
  // Many times what a pipe and a reader take unread.
  for (let index = 0; index < 3000; index++) expect((await ask(`${url}/healthz`)).status).toBe(200);
  child.stdout!.resume();
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});
