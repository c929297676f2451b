/** What a test says to its sites: put a page here, answer so there, and show me what was asked for. */
import { defaultHost, typeOf, type Answer, type Hit, type Responder } from './server.mjs';

type Headers = Record<string, string | string[]>;

/** The running servers of one worker. */
export interface Sites {
  routes: Map<string, Responder>;
  hits: Hit[];
  refused: Set<string>;
}

/** The sites as one test sees them; every place is a full address or a path on `https://site.example`. */
export interface Site {
  /** Every request that reached a site, icons left out. */
  hits: Hit[];
  /** Host names that are not ours and that a browser asked for in vain. */
  refused: Set<string>;
  /** Returns the full address of a place. */
  url(place: string): string;
  /** Puts an HTML page at a place and returns its address. */
  page(place: string, html: string, headers?: Headers): string;
  /** Puts any text or bytes at a place, typed by the path's ending, and returns its address. */
  file(place: string, body: string | Buffer, headers?: Headers): string;
  /** Lets a function answer for `path` on `host` (`*` for any host); nothing returned is a 204. */
  on(host: string, path: string, responder: Responder): void;
  /** The requests that reached one host, and one path of it if named. */
  hitsOf(host: string, path?: string): Hit[];
}

/** Returns an empty set of sites on the worker's servers. */
export function freshSite({ routes, hits, refused }: Sites): Site {
  routes.clear();
  hits.length = 0;
  refused.clear();

  const url = (place: string) => new URL(place, `https://${defaultHost}/`).href;
  const put = (place: string, answer: Answer) => {
    const { host, pathname, href } = new URL(url(place));
    routes.set(host + pathname, () => answer);
    return href;
  };
  return {
    hits,
    refused,
    url,
    page: (place, html, headers) =>
      put(place, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html }),
    file: (place, body, headers) =>
      put(place, { headers: { 'content-type': typeOf(new URL(url(place)).pathname), ...headers }, body }),
    on: (host, path, responder) => void routes.set(host + path, responder),
    hitsOf: (host, path) => hits.filter((hit) => hit.host === host && (path === undefined || hit.path === path)),
  };
}
