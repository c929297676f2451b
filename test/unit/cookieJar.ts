/** Stands in for the browser's cookie jar in happy-dom, whose own forgets less than it is told; import it before what it serves. */

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
}

let cookies: Cookie[] = [];
let mode: 'open' | 'forgetful' | 'blocked' = 'open';

/** Every line written since the jar was emptied. */
export const lines: string[] = [];

const isPathWithin = (path: string, start: string): boolean =>
  path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`);

/** Keeps a line as RFC 6265bis §5.7 says, as far as these tests go. */
const keep = (line: string): void => {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const attributes = new Map(
    rest.map((part) => part.split('=') as [string, string?]).map(([key, value = '']) => [key.toLowerCase(), value]),
  );
  const cut = pair.indexOf('=');
  const [name, value] = cut < 0 ? ['', pair] : [pair.slice(0, cut), pair.slice(cut + 1)];
  const host = location.hostname;
  const asked = attributes.get('domain')?.replace(/^\./, '') ?? '';
  if (asked && asked !== host && !host.endsWith(`.${asked}`)) return;
  if (asked && !asked.includes('.') && asked !== host) return;
  const path = attributes.get('path') || location.pathname.replace(/\/[^/]*$/, '') || '/';
  const isSecure = attributes.has('secure');
  if (isSecure && location.protocol !== 'https:') return;
  if (/^__(Host|Secure)-/.test(name) && !isSecure) return;
  if (name.startsWith('__Host-') && (asked || path !== '/')) return;
  const cookie = { name, value, domain: asked || host, hostOnly: !asked, path };
  cookies = cookies.filter(
    (other) =>
      other.name !== name ||
      other.domain !== cookie.domain ||
      other.hostOnly !== cookie.hostOnly ||
      other.path !== path,
  );
  const expires = attributes.get('expires');
  const isOver = attributes.has('max-age')
    ? Number(attributes.get('max-age')) <= 0
    : expires !== undefined && Date.parse(expires) <= Date.now();
  if (!isOver) cookies.push(cookie);
};

const isSeen = ({ domain, hostOnly, path }: Cookie): boolean =>
  (location.hostname === domain || (!hostOnly && location.hostname.endsWith(`.${domain}`))) &&
  isPathWithin(location.pathname, path);

/** Returns what the page may read. */
export const header = (): string =>
  cookies
    .filter(isSeen)
    .map(({ name, value }) => (name ? `${name}=${value}` : value))
    .join('; ');

/** Empties the jar, and sets how it behaves from now on. */
export const emptyJar = (behaviour: typeof mode = 'open'): void => {
  cookies = [];
  lines.length = 0;
  mode = behaviour;
};

/** Takes the test's page to an address. */
export const goTo = (url: string): void =>
  (window as unknown as { happyDOM: { setURL(to: string): void } }).happyDOM.setURL(url);

const refuse = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

const accessor: PropertyDescriptor = {
  configurable: true,
  get: () => (mode === 'blocked' ? refuse() : header()),
  set: (line: string) => {
    if (mode === 'blocked') refuse();
    lines.push(line);
    if (mode === 'open') keep(line);
  },
};

// happy-dom's document does not inherit from the Document that the page sees, as it does in browsers.
Object.defineProperty(Document.prototype, 'cookie', accessor);
for (
  let holder: object = Object.getPrototypeOf(document);
  holder !== Object.prototype;
  holder = Object.getPrototypeOf(holder)
)
  if (Object.hasOwn(holder, 'cookie')) Object.defineProperty(holder, 'cookie', accessor);
