/** Shows that the visitor's records are erased with their own key, which goes only when they are gone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eraseRecords } from '../../../src/signals/erase.js';
import { DEAD, KEY, LAST, WAITING, openStore } from '../../../src/signals/store.js';
import { clearStore } from './logs.js';

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const URL = '/samtycke/records';
const store = openStore();

beforeEach(() => {
  clearStore();
  store.set(KEY, 'id.secret');
  store.set(LAST, '2.x');
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

test.each([200, 204, 404])('forgets the key when the log answers %i', async (status) => {
  fetched.mockResolvedValue(new Response(status === 404 ? 'Not found.\n' : null, { status }));
  expect(await eraseRecords(URL, store)).toBe(true);
  expect(fetched.mock.calls[0]).toEqual([
    '/samtycke/records/mine',
    expect.objectContaining({ method: 'DELETE', headers: { Authorization: 'Bearer id.secret' } }),
  ]);
  // R39: nothing of the page.
  expect(['origin', 'no-referrer']).toContain(fetched.mock.calls[0]![1].referrerPolicy);
  expect([store.get(KEY), store.get(LAST)]).toEqual([null, null]);
});

test('keeps the key where a server in front of the log finds nothing: the log may', async () => {
  fetched.mockResolvedValue(new Response('404 page not found\n', { status: 404 }));
  expect(await eraseRecords(URL, store)).toBe(false);
  expect(store.get(KEY)).toBe('id.secret');
});

test('keeps the key where a page says in the place of the log that the site is under repair', async () => {
  fetched.mockResolvedValue(new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }));
  expect(await eraseRecords(URL, store)).toBe(false);
  expect([store.get(KEY), store.get(LAST)]).toEqual(['id.secret', '2.x']);
});

test.each([401, 403, 429, 500])('keeps the key when the log answers %i, so that one can try again', async (status) => {
  fetched.mockResolvedValue(new Response(null, { status }));
  expect(await eraseRecords(URL, store)).toBe(false);
  expect([store.get(KEY), store.get(LAST)]).toEqual(['id.secret', '2.x']);
});

test('keeps the key when nobody answers', async () => {
  fetched.mockRejectedValue(new TypeError('offline'));
  expect(await eraseRecords(URL, store)).toBe(false);
  expect(store.get(KEY)).toBe('id.secret');
});

test('asks nobody where there is no log or no key', async () => {
  expect(await eraseRecords(undefined, store)).toBe(true);
  expect(await eraseRecords(URL, store)).toBe(true);
  expect(fetched).not.toHaveBeenCalled();
});

const post = () => fetched.mock.calls.map(([url, { method, body }]) => [method, url, body]);

test('sends before what waits, so that a copy on its way, without the key perhaps, finds it erased', async () => {
  fetched.mockResolvedValue(new Response(null, { status: 204 }));
  const record = JSON.stringify({ schema: 1, consentId: 'id' });
  store.set(`${WAITING}1`, record);
  expect(await eraseRecords(URL, store)).toBe(true);
  expect(post()).toEqual([
    ['POST', URL, record],
    ['DELETE', `${URL}/mine`, undefined],
  ]);
});

test('erases nothing, and keeps all, where what waits cannot be sent', async () => {
  fetched.mockResolvedValue(new Response(null, { status: 503 }));
  store.set(`${WAITING}1`, JSON.stringify({ schema: 1, consentId: 'id' }));
  expect(await eraseRecords(URL, store)).toBe(false);
  expect(post().map(([method]) => method)).toEqual(['POST']);
  expect([store.get(KEY), store.get(`${WAITING}1`)]).toEqual(['id.secret', expect.any(String)]);
});

test('erases once more where a note became a record, and was sent, during the first time', async () => {
  const record = JSON.stringify({ schema: 1, consentId: 'id' });
  store.set(`${WAITING}1`, JSON.stringify({ decision: {} }));
  fetched.mockImplementationOnce(() => {
    store.set(`${WAITING}1`, record);
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  fetched.mockResolvedValue(new Response(null, { status: 204 }));
  expect(await eraseRecords(URL, store)).toBe(true);
  expect(post().map(([method]) => method)).toEqual(['DELETE', 'POST', 'DELETE']);
  expect(store.keys()).toEqual([]);
});

test('gives up, and keeps the key, where something new waits each time', async () => {
  fetched.mockImplementation(() => {
    store.set(`${WAITING}${crypto.randomUUID()}`, JSON.stringify({ decision: {} }));
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  expect(await eraseRecords(URL, store)).toBe(false);
  expect(store.get(KEY)).toBe('id.secret');
});

test('leaves no note to become a record, nor a record that the log refused', async () => {
  store.remove(KEY);
  store.set(`${WAITING}1`, JSON.stringify({ decision: {} }));
  store.set(`${DEAD}2`, JSON.stringify({ schema: 1, consentId: 'id' }));
  expect(await eraseRecords(URL, store)).toBe(true);
  expect(fetched).not.toHaveBeenCalled();
  expect(store.keys()).toEqual([]);
});

test('takes the records that still wait under the same id out of the queue, and no other', async () => {
  fetched.mockResolvedValue(new Response(null, { status: 204 }));
  store.set(`${WAITING}1`, JSON.stringify({ schema: 1, consentId: 'id' }));
  store.set(`${WAITING}2`, JSON.stringify({ schema: 1, consentId: null, event: 'refused' }));
  await eraseRecords(URL, store);
  expect([store.get(`${WAITING}1`), store.get(`${WAITING}2`)]).toEqual([null, expect.stringContaining('refused')]);
});
