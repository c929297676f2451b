/** The door for the script tag: reads its own attributes, finds the manifest, and sets `window.samtycke`. */
import { version } from '../package.json';
import type { Beside } from './beside.js';
import { compiled } from './compiled.js';
import { openConsent, type Consent, type Door } from './consent.js';
import { parsed } from './hall/parsed.js';
import { answeringFor } from './parts.js';
import type { Behaviour } from './services/behaviour.js';

/** Marks the page, so that a script included twice, or in two versions, starts once (RELIABILITY L5). */
const STARTED = Symbol.for('samtycke');
const page = window as { [STARTED]?: true; samtycke?: unknown };

/** Returns this script's element; <form name=currentScript> takes the document's own property (RELIABILITY D1, D3). */
const findMe = () => Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;

/** Returns what the text holds, or where it is no JSON the text itself, which is then no manifest. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const readInline = (): unknown => {
  const block = Document.prototype.querySelector.call(document, 'script[data-samtycke-manifest]');
  return block ? parse(block.textContent!) : undefined;
};

const fetchManifest = async (address: string | undefined): Promise<unknown> => {
  if (address) {
    const answer = await fetch(new URL(address, location.href));
    if (answer.ok) return parse(await answer.text());
    throw `${address} does not load: ${answer.status}`;
  }
  // It may stand below the script.
  await parsed();
  return readInline();
};

/** Applies what the documented stub has queued; anything else of that name is left alone (RELIABILITY D2). */
const replay = (stub: unknown, handle: Consent): void => {
  const calls = (stub as { q?: unknown } | undefined)?.q;
  if (!Array.isArray(calls)) return;
  for (const [name, args] of calls) {
    const method: unknown = handle[name as keyof Consent];
    if (typeof method === 'function' && name !== 'start') method(...args);
  }
};

/**
 * What does not come is asked for once more after this many milliseconds: WebKit breaks off what is on its way where the page
 * goes into the back/forward cache, and says so when it is back.
 */
const RETRY = 1000;

const start = (): void => {
  const me = findMe();
  const { locale, log, manifest, googleConsentMode: google } = me?.dataset ?? {};
  // Now: a <base> that comes later would lead elsewhere (RELIABILITY L10).
  const src = me?.src || location.href;
  const beside: Beside = {
    at: (file) => new URL(file, src).href,
    bring(file) {
      const ask = (): Promise<unknown> => import(beside.at(file));
      return parsed()
        .then(ask)
        .catch(() => new Promise((resolve) => setTimeout(resolve, RETRY)).then(ask));
    },
  };
  const load: Door['load'] = (name) => beside.bring(`samtycke.${name}.js`) as Promise<never>;
  const given = {
    ...(locale && { locale }),
    ...(log && { log }),
    ...(google !== undefined && { googleConsentMode: google !== 'false' }),
  };
  const inline = compiled?.manifest ?? readInline();
  const handle = openConsent(inline === undefined ? fetchManifest(manifest) : inline, given, {
    fillIn: (input) => load('services').then(({ fillFrom }) => fillFrom(input, beside.at)),
    nonce: me?.nonce,
    version,
    load,
    loadBehaviour: (use) => beside.bring(`services/${use}.js`) as Promise<Behaviour>,
    loadAnswering: () => answeringFor(beside),
  });
  const stub = page.samtycke;
  page.samtycke = handle;
  // First: who waits for a decision hears of it before the data layer does, which a tag manager acts on at once.
  replay(stub, handle);
  handle.start();
};

if (!page[STARTED]) {
  page[STARTED] = true;
  start();
}
