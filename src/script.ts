/** The door for the script tag: reads its own attributes, finds the manifest, and sets `window.samtycke`. */
import { version } from '../package.json';
import { openConsent, type Consent } from './consent.js';
import { partsFor } from './parts.js';

/** What calls the documented stub has queued: name and arguments each. */
type Calls = readonly (readonly [name: string, args: readonly unknown[]])[];

const LANGUAGES = ['sv', 'en'];

/** Marks the page, so that a script included twice, or in two versions, starts once (RELIABILITY L5). */
const STARTED = Symbol.for('samtycke');

/** Returns this script's element; <form name=currentScript> takes the document's own property (RELIABILITY D1, D3). */
const findMe = (): HTMLScriptElement | null => {
  const found: unknown = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(document);
  return found instanceof HTMLScriptElement ? found : null;
};

const readInline = (): string | null | undefined =>
  (Document.prototype.querySelector.call(document, 'script[data-samtycke-manifest]') as HTMLScriptElement | null)
    ?.textContent;

const parse = (text: string, where: string): unknown => {
  try {
    // Without prototypes: nothing that a page puts on Object.prototype can pass for a field (RELIABILITY P2).
    return JSON.parse(text, (_, value: unknown) =>
      value && typeof value === 'object' && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value,
    );
  } catch (fault) {
    throw new Error(`the manifest ${where} is not JSON (${String(fault)}). Check it`);
  }
};

const fetchManifest = async (address: string): Promise<unknown> => {
  const answer = await fetch(new URL(address, location.href));
  if (answer.ok) return parse(await answer.text(), address);
  throw new Error(`the manifest ${address} could not be fetched (${answer.status}). Check data-manifest`);
};

/** Resolves once the page has been parsed: an inline manifest may stand below the script. */
const parsed = (): Promise<void> =>
  new Promise((resolve) =>
    document.readyState === 'loading'
      ? addEventListener('DOMContentLoaded', () => resolve(), { once: true })
      : resolve(),
  );

const findManifest = (address: string | undefined): unknown => {
  const inline = readInline();
  if (address && !inline) return fetchManifest(address);
  if (inline)
    try {
      return parse(inline, 'in the page');
    } catch (fault) {
      return Promise.reject(fault);
    }
  return parsed().then(() => {
    const late = readInline();
    if (!late) throw new Error('there is no manifest: add data-manifest to the script tag');
    return parse(late, 'in the page');
  });
};

/** Applies what was called before the script came; anything but the documented stub is left alone (RELIABILITY D2). */
const replay = (stub: unknown, handle: Consent): void => {
  const calls = stub && typeof stub === 'object' && !(stub instanceof Node) ? (stub as { q?: Calls }).q : undefined;
  if (!Array.isArray(calls)) return;
  for (const [name, args] of calls as Calls) {
    const method = Object.prototype.hasOwnProperty.call(handle, name) && handle[name as keyof Consent];
    if (typeof method === 'function' && name !== 'start') (method as (...args: readonly unknown[]) => unknown)(...args);
  }
};

const start = (): void => {
  const me = findMe();
  const read = (name: string): string | undefined => me?.getAttribute(`data-${name}`) ?? undefined;
  const beside = (file: string): string => new URL(file, me?.src || location.href).href;
  const [locale, log, google] = [read('locale'), read('log'), read('google-consent-mode')];
  const options = {
    ...(locale && { locale }),
    ...(log && { log }),
    ...(google !== undefined && { googleConsentMode: google !== 'false' }),
  };
  const handle = openConsent(findManifest(read('manifest')), options, {
    version,
    languages: LANGUAGES,
    loadMore: () => import(beside('samtycke.more.js')),
    loadLog: () => import(beside('samtycke.log.js')),
    ...partsFor(beside),
  });
  const page = window as unknown as { samtycke?: unknown };
  const stub = page.samtycke;
  page.samtycke = handle;
  handle.start();
  replay(stub, handle);
};

if (!(STARTED in window)) {
  Object.defineProperty(window, STARTED, { value: true });
  start();
}
