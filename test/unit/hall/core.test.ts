/** Shows that a first visit waits for the page's own first paint and nothing else does, and what is on its way meanwhile. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo } from '../cookieJar.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { openConsent, type Door, type Loaders } from '../../../src/consent.js';
import type { Manifest } from '../../../src/manifest/types.js';
import { answeringWith } from '../../../src/hall/answer.js';
import { decisionOf } from '../decision/decisions.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';

const frames: FrameRequestCallback[] = [];
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const paint = async () => {
  for (const frame of frames.splice(0)) frame(0);
  await settled();
};

/** Starts on a page for a visitor; returns the handle, what was loaded, and what ends it. */
const startWith = (options: Manifest['options'] = {}, openGate = vi.fn(() => () => undefined)) => {
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
  };
  const ready = vi.fn();
  document.addEventListener('samtycke:ready', ready);
  const consent = openConsent(manifestOf([serviceOf()], options), {}, door as unknown as Door);
  const end = consent.start();
  stops.push(() => {
    end();
    document.removeEventListener('samtycke:ready', ready);
  });
  return { consent, ready, openGate, loaded: () => load.mock.calls.map(([what]) => what), end };
};

const stops: (() => void)[] = [];
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

test('judges a first visit once the page has been painted, and has fetched meanwhile what the question needs', async () => {
  const { ready, loaded } = startWith({ locale: 'de', theme: 'nordic' });
  await settled();
  expect(ready).not.toHaveBeenCalled();
  expect(loaded()).toEqual(['ui', 'de', 'nordic']);
  await paint();
  expect(ready).toHaveBeenCalledOnce();
});

test('judges at once where nothing will be painted', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const { ready } = startWith();
  await settled();
  expect(ready).toHaveBeenCalledOnce();
});

test('waits for no paint where there is an answer', async () => {
  document.cookie = `samtycke=${encodeDecision(decisionOf({}, { policy: '2.1.0', method: 'banner' }))}; path=/`;
  const { ready } = startWith();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
});

test('does what is asked for before that paint, after it', async () => {
  const { consent, ready } = startWith();
  const button = document.body.appendChild(document.createElement('button'));
  button.dataset.samtycke = 'accept-all';
  button.click();
  await settled();
  expect(consent.$decision.get()).toBeUndefined();
  await paint();
  expect(ready).toHaveBeenCalledOnce();
  expect(consent.$decision.get()).toBeDefined();
  button.remove();
});

test('says nothing of a page that it has been taken off before', async () => {
  const { ready, end } = startWith();
  end();
  await paint();
  expect(ready).not.toHaveBeenCalled();
});

test('opens no gate for a start that was taken back while the gate waited for the judging', async () => {
  document.body.innerHTML = '<img data-service="a" data-src="/a.png">';
  const { consent, openGate, end } = startWith();
  await settled();
  end();
  stops.push(consent.start());
  await settled();
  await paint();
  expect(openGate).toHaveBeenCalledOnce();
  document.body.innerHTML = '';
});

test('obeys what a page of another manifest or version has decided, whose word says nothing here', async () => {
  const options = { policy: '2.1.0', method: 'banner' } as const;
  document.cookie = `samtycke=${encodeDecision(decisionOf({ 'session:statistics': true }, options))}; path=/`;
  const { consent, ready } = startWith();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
  expect(consent.$granted.get()).toEqual(['session:statistics']);
  document.cookie = `samtycke=${encodeDecision(decisionOf({ 'session:statistics': false }, options))}; path=/`;
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  dispatchEvent(new StorageEvent('storage', { key: 'samtycke:plan', newValue: '{"sum":1}' }));
  await vi.waitFor(() => expect(consent.$granted.get()).toEqual([]));
});
