/** Lists the cookies that the page can see, and removes one wherever it may have been set. */

/** Something that lies in the browser: the names it goes by, and how it is taken away. */
export interface Found {
  readonly names: readonly string[];
  readonly remove: () => unknown;
}

// Past an element that has taken the place of document.cookie (RELIABILITY D1).
const accessor =
  typeof Document === 'undefined' ? undefined : Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');

/** Returns for each visible cookie how its line begins: `name=`, or `=value` for one without a name (RFC 6265bis §5.8.3). */
const starts = (): string[] =>
  String(accessor?.get?.call(document) ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => (pair.includes('=') ? pair.slice(0, pair.indexOf('=') + 1) : `=${pair}`));

/**
 * Returns no domain, the host and each domain above it but the last, which no page may name. Browsers refuse the other
 * public suffixes among them by themselves (RFC 6265bis §5.7).
 */
const domains = (): string[] => {
  const labels = location.hostname.split('.');
  return labels.map((_, index) => (index ? `;domain=${labels.slice(index - 1).join('.')}` : ''));
};

/** Returns no path, and each that a page here can see, with and without its last slash (RFC 6265bis §5.1.4). */
const paths = (): string[] => {
  const parts = location.pathname.split('/').slice(1);
  const above = parts.map((_, index) => `;path=/${parts.slice(0, index + 1).join('/')}`);
  return ['', ';path=/', ...above.flatMap((path) => [path, `${path}/`])];
};

const remove = (start: string): void => {
  // These names are only overwritten by a line that says Secure (RFC 6265bis §4.1.3); on http, no other name is.
  const secure = /^__(secure|host)-/i.test(start) ? ';secure' : '';
  // A partitioned cookie is another one than its twin outside the partition (CHIPS §2.2).
  for (const more of [secure, ';secure;partitioned']) {
    for (const domain of domains())
      for (const path of paths()) accessor?.set?.call(document, `${start};max-age=0${path}${domain}${more}`);
    if (!starts().includes(start)) return;
  }
};

/** Returns every cookie that the page can see; throws where cookies are blocked. */
export const listCookies = (): Found[] =>
  [...new Set(starts())].map((start) => ({ names: [start.replace('=', '')], remove: () => remove(start) }));
