/** A small library's site without a framework: what a page holds, and which cookies it sets, the visitor has decided. */
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { readConsent } from 'samtycke/server';
import { bookOf, pageOf } from './pages.mjs';

const manifest = JSON.parse(await readFile(new URL('samtycke.json', import.meta.url), 'utf8'));
const dist = new URL('.', import.meta.resolve('samtycke/samtycke.js'));

// The script tag's file, and what it fetches when it needs it; a name has no slash, so no path climbs out.
const FILES = /^\/(?:(?:locales|services|themes)\/)?[\w.-]+\.(css|js|json)$/;
const TYPES = { css: 'text/css', js: 'text/javascript', json: 'application/json' };

const cookieOf = (header, name) => new RegExp(`(?:^|; )${name}=([\\w-]+)`).exec(header)?.[1];
// Not HttpOnly: so that samtycke can erase them after a no.
const keep = (name, value) => `${name}=${value}; Max-Age=2592000; Path=/; SameSite=Lax`;

/** Sends a page: each cookie of ours is read and set only where the visitor has said yes to its cell. */
const sendPage = (request, response, shown) => {
  const header = request.headers.cookie ?? '';
  const consent = readConsent(header, { policy: manifest.policy.version });
  const mayCount = consent.granted.includes('permanent:statistics');
  const mayRemember = consent.granted.includes('permanent:functional');
  const pages = mayCount ? (Number(cookieOf(header, 'sidor')) || 0) + 1 : undefined;
  const latest = mayRemember ? bookOf(cookieOf(header, 'bok')) : undefined;

  const cookies = [];
  if (mayCount) cookies.push(keep('sidor', pages));
  if (mayRemember && shown) cookies.push(keep('bok', shown.id));
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    // Made for this visitor: no cache in between may give it to another.
    'cache-control': 'private, no-cache',
    'set-cookie': cookies,
  });
  response.end(pageOf({ status: consent.status, pages, latest, shown }));
};

const sendFile = async (response, url) => {
  const body = await readFile(fileURLToPath(url)).catch(() => undefined);
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': `${TYPES[/\w+$/.exec(url.pathname)[0]]}; charset=utf-8` }).end(body);
};

const server = http.createServer((request, response) => {
  const [pathname] = request.url.split('?');
  const shown = bookOf(/^\/bok\/([\w-]+)$/.exec(pathname)?.[1]);
  if (pathname === '/' || shown) return sendPage(request, response, shown);
  if (/^\/(samtycke\.json|style\.css)$/.test(pathname))
    return sendFile(response, new URL(`.${pathname}`, import.meta.url));
  if (FILES.test(pathname)) return sendFile(response, new URL(`.${pathname}`, dist));
  response.writeHead(404).end();
});

server.listen(Number(process.env.PORT ?? 8787), '127.0.0.1', () =>
  console.log(`http://localhost:${server.address().port}/`),
);
