/** Starts the hall on a page whose paints come when a test says so. */
import { afterEach, beforeEach, vi } from 'vitest';
import { emptyJar, goTo } from '../cookieJar.js';
import { openConsent, type Door, type Loaders } from '../../../src/consent.js';
import type { Manifest } from '../../../src/manifest/types.js';
import { answeringWith } from '../../../src/hall/answer.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';

const frames: FrameRequestCallback[] = [];
export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
/** Resolves once a page that has been started by now hears what other tabs write. */
export const hearsTabs = () => new Promise((resolve) => setTimeout(resolve, 520));
export const paint = async () => {
  for (const frame of frames.splice(0)) frame(0);
  await settled();
};

/** What a test wants to be otherwise: the gate, the services, or anything of the door. */
interface Changes extends Partial<Door> {
  readonly openGate?: ReturnType<typeof vi.fn<() => () => undefined>>;
  readonly services?: Manifest['services'];
}

/** Starts on a page for a visitor; returns the handle, what was loaded, and what ends it. */
export const startWith = (
  options: Manifest['options'] = {},
  { openGate = vi.fn(() => () => undefined), services = [serviceOf()], ...changes }: Changes = {},
) => {
  const load = vi.fn(async (what: string): Promise<unknown> => what);
  const stop = vi.fn();
  const loaders = {
    loadUi: async () => (load('ui'), () => ({ start: () => ({ stop, refresh: stop }) })),
    loadLocale: load,
    loadTheme: load,
  } as unknown as Loaders;
  const door = {
    version: '1.0.0',
    loadAnswering: () => answeringWith(loaders),
    load: (name: string) => (name === 'gate' ? Promise.resolve({ openGate }) : import('../../../src/hall/more.js')),
    ...changes,
  };
  const ready = vi.fn();
  document.addEventListener('samtycke:ready', ready);
  const consent = openConsent(manifestOf(services, options), {}, door as unknown as Door);
  const end = consent.start();
  stops.push(() => {
    end();
    document.removeEventListener('samtycke:ready', ready);
  });
  return { consent, ready, openGate, loaded: () => load.mock.calls.map(([what]) => what), end };
};

export const stops: (() => void)[] = [];
beforeEach(() => {
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
  emptyJar();
  localStorage.clear();
  goTo('http://localhost:8788/');
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  frames.length = 0;
  vi.restoreAllMocks();
  Reflect.deleteProperty(document, 'cookie');
});
