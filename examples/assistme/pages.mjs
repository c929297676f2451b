/** Makes the site's pages: a fragment from `pages/` inside the layout, with its `{{values}}` filled in. */
import { readFile } from 'node:fs/promises';

const FOLDER = new URL('./pages/', import.meta.url);

/** Which fragment each address shows. */
export const ROUTES = {
  '/': 'start',
  '/forsakringar': 'forsakringar',
  '/skadeanmalan': 'skadeanmalan',
  '/skadeanmalan/tack': 'tack',
  '/integritetspolicy': 'integritetspolicy',
  '/logga-in': 'logga-in',
  '/mina-sidor': 'mina-sidor',
  '/logg': 'logg',
};

const escape = (text) =>
  String(text).replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign],
  );

/** Fills `{{name}}` with escaped text and `{{{name}}}` with HTML; a name without a value leaves nothing. One pass only. */
const fill = (html, values) =>
  html.replace(/\{\{\{([\w=/-]+)\}\}\}|\{\{([\w=/-]+)\}\}/g, (_, raw, name) =>
    raw ? (values[raw] ?? '') : escape(values[name] ?? ''),
  );

const readFragment = (name) => readFile(new URL(`${name}.html`, FOLDER), 'utf8');

// The fragment's second line: <!-- title | description -->
const HEADING = /<!-- (.+?) \| (.+?) -->\n/;

/** Returns the HTML of a page, by the name of its fragment. */
export const renderPage = async (name, path, values) => {
  const [layout, fragment] = await Promise.all([readFragment('layout'), readFragment(name)]);
  const heading = HEADING.exec(fragment);
  const [, title, description] = heading;
  const main = fill(fragment.slice(heading.index + heading[0].length), values);
  return fill(layout, { ...values, title, description, main, [`nav=${path}`]: 'aria-current="page"' });
};

/** Returns the Content-Security-Policy of a page: this site, the vendors, and inline scripts with this page's nonce. */
export const policyFor = (vendorUrl, nonce) =>
  [
    "default-src 'self'",
    `script-src 'self' ${vendorUrl} 'nonce-${nonce}'`,
    `connect-src 'self' ${vendorUrl}`,
    `img-src 'self' data: ${vendorUrl}`,
    `frame-src ${vendorUrl}`,
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
