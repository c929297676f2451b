/** Plays the other companies: statistics (the real Mixpanel library), an ad pixel and a film, on a site of their own. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

// mixpanel.umd.js sets window.mixpanel by itself; the smaller files want Mixpanel's snippet in the page first.
const MIXPANEL = createRequire(import.meta.url).resolve('mixpanel-browser/dist/mixpanel.umd.js');
const FILM = new URL('./vendors/film.html', import.meta.url);
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const MIXPANEL_ROUTES = /^\/(track|engage|groups|record|flags|settings)\/?$/;
const DAY = 24 * 60 * 60;

// SameSite=None needs Secure; browsers take 127.0.0.1 for a safe place, so it works without https.
const cookie = (name, days) => `${name}=${randomUUID()}; Max-Age=${days * DAY}; Path=/; SameSite=None; Secure`;

const cors = (req) => ({
  'access-control-allow-origin': req.headers.origin ?? '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type, authorization',
  vary: 'Origin',
});

const send = (res, body, headers) => {
  res.writeHead(200, { 'cache-control': 'no-store', ...headers });
  res.end(body);
};

const JS = 'text/javascript; charset=utf-8';
const HTML = 'text/html; charset=utf-8';

/** Returns the request listener of the vendors' site; `note` is told of every request. */
export const createVendors = (note) => async (req, res) => {
  const { pathname } = new URL(req.url, 'http://vendors');
  note('vendor', req);
  req.resume();
  if (req.method === 'OPTIONS') return res.writeHead(204, cors(req)).end();
  if (pathname === '/mixpanel.js') return send(res, await readFile(MIXPANEL), { 'content-type': JS });
  if (MIXPANEL_ROUTES.test(pathname)) {
    return send(res, '{"status":1,"error":null}', { 'content-type': 'application/json', ...cors(req) });
  }
  if (pathname === '/pixel.gif') {
    return send(res, PIXEL, { 'content-type': 'image/gif', 'set-cookie': cookie('exannons_id', 90) });
  }
  if (pathname === '/film') {
    return send(res, await readFile(FILM), { 'content-type': HTML, 'set-cookie': cookie('exfilm_id', 30) });
  }
  res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found');
};
