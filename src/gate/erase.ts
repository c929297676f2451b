/** Erases what services without consent have stored: cookies on every domain level and path, web storage, IndexedDB. */

/** An item as the manifest declares it; `*` stands for any run of characters. */
export interface Item {
  readonly name: string;
  readonly storage?: 'cookie' | 'local' | 'session' | 'indexeddb';
}

const accessor =
  typeof Document === 'undefined' ? undefined : Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');

const isNamed = (key: string, names: readonly Item[], storage: Item['storage']): boolean =>
  names.some((item) => (item.storage ?? 'cookie') === storage && matches(key, item.name));

/** Returns whether the key fits the pattern, without a regular expression that a pattern could slow down. */
const matches = (key: string, pattern: string): boolean => {
  const [start = '', ...rest] = pattern.split('*');
  if (!rest.length) return key === pattern;
  const end = rest.pop()!;
  if (!key.startsWith(start) || key.length < start.length + end.length || !key.endsWith(end)) return false;
  let from = start.length;
  for (const part of rest) {
    from = key.indexOf(part, from);
    if (from < 0) return false;
    from += part.length;
  }
  return from <= key.length - end.length;
};

/** Returns the host and each domain above it: browsers refuse the public suffixes among them by themselves. */
const domains = (): string[] => {
  const labels = location.hostname.split('.');
  return ['', ...labels.map((_, index) => `;domain=${labels.slice(index).join('.')}`)];
};

/** Returns each path that a script on this page could have set, with and without its last slash. */
const paths = (): string[] => {
  const parts = location.pathname.split('/').slice(1);
  return [
    '/',
    ...parts.flatMap((_, index) => [
      `/${parts.slice(0, index + 1).join('/')}`,
      `/${parts.slice(0, index + 1).join('/')}/`,
    ]),
  ];
};

const eraseCookie = (name: string): void => {
  // `__Secure-` and `__Host-` names are only overwritten by a line that says Secure (RFC 6265bis §4.1.3).
  const secure = name.startsWith('__') ? ';secure' : '';
  for (const domain of domains())
    for (const path of paths()) accessor?.set?.call(document, `${name}=;max-age=0;path=${path}${domain}${secure}`);
};

const cookieNames = (): string[] =>
  String(accessor?.get?.call(document) ?? '')
    .split(';')
    .map((pair) => pair.split('=')[0]!.trim())
    .filter(Boolean);

const eraseStorage = (storage: Storage, isMeant: (key: string) => boolean): void => {
  for (const key of Object.keys(storage)) if (isMeant(key)) storage.removeItem(key);
};

const eraseDatabases = async (isMeant: (name: string) => boolean, exact: readonly string[]): Promise<void> => {
  const found = await indexedDB.databases?.();
  for (const name of found?.map((database) => database.name ?? '') ?? exact)
    if (isMeant(name)) indexedDB.deleteDatabase(name);
};

/** Each kind of storage may be blocked by itself (SecurityError): the others are erased all the same. */
const attempt = (act: () => unknown): void => {
  try {
    act();
  } catch {
    // Blocked storage holds nothing of ours to erase.
  }
};

/**
 * Erases what the names match, but never a name that is kept, whatever a `*` says. A page cannot see or remove HttpOnly
 * cookies, nor those of other sites.
 */
export const erase = (names: readonly Item[], kept: readonly Item[]): void => {
  const meant =
    (storage: Item['storage']) =>
    (key: string): boolean =>
      isNamed(key, names, storage) && !isNamed(key, kept, storage);
  attempt(() => cookieNames().filter(meant('cookie')).forEach(eraseCookie));
  attempt(() => eraseStorage(localStorage, meant('local')));
  attempt(() => eraseStorage(sessionStorage, meant('session')));
  const databases = names.filter(({ storage }) => storage === 'indexeddb').map(({ name }) => name);
  if (databases.length) attempt(() => void eraseDatabases(meant('indexeddb'), databases).catch(() => undefined));
};

/** Returns the cookies and storage keys that the names match and that are still there. */
export const survivors = (names: readonly Item[], kept: readonly Item[]): string[] => {
  const meant =
    (storage: Item['storage']) =>
    (key: string): boolean =>
      isNamed(key, names, storage) && !isNamed(key, kept, storage);
  const found: string[] = [];
  attempt(() => found.push(...cookieNames().filter(meant('cookie'))));
  attempt(() => found.push(...Object.keys(localStorage).filter(meant('local'))));
  attempt(() => found.push(...Object.keys(sessionStorage).filter(meant('session'))));
  return found;
};
