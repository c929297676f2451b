/** Finds what a page has only browsers without scripts fetch from other sites: addresses within `<noscript>` (LEK 9:28; R4). */
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { isWithin } from '../manifest/host.js';
import { elementsOf, loadParser, resolve } from './page.js';

/** An address within `<noscript>` that is fetched from another site without being asked for. */
interface Leak {
  readonly line: number;
  readonly tag: string;
  readonly address: string;
}

/** What an address in the attribute is fetched for; an address of `a` or `form` waits for the visitor. */
const FETCHED = /^(src|srcset|imagesrcset|href|data|poster|background|content|style|xlink:href)$/;

/** Links that lead somewhere, and fetch nothing (HTML §4.6.7). */
export const LEADS = /^\s*(canonical|author|license|help|next|prev|search|me|shortlink|alternate)\s*$/i;

/** Returns the addresses in a style, quoted or not. */
const inStyle = (css: string): string[] =>
  [...css.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/gi)].map(([, url, imported]) => (url ?? imported)!);

/** Returns the addresses that a browser fetches for an element, as they are written. */
const fetchedBy = (tag: string, attributes: ReadonlyMap<string, string>): string[] => {
  if (/^(a|area|base|form)$/.test(tag) || LEADS.test(attributes.get('rel') ?? '')) return [];
  return [...attributes].flatMap(([name, value]) => {
    if (!FETCHED.test(name)) return [];
    if (name === 'style') return inStyle(value);
    if (name.endsWith('srcset')) return value.split(',').map((part) => part.trim().split(/\s/)[0]!);
    // <meta http-equiv="refresh" content="0; url=…">
    if (name === 'content')
      return attributes.has('http-equiv') ? (/url\s*=\s*["']?([^"']+)/i.exec(value)?.slice(1) ?? []) : [];
    return [value];
  });
};

/** Returns what an element of the tree fetches from other sites, each by its place in the page and its address. */
const fetchesIn = (page: Tree.Document, site: string): Map<string, Leak> => {
  const fetches = new Map<string, Leak>();
  const home = `https://${site}/`;
  let base = '';
  for (const { tagName: tag, attrs, childNodes, sourceCodeLocation: place } of elementsOf(page)) {
    // A copy that mends wrong nesting has no place. Nor need the body: it takes the attributes of any later <body>.
    const at = tag === 'body' ? tag : place?.startOffset;
    if (at === undefined) continue;
    const attributes = new Map(attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));
    const href = attributes.get('href');
    // Of several bases the first counts (HTML §4.2.3).
    if (tag === 'base' && href !== undefined) base ||= resolve(href, home)?.href ?? home;
    const css = tag === 'style' ? childNodes.map((child) => ('value' in child ? child.value : '')).join('') : '';
    for (const written of [...fetchedBy(tag, attributes), ...inStyle(css)]) {
      const { hostname, href: address } = resolve(written, base || home) ?? {};
      if (!address || isWithin(hostname!, site)) continue;
      fetches.set(`${at} ${address}`, { line: place?.startLine ?? 1, tag, address });
    }
  }
  return fetches;
};

/**
 * Returns the leaks of a page in their order; without `site` every address with a host of its own is another site's.
 * A leak is what only a browser without scripts fetches. The tree alone would not tell: an `<img>` within the
 * `<noscript>` of a `<head>` ends both (HTML §13.2.6.4.5), and stands outside. Throws if parse5 is not installed.
 */
export const leaksIn = (html: string, site = 'site.invalid'): Leak[] => {
  const { parse } = loadParser();
  const [without, withScripts] = [false, true].map((scriptingEnabled) =>
    fetchesIn(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled }), site),
  );
  return [...without!].flatMap(([key, leak]) => (withScripts!.has(key) ? [] : [leak]));
};
