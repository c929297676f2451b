/** Finds what a page without scripts would fetch from other sites: addresses within `<noscript>` (LEK 9:28; R4). */
import { isWithin } from '../manifest/host.js';

/** An address within `<noscript>` that is fetched from another site without being asked for. */
export interface Leak {
  readonly line: number;
  readonly tag: string;
  readonly address: string;
}

/** The parts of a tag, as the HTML standard reads them (HTML §13.2.5); each is tried where the one before has ended. */
const TAG = /<(\/?)([a-z][^\s/>]*)/iy;
const ATTRIBUTE = /[\s/]+|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)?))?/y;

/** Their content is text up to their own end tag (HTML §13.1.2.1). */
const TEXTUAL = /^(script|style|textarea|title|iframe|xmp|noembed|noframes)$/i;

/** What an address in the attribute is fetched for; an address of `a` or `form` waits for the visitor. */
const FETCHED = /^(src|srcset|imagesrcset|href|data|poster|background|content|style|xlink:href)$/;

/** Links that lead somewhere, and fetch nothing (HTML §4.6.7). */
const LEADS = /^\s*(canonical|author|license|help|next|prev|search|me|shortlink|alternate)\s*$/i;

const NAMED: Readonly<Record<string, string>> = { amp: '&', colon: ':', sol: '/', period: '.', quot: '"', apos: "'" };

/** Returns the text with the character references that may stand in an address. */
const decode = (text: string): string =>
  text.replace(/&(#x?[\da-f]{1,7}|[a-z]+);?/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = Number(name.replace(/^#(x?)/i, (_, isHex: string) => (isHex ? '0x' : '')));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** Returns the addresses in a style, quoted or not. */
const inStyle = (css: string): string[] =>
  [...css.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/gi)].map(([, url, imported]) => (url ?? imported)!);

/** Returns the addresses that a browser without scripts fetches for a tag. */
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

interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly at: number;
  /** Of a style: what it says. */
  readonly text: string;
}

/** Returns where a pattern matches at or after a place, else the end of the text. */
const findFrom = (html: string, pattern: RegExp, from: number): number => {
  const found = new RegExp(pattern, 'gi');
  found.lastIndex = from;
  return found.exec(html)?.index ?? html.length;
};

/** Reads the attributes of a tag from a place on; returns them, and where they end. */
const attributesAt = (html: string, from: number): [ReadonlyMap<string, string>, number] => {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = from;
  let end = from;
  for (let found = ATTRIBUTE.exec(html); found; found = ATTRIBUTE.exec(html)) {
    end = ATTRIBUTE.lastIndex;
    const [, name, ...values] = found;
    // Of two of one name the first counts.
    if (name && !attributes.has(name.toLowerCase()))
      attributes.set(name.toLowerCase(), decode(values.find((value) => value !== undefined) ?? ''));
  }
  return [attributes, end];
};

/** Returns the tags of a page as a browser without scripts meets them: none in comments, none in text. */
function* tagsIn(html: string): Generator<Tag> {
  for (let at = html.indexOf('<'); at >= 0 && at < html.length;) {
    TAG.lastIndex = at;
    const [, slash, written] = TAG.exec(html) ?? [];
    let next = at + 1;
    if (written) {
      const name = written.toLowerCase();
      const [attributes, end] = attributesAt(html, TAG.lastIndex);
      next = !slash && TEXTUAL.test(name) ? findFrom(html, new RegExp(`</${name}[\\s/>]`), end) : end;
      yield { name, isEnd: !!slash, attributes, at, text: html.slice(end, next) };
    } else if (html.startsWith('<!--', at)) next = findFrom(html, /-->/, at + 2);
    else if (/[!?/]/.test(html.charAt(next))) next = findFrom(html, />/, next);
    at = html.indexOf('<', next);
  }
}

/** Returns the leaks of a page in their order; without `site` every address with a host of its own is another site's. */
export const leaksIn = (html: string, site = 'site.invalid'): Leak[] => {
  const leaks: Leak[] = [];
  let base = `https://${site}/`;
  let isInside = false;
  let [line, counted] = [1, 0];
  for (const { name, isEnd, attributes, at, text } of tagsIn(html)) {
    line += html.slice(counted, at).split('\n').length - 1;
    counted = at;
    if (name === 'noscript') isInside = !isEnd;
    const href = attributes.get('href')?.trim();
    if (name === 'base' && href && URL.canParse(href, base)) base = new URL(href, base).href;
    if (!isInside || isEnd) continue;
    for (const written of [...fetchedBy(name, attributes), ...(name === 'style' ? inStyle(text) : [])]) {
      if (!URL.canParse(written.trim(), base)) continue;
      const { protocol, hostname, href: address } = new URL(written.trim(), base);
      if (/^https?:$/.test(protocol) && !isWithin(hostname, site)) leaks.push({ line, tag: name, address });
    }
  }
  return leaks;
};
