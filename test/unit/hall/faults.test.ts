/** Shows that what a page has replaced, and what does not come, costs no more than itself (RELIABILITY L9, L17). */
import { afterEach, expect, test, vi } from 'vitest';
import type { Door, Loaders } from '../../../src/consent.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { answeringWith } from '../../../src/hall/answer.js';
import { createConsent, type WrittenManifest } from '../../../src/index.js';
import { createUi } from '../../../src/ui/index.js';
import type { LoadPart } from '../../../src/ui/loan.js';
import { decisionOf } from '../decision/decisions.js';
import { manifestOf } from '../manifest/manifests.js';
import { settled, startWith, stops } from './page.js';

const Native = Promise;
afterEach(() => {
  globalThis.Promise = Native;
  document.body.innerHTML = '';
});

test.each(['its own', 'another'])('opens the gate and erases on a page with %s Promise', async (whose) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const [more, clean, openGate] = [await import('../../../src/hall/more.js'), vi.fn(), vi.fn(() => () => undefined)];
  const { consent } = startWith({}, {
    load: async (name: string) => (name === 'gate' ? { openGate } : { ...more, clean }),
  } as Partial<Door>);
  await settled();
  // As Bluebird and zone.js do; what `import()` and async functions return stays the browser's own.
  if (whose === 'another') globalThis.Promise = class<T> extends Native<T> {};
  document.body.innerHTML = '<img data-service="a" data-src="/a.png">';
  await settled();
  await consent.acceptAll();
  await consent.withdraw();
  await settled();
  await vi.waitFor(() => expect([openGate.mock.calls.length, clean.mock.calls.length]).toEqual([1, 1]));
});

test('takes what can be waited for but not caught for a manifest, and says that it is none', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const { start } = createConsent({ then: () => undefined } as unknown as WrittenManifest);
  stops.push(start());
  await vi.waitFor(() => expect(errors.mock.calls.join()).toContain('Nothing optional runs.'));
});

test('leaves nothing unhandled before start(): a server that never calls it goes on', async () => {
  const [unhandled, before] = [vi.fn(), process.listeners('unhandledRejection')];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', unhandled);
  createConsent(Promise.reject<WrittenManifest>(new Error('theirs, which nobody handles')));
  createConsent({ ...manifestOf([]), services: [{ use: 'ga4', id: 'wrong' }] });
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.off('unhandledRejection', unhandled);
  for (const listener of before) process.on('unhandledRejection', listener);
  expect(unhandled).not.toHaveBeenCalled();
});

test('can be answered, and withdrawn from, where what judges the cookie did not come', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.cookie = `samtycke=${encodeDecision(decisionOf({ 'session:statistics': true }, { policy: '2.1.0' }))}; path=/`;
  vi.spyOn(console, 'error').mockReturnValue();
  const load = (() => import('../../../src/ui/second/index.js')) as unknown as LoadPart;
  const loaders = { loadUi: async () => () => createUi(load) } as Partial<Loaders> as Loaders;
  const { consent } = startWith(
    {},
    {
      loadAnswering: () => answeringWith(loaders),
      load: () => Promise.reject(new Error('offline')),
    },
  );
  await settled();
  document.body.innerHTML = '<a data-samtycke="settings" href="#">Kakinställningar</a>';
  document.querySelector('a')!.click();
  const layer = () => document.querySelector('[data-samtycke-root]')?.shadowRoot;
  await vi.waitFor(() => expect(layer()?.querySelector('dialog')).toBeTruthy());
  layer()!.querySelector<HTMLElement>('[data-action="accept-all"]')!.click();
  expect(consent.status()).toBe('accepted');
  await consent.withdraw();
  expect(consent.status()).toBe('rejected');
});

test('says what is wrong, and keeps nobody waiting, where looking for a stored answer fails', async () => {
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const { consent } = startWith(
    {},
    {
      loadAnswering() {
        throw new Error('no room');
      },
    },
  );
  expect(await consent.acceptAll()).toBe(false);
  expect(errors.mock.calls.flat().join(' ')).toContain('no room. Nothing optional runs.');
});
