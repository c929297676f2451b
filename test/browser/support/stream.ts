/** Sends one page in parts with pauses between, as slow networks do; the other test sites answer at once. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const dist = new URL('../../../dist/', import.meta.url);

/** Serves the parts at `http://localhost` with the cookie given, and the built files at `/dist/`. */
export async function startStream(parts: readonly string[], cookie = '') {
  const server = http.createServer(async (request, response) => {
    const [, folder, name = ''] = request.url!.split('/');
    if (folder === 'dist')
      return response.setHeader('content-type', 'text/javascript').end(await readFile(new URL(name, dist)));
    if (folder) return response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(cookie && { 'set-cookie': cookie }) });
    for (const part of parts) {
      response.write(part);
      await pause(250);
    }
    response.end();
  });
  server.listen(0);
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close };
}
