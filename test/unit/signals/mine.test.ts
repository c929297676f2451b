/** Shows that visitors are told what the log has of them, and nothing where the log does not tell (R42). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchRecords, fetchShown } from '../../../src/signals/mine.js';
import { KEY, openStore } from '../../../src/signals/store.js';
import { clearStore } from './logs.js';

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const URL = 'https://assistme.eu/samtycke/records';
const record = { time: '2026-11-22T17:48:03.000Z', event: 'granted', services: [], state: { permanent: {} } };
const answers = (body: unknown, status = 200) =>
  fetched.mockResolvedValue(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));

beforeEach(() => {
  clearStore();
  openStore().set(KEY, 'id.secret');
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

test('R42 asks with the key of this browser, and gives the records as they came', async () => {
  answers({ records: [record, { ...record, event: 'withdrawn' }] });
  expect(await fetchRecords(URL, openStore())).toEqual([record, { ...record, event: 'withdrawn' }]);
  expect(fetched.mock.calls[0]).toEqual([
    'https://assistme.eu/samtycke/records/mine',
    expect.objectContaining({ headers: { Authorization: 'Bearer id.secret' }, referrerPolicy: 'origin' }),
  ]);
  expect(fetched.mock.calls[0]![1]).not.toHaveProperty('credentials');
});

test('R42 asks nobody without a key: there is nothing', async () => {
  openStore().remove(KEY);
  expect(await fetchRecords(URL, openStore())).toEqual([]);
  expect(fetched).not.toHaveBeenCalled();
});

test('R42 takes 404 for nothing', async () => {
  answers('Not found.\n', 404);
  expect(await fetchRecords(URL, openStore())).toEqual([]);
});

test('R42 does not know where nobody answers', async () => {
  fetched.mockRejectedValue(new TypeError('offline'));
  expect(await fetchRecords(URL, openStore())).toBeUndefined();
});

test.each([401, 403, 429, 500, 503])('R42 does not know where the log answers %i', async (status) => {
  answers({ records: [record] }, status);
  expect(await fetchRecords(URL, openStore())).toBeUndefined();
});

test.each([
  '',
  '<!doctype html>',
  'null',
  '[]',
  '"records"',
  {},
  { records: null },
  { records: {} },
  { records: [null] },
  { records: ['x'] },
  { records: [record, {}] },
  { records: [{ ...record, time: 'yesterday' }] },
  { records: [{ ...record, time: 5 }] },
  { records: [{ ...record, state: null }] },
  { records: [{ ...record, state: { permanent: null } }] },
  { records: [{ ...record, services: 'mixpanel' }] },
  { records: [{ ...record, event: undefined }] },
])('R42 does not know where the log answers %j, and throws nothing', async (body) => {
  answers(body);
  expect(await fetchRecords(URL, openStore())).toBeUndefined();
});

test('R42 throws nothing where the browser refuses even to ask', async () => {
  fetched.mockImplementation(() => {
    throw new TypeError('no header like that');
  });
  expect(await fetchRecords(URL, openStore())).toBeUndefined();
  expect(await fetchShown(URL, 'ab')).toBeNull();
});

test('R42 finds what was shown beside the records, by its hash', async () => {
  answers({ lang: 'sv' });
  expect(await fetchShown(URL, 'a'.repeat(64))).toEqual({ lang: 'sv' });
  expect(fetched.mock.calls[0]![0]).toBe(`https://assistme.eu/samtycke/artefacts/${'a'.repeat(64)}`);
});

test('R42 sends no key where it asks for what was shown', async () => {
  answers({});
  await fetchShown(URL, '../records/mine');
  expect(fetched.mock.calls[0]![0]).toBe('https://assistme.eu/samtycke/artefacts/..%2Frecords%2Fmine');
  expect(fetched.mock.calls[0]![1]).not.toHaveProperty('headers');
});

test.each([
  ['{}', 404],
  ['{}', 500],
  ['<!doctype html>', 200],
] as const)('R42 has no texts where the log answers %s with %i', async (body, status) => {
  answers(body, status);
  expect(await fetchShown(URL, 'ab')).toBeNull();
});
