/** Shows which answer to a record counts as the log's own. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { post } from '../../../src/signals/post.js';
import { WAITING, openStore } from '../../../src/signals/store.js';
import { clearStore } from './logs.js';

const store = openStore();
beforeEach(() => {
  clearStore();
  store.set(`${WAITING}1`, '{"schema":1}');
});
afterEach(() => vi.unstubAllGlobals());

const postTo = (body: string | null, headers: Record<string, string>) => {
  vi.stubGlobal('fetch', async () => new Response(body, { headers }));
  return post('/samtycke/records', '1', store);
};

test.each([[{}], [{ 'Content-Type': 'application/json' }]])('lets a record go at a yes with %j', async (headers) => {
  expect(await postTo(null, headers)).toBe('taken');
  expect(store.get(`${WAITING}1`)).toBeNull();
});

test('keeps a record for later where a page says in the place of the log that the site is under repair', async () => {
  const page = { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '60' };
  expect(await postTo('<!doctype html>', page)).toEqual({ after: 60_000 });
  expect(store.get(`${WAITING}1`)).toBe('{"schema":1}');
});
