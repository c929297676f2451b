/** Erases what services without consent have stored: cookies, web storage, databases, caches and service workers. */
import { listCookies, type Found } from './cookies.js';
import { isNamed, ofKind, type Item, type Kind } from './names.js';

type Listed = readonly Found[] | Promise<readonly Found[]>;

// By number: a key that the page has on Object.prototype too is no property of the storage (Web IDL, named property visibility).
// Not by Array.from: Prototype.js and MooTools have one of their own, without a function (RELIABILITY L9).
const listKeys = (storage: Storage): Found[] =>
  [...Array(storage.length).keys()].map((index) => {
    const key = storage.key(index)!;
    return { names: [key], remove: () => storage.removeItem(key) };
  });

/**
 * Has the database go as soon as every page that holds it open is gone, without waiting for that. Firefox 153 would keep
 * such a page in its back/forward cache, and the database with it for good, but for a listener for `unload`.
 */
const removeDatabase = (name: string): void => {
  indexedDB.deleteDatabase(name).onblocked = () => addEventListener('unload', () => undefined);
};

const listDatabases = async (names: readonly string[]): Promise<Found[]> => {
  const found = await indexedDB.databases?.();
  return (found?.map(({ name }) => name ?? '') ?? names).map((name) => ({
    names: [name],
    remove: () => removeDatabase(name),
  }));
};

const pathOf = (url: string | undefined): string => (url ? new URL(url).pathname : '');

/** A worker goes by the path of its script and by that of its scope. */
const listWorkers = async (): Promise<Found[]> =>
  (await navigator.serviceWorker.getRegistrations()).map((registration) => {
    const { scope, active, waiting, installing } = registration;
    const script = (active ?? waiting ?? installing)?.scriptURL;
    return { names: [pathOf(script), pathOf(scope)], remove: () => registration.unregister() };
  });

/** Workers before caches: one that still runs could fill them again. `names` is what to try where a browser lists nothing. */
const LISTS: Readonly<Record<Kind, (names: readonly string[]) => Listed>> = {
  cookie: listCookies,
  local: () => listKeys(localStorage),
  session: () => listKeys(sessionStorage),
  worker: listWorkers,
  cache: async () =>
    (await caches.keys()).map((name) => ({
      names: [name],
      remove: () => caches.delete(name),
    })),
  indexeddb: listDatabases,
};
const KINDS = Object.keys(LISTS) as Kind[];

/** What is to go, and what must stay whatever a `*` says. */
export interface Names {
  readonly refused: readonly Item[];
  readonly kept: readonly Item[];
}

/** Hands over what there is of one kind and should not be. Each kind may be blocked by itself (SecurityError), and then holds nothing of ours to erase. */
const find = async (kind: Kind, { refused, kept }: Names, then: (found: Found[]) => unknown): Promise<void> => {
  const [theirs, ours] = [ofKind(kind, refused), ofKind(kind, kept)];
  if (!theirs.length) return;
  const meant = ({ names }: Found): boolean => isNamed(names, theirs) && !isNamed(names, ours);
  try {
    const listed = LISTS[kind](theirs.map(({ name }) => name));
    // What can be had at once is dealt with at once: the page may be on its way out.
    await then((Array.isArray(listed) ? listed : await listed).filter(meant));
  } catch {
    // Blocked.
  }
};

/**
 * Erases what the refused names match, never what a kept one matches: cookies, localStorage and sessionStorage at once, all
 * else soon after. A page cannot see or remove HttpOnly cookies, nor what other sites have stored.
 */
export const erase = (names: Names): Promise<unknown> =>
  Promise.all(KINDS.map((kind) => find(kind, names, (found) => Promise.all(found.map(({ remove }) => remove())))));

/** Resolves to the names, each with its kind, of what should be gone and is still there. */
export const survivors = async (names: Names): Promise<string[]> => {
  const left: string[] = [];
  const note = (kind: Kind) => (found: Found[]) =>
    void left.push(...found.map(({ names: [name] }) => `${name} (${kind})`));
  await Promise.all(KINDS.map((kind) => find(kind, names, note(kind))));
  return left;
};
