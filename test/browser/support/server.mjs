/** The sites of the browser tests: any `*.example` host over http and https, each answer programmed by the test. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { certificate } from './certificate.mjs';

/**
 * @typedef {{ protocol: 'http' | 'https', host: string, method: string, path: string, query: string,
 *   headers: Record<string, string | undefined>, body: string }} Hit one request that arrived
 * @typedef {{ status?: number, headers?: Record<string, string | string[]>, body?: string | Buffer }} Answer
 * @typedef {(hit: Hit) => Answer | void | Promise<Answer | void>} Responder gives the answer, or nothing for a 204
 */

/** The host that a bare path belongs to. */
export const defaultHost = 'site.example';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Returns the content type that a path's ending promises. */
export const typeOf = (path) => types[extname(path)] ?? 'text/plain; charset=utf-8';

// Readable from every origin and checked anew each time; never `no-store`, which would keep pages out of bfcache.
const usual = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' };

async function readHit(request, protocol) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, search } = new URL(request.url, 'http://any.example');
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const { method, headers } = request;
  return {
    protocol,
    host,
    method,
    path: pathname,
    query: search.slice(1),
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}

/** What every host has without being told: the built files, axe and no icon. */
async function builtIn({ path }) {
  if (path === '/favicon.ico') return { status: 204 };
  const file = path === '/axe.js' ? axe : path.startsWith('/dist/') ? join(dist, normalize(path.slice(5))) : undefined;
  const body = file && (await readFile(file).catch(() => undefined));
  return body ? { headers: { 'content-type': typeOf(path) }, body } : { status: 404, body: `No ${path} here.` };
}

const listen = async (server) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
};

/** Starts both servers on free ports; `routes` and `hits` are the test's to fill, read and clear. */
export async function startServer() {
  /** @type {Hit[]} */
  const hits = [];
  /** @type {Map<string, Responder>} keys are `host/path`; `*` may stand for the host */
  const routes = new Map();

  const answer = (protocol) => async (request, response) => {
    const hit = await readHit(request, protocol);
    if (hit.path !== '/favicon.ico') hits.push(hit);
    const responder = routes.get(hit.host + hit.path) ?? routes.get(`*${hit.path}`) ?? builtIn;
    const { status, headers, body = '' } = (await responder(hit)) ?? { status: 204 };
    response.writeHead(status ?? 200, { ...usual, ...headers }).end(body);
  };
  const safely = (protocol) => (request, response) =>
    answer(protocol)(request, response).catch((error) => response.destroy(error));

  const pem = certificate();
  const servers = [http.createServer(safely('http')), https.createServer({ key: pem, cert: pem }, safely('https'))];
  // Longer than any test: a connection closed just as it is used again fails for no fault of the page.
  for (const server of servers) server.keepAliveTimeout = 600_000;
  const [plain, secure] = await Promise.all(servers.map(listen));

  const close = () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { ports: { 80: plain, 443: secure }, routes, hits, close };
}
