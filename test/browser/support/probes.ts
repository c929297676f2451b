/** Watches a visit: what other hosts were asked for, and what went wrong in the page. */
import type { BrowserContext, Request } from '@playwright/test';

/** Requests that a page sent to hosts other than its own, refused ones too. */
export interface ThirdParty {
  urls: string[];
  hosts(): string[];
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '');

// A request for a page itself has no page yet, and none to be a third party to.
function pageHost(request: Request) {
  if (request.isNavigationRequest() && !request.frame().parentFrame()) return hostOf(request.url());
  return hostOf(request.frame().page().mainFrame().url());
}

/** Collects every request to another host than the page's from now on. */
export function watchThirdParty(context: BrowserContext): ThirdParty {
  const urls: string[] = [];
  context.on('request', (request) => {
    const host = hostOf(request.url());
    if (host && host !== pageHost(request)) urls.push(request.url());
  });
  return { urls, hosts: () => [...new Set(urls.map(hostOf))].toSorted() };
}

// Engines differ in how they word a request that failed; `site.hits` and `site.refused` tell that better.
const networkNoise = /^Failed to load resource|net::ERR_|NS_ERROR_/;

/** Collects uncaught errors and console errors of every page from now on; failed requests are left out. */
export function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !networkNoise.test(message.text())) errors.push(message.text());
  });
  return errors;
}
