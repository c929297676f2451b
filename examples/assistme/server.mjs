/** Starts AssistMe's example site, the other companies it uses, and the consent log's receiver, all on this machine. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findFile } from './files.mjs';
import { createForms } from './forms.mjs';
import { listenOnIPv4, listenOnLocalhost } from './listen.mjs';
import { ROUTES, policyFor, renderPage } from './pages.mjs';
import { createVendors } from './vendors.mjs';
import { sendWebResponse, toWebRequest } from './webRequest.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const HITS_KEPT = 10_000;
const LOG_ROWS = 50;

/** Opens the consent log of the built SDK. Returns `undefined`, so that the rest still works, if that cannot be done. */
const openLog = async ({ dist, db, origin, quiet }) => {
  const complain = (error) => quiet || console.error(error);
  try {
    const { createReceiver, openSqlite } = await import(pathToFileURL(join(dist, 'receiver.js')).href);
    const journal = openSqlite(db);
    const receive = createReceiver({ journal, origins: [origin], onError: complain });
    // The journal gives { time, record }: the server's clock beside what the browser sent.
    const list = async (limit) => (await journal.list({ limit })).map(({ time, record }) => ({ ...record, time }));
    return { receive, list, close: () => journal.close() };
  } catch (error) {
    complain(`The consent log is off: ${error.message}`);
    return undefined;
  }
};

/** What the demonstration shows of a record: neither the visitor's id nor its hashes. */
const shown = ({ time, event, method, state, policyVersion }) => ({ time, event, method, state, policyVersion });

const text = (res, status, body) =>
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(body);

const createSite = ({ dist, note, forms, change, at }) => {
  const page = async (req, res, { path, page: name = ROUTES[path], status = 200, values = {} }) => {
    const nonce = randomBytes(16).toString('base64');
    const account = forms.isLoggedIn(req)
      ? { konto: '/mina-sidor', kontonamn: 'Mina sidor' }
      : { konto: '/logga-in', kontonamn: 'Logga in' };
    const html = await renderPage(name, path, { ...values, ...account, nonce, vendors: at.vendorUrl });
    res.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': change.policy(policyFor(at.vendorUrl, nonce)),
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-content-type-options': 'nosniff',
    });
    res.end(change.page(html));
  };

  const log = async (req, res) => {
    if (!at.log) return text(res, 503, 'The consent log is off. Run npm run build, then start again.');
    const request = await toWebRequest(req, at.url);
    if (!request) return text(res, 413, 'Too large.');
    await sendWebResponse(res, await at.log.receive(request));
  };

  const post = async (req, res, path) => {
    const route = forms.routes[path];
    if (!route) return text(res, 405, 'Method not allowed.');
    // A form on another site must not log anyone in or out here.
    if (req.headers.origin && req.headers.origin !== at.url) return text(res, 403, 'Wrong origin.');
    const answer = await route(req);
    if (answer.page) return page(req, res, { ...answer, path });
    res.writeHead(answer.status, answer.headers).end();
  };

  const get = async (req, res, path) => {
    if (path === '/mina-sidor' && !forms.isLoggedIn(req)) return res.writeHead(303, { location: '/logga-in' }).end();
    if (Object.hasOwn(ROUTES, path)) return page(req, res, { path });
    if (path === '/logg/records.json') {
      const body = JSON.stringify(at.log ? (await at.log.list(LOG_ROWS)).map(shown) : []);
      return res
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
        .end(body);
    }
    const file = await findFile(path, dist);
    if (!file && path.includes('.')) return text(res, 404, 'Not found.');
    if (!file) return page(req, res, { path, page: '404', status: 404 });
    res
      .writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' })
      .end(path === '/samtycke.json' ? change.manifest(String(file.body)) : file.body);
  };

  return async (req, res) => {
    note('site', req);
    const { pathname, search } = new URL(req.url, at.url);
    // On 127.0.0.1 the site and the vendors would be one site, and nothing would be third-party.
    if (/^(127\.|\[::1\])/.test(req.headers.host ?? ''))
      return res.writeHead(307, { location: at.url + pathname + search }).end();
    if (pathname.startsWith('/samtycke/')) return log(req, res);
    if (req.method === 'GET' || req.method === 'HEAD') return get(req, res, pathname);
    return post(req, res, pathname);
  };
};

const guarded = (listener, quiet) => (req, res) =>
  listener(req, res).catch((error) => {
    if (!quiet) console.error(error);
    if (res.headersSent) return res.destroy();
    text(res, 500, 'Something went wrong.');
  });

const same = (text) => text;

/**
 * Starts the example. Port 0 takes a free port. `change` makes another site of it: each of its functions is given a text
 * that the site would serve, and returns what it serves instead.
 * Returns its addresses, the requests both sites have had (newest last), the log's records (newest first) and `close`.
 */
export const startAssistme = async ({
  port = 8787,
  vendorPort = 8790,
  db = 'samtycke.db',
  dist = DIST,
  quiet = false,
  change = {},
} = {}) => {
  const hits = [];
  const note = (host, req) => {
    if (hits.length >= HITS_KEPT) hits.shift();
    const { pathname, search } = new URL(req.url, 'http://localhost');
    hits.push({ host, method: req.method, path: pathname, search, cookie: Boolean(req.headers.cookie) });
  };
  const at = {};
  const vendors = await listenOnIPv4(guarded(createVendors(note), quiet), vendorPort);
  at.vendorUrl = `http://127.0.0.1:${vendors.port}`;
  const changes = { manifest: same, page: same, policy: same, ...change };
  const options = { dist, note, forms: createForms(), change: changes, at };
  let site;
  try {
    site = await listenOnLocalhost(guarded(createSite(options), quiet), port);
    at.url = `http://localhost:${site.port}`;
    at.log = await openLog({ dist, db, origin: at.url, quiet });
  } catch (error) {
    await Promise.all([vendors.close(), site?.close()]);
    throw error;
  }
  return {
    url: at.url,
    vendorUrl: at.vendorUrl,
    hits,
    hasLog: Boolean(at.log),
    records: async () => (at.log ? at.log.list(1000) : []),
    close: async () => {
      await Promise.all([site.close(), vendors.close()]);
      await at.log?.close();
    },
  };
};
