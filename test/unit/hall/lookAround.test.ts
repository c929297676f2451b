/** Shows that what lies in the browser is looked at once the page has been painted, and by nobody who has stopped by then. */
import { expect, test, vi } from 'vitest';
import { encodeDecision } from '../../../src/decision/cookie.js';
import type { Loaders } from '../../../src/consent.js';
import { answeringWith } from '../../../src/hall/answer.js';
import { decisionOf } from '../decision/decisions.js';
import { serviceOf } from '../manifest/manifests.js';
import { paint, settled, startWith } from './page.js';

const answered = () => {
  document.cookie = `samtycke=${encodeDecision(decisionOf({}, { policy: '2.1.0', method: 'banner' }))}; path=/`;
};

/** Starts where a record waits for the log; returns what sends it. */
const startWaiting = () => {
  answered();
  localStorage.setItem('samtycke:q:019aacd0-0000-7000-8000-000000000000', '{}');
  const flush = vi.fn();
  const stop = vi.fn();
  const loaders = {
    loadUi: async () => () => ({ start: () => ({ stop, refresh: stop }) }),
    loadLog: async () => ({ startLog: () => ({ flush, isDown: () => false, stop }) }),
  } as unknown as Loaders;
  const started = startWith({ log: '/records' }, { loadAnswering: () => answeringWith(loaders) });
  return { ...started, flush };
};

test('sends what waits once a page with a stored answer has been painted', async () => {
  const { ready, flush } = startWaiting();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
  expect(flush).not.toHaveBeenCalled();
  await paint();
  expect(flush).toHaveBeenCalledOnce();
});

test('sends what waits at once where nothing will be painted', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const { flush } = startWaiting();
  await vi.waitFor(() => expect(flush).toHaveBeenCalledOnce());
});

test('sends nothing for a start that was taken back before the paint', async () => {
  const { ready, flush, end } = startWaiting();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
  end();
  await paint();
  await settled();
  expect(flush).not.toHaveBeenCalled();
});

for (const key of ['_ad', 'samtycke:unclean'])
  test(`looks closer after the paint where ${key} lies in storage`, async () => {
    answered();
    localStorage.setItem(key, '1');
    const load = vi.fn(() => import('../../../src/hall/more.js'));
    const cookies = [{ name: '_ad*', storage: 'local', lifetime: '1y' }] as const;
    const services = [serviceOf({ id: 'ads', purpose: 'marketing', cookies })];
    const { ready } = startWith({}, { services, load: load as never });
    await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
    load.mockClear();
    await paint();
    expect(load).toHaveBeenCalledWith('more');
  });
