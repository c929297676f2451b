/** Watches a visit: what other hosts were asked for, and what went wrong in the page. */
import type { BrowserContext, Page } from '@playwright/test';

/** Requests that a page sent to hosts other than its own, refused ones too. */
export interface ThirdParty {
  urls: string[];
  hosts(): string[];
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '');

/** Collects every request to another host than the page's from now on. */
export function watchThirdParty(context: BrowserContext): ThirdParty {
  const urls: string[] = [];
  // By what each page last asked for as a page: its own address may still be that of the page before.
  const hosts = new WeakMap<Page, string>();
  context.on('request', (request) => {
    const host = hostOf(request.url());
    const page = request.frame().page();
    if (request.isNavigationRequest() && !request.frame().parentFrame()) hosts.set(page, host);
    if (host && host !== (hosts.get(page) ?? hostOf(page.url()))) urls.push(request.url());
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
