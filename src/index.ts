/** The door for npm: makes a handle from a manifest. Importing it touches nothing, so it is safe on a server. */
import { version } from '../package.json';
import { answeringWith } from './hall/answer.js';
import { openGate } from './hall/gate.js';
import { parsed } from './hall/parsed.js';
import { isPromise } from './hall/when.js';
import { loadLocale } from './languages.js';
import { loadBehaviour, loadFacts } from './services/readyMade.js';
import { openConsent, type Consent, type ConsentOptions } from './consent.js';
import type { Later } from './hall/halves.js';
import type { WrittenManifest } from './manifest/types.js';
import type { Parts } from './ui/loan.js';

export type { Cell, Cells, Decision, Group, Method, Purpose, Status } from './decision/cells.js';
export type { Consent, ConsentOptions, Expression, Receipt } from './consent.js';
export type { Detail, EventName } from './signals/events.js';
export type { Manifest, Service, StoredItem, UsedService, WrittenManifest } from './manifest/types.js';

const laterParts: { readonly [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
  settings: () => import('./ui/second/index.js'),
  embeds: () => import('./ui/embeds/index.js'),
  table: () => import('./ui/table/index.js'),
};

const answering = answeringWith({
  loadLog: () => import('./hall/log.js'),
  loadUi: () =>
    import('./ui/index.js').then(
      ({ createUi }) =>
        () =>
          createUi((part) => laterParts[part]()),
    ),
  loadLocale,
});

/** The gate is in here, and waits for the page as it would in a file of its own. */
const later: { readonly [Name in keyof Later]: () => Promise<Later[Name]> } = {
  more: () => import('./hall/more.js'),
  gate: () => parsed().then(() => ({ openGate })),
  services: () => import('./hall/services.js'),
  signals: () => import('./hall/signals.js'),
};

/**
 * Returns the handle for a manifest; nothing happens before its `start()`. The manifest may be a promise: actions wait for it.
 *
 * @example
 * const consent = createConsent(manifest, { locale: 'sv' });
 * const stop = consent.start();
 * consent.on('change', ({ granted }) => console.log(granted));
 */
export const createConsent = (
  manifest: WrittenManifest | Promise<WrittenManifest>,
  options: ConsentOptions = {},
): Consent => {
  // What does not come is told once `start()` asks for it, to the site alone.
  if (isPromise(manifest)) manifest.catch(() => undefined);
  return openConsent(manifest, options, {
    version,
    loadAnswering: () => answering,
    load: (name) => later[name](),
    fillIn: (input) => later.services().then(({ fillIn }) => fillIn(input, loadFacts)),
    loadBehaviour,
    nonce: undefined,
  });
};
