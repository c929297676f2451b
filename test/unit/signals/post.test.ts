/** Shows how one record is sent, and what becomes of it by the log's answer. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { post } from '../../../src/signals/post.js';
import { KEY, WAITING, openStore } from '../../../src/signals/store.js';

const URL = '/samtycke/records';
const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const store = openStore();

beforeEach(() => {
  localStorage.clear();
  store.set(`${WAITING}1`, '{"schema":1}');
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, headers = {}): void =>
  void fetched.mockResolvedValue(new Response(null, { status, headers }));

test('sends the record as JSON, so that it outlives the page and tells no path', async () => {
  answer(204);
  await post(URL, '1', store);
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe(URL);
  expect(init).toMatchObject({
    method: 'POST',
    body: '{"schema":1}',
    keepalive: true,
    headers: { 'Content-Type': 'application/json' },
  });
  expect(['origin', 'strict-origin', 'no-referrer', 'same-origin']).toContain(init.referrerPolicy);
});

test("shows the visitor's key in Authorization alone, and none where there is none", async () => {
  answer(204);
  await post(URL, '1', store);
  expect(JSON.stringify(fetched.mock.calls[0])).not.toMatch(/authorization/i);
  store.set(KEY, 'id.secret');
  store.set(`${WAITING}2`, '{"schema":1}');
  await post(URL, '2', store);
  const [url, init] = fetched.mock.calls[1]!;
  expect(init.headers).toMatchObject({ Authorization: 'Bearer id.secret' });
  expect(`${url}${String(init.body)}`).not.toContain('secret');
});

test.each([200, 201, 204, 409])('takes the record out of the queue at %i', async (status) => {
  answer(status);
  expect(await post(URL, '1', store)).toBe('taken');
  expect(store.get(`${WAITING}1`)).toBeNull();
});

test.each([400, 413, 422])('calls the record dead at %i', async (status) => {
  answer(status);
  expect(await post(URL, '1', store)).toBe('dead');
});

test.each([301, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504])(
  'keeps the record in the queue at %i',
  async (status) => {
    answer(status);
    const outcome = await post(URL, '1', store);
    expect(['taken', 'dead']).not.toContain(outcome);
    expect(store.get(`${WAITING}1`)).toBe('{"schema":1}');
  },
);

test('keeps the record in the queue where nobody answers', async () => {
  fetched.mockRejectedValue(new TypeError('offline'));
  expect(await post(URL, '1', store)).toEqual({ after: 0 });
  expect(store.get(`${WAITING}1`)).toBe('{"schema":1}');
});

test('gives up on a log that says nothing for half a minute', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  fetched.mockImplementation((_, { signal }) =>
    signal!.aborted ? Promise.reject(signal!.reason) : Promise.resolve(new Response()),
  );
  expect(await post(URL, '1', store)).toEqual({ after: 0 });
  expect(AbortSignal.timeout).toHaveBeenCalledExactlyOnceWith(30_000);
  expect(store.get(`${WAITING}1`)).toBe('{"schema":1}');
});

test.each([
  [429, '120', 120_000],
  [503, '1', 1000],
  [500, undefined, 0],
  [503, 'Wed, 21 Oct 2026 07:28:00 GMT', 0],
])('leaves the log alone at %i for as long as Retry-After %s says', async (status, after, expected) => {
  answer(status, after ? { 'Retry-After': after } : {});
  expect(await post(URL, '1', store)).toEqual({ after: expected });
});
