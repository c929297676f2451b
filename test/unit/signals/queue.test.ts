/** Shows that nothing noted is lost: what is tried again, when, and what is set aside for good (DESIGN §7). */
import { expect, test, vi } from 'vitest';
import { DEAD, WAITING, openStore } from '../../../src/signals/store.js';
import { keysLike, say, useLogs, waiting } from './logs.js';
import { NO, SOME } from './moments.js';

const { open, pass } = useLogs();

test.each([400, 413, 422])(
  'sets a record aside that the log refuses with %i, keeps it, says so and sends the next',
  async (status) => {
    const { flush, fetched, report, onAnswer } = open(status);
    say();
    say({ decision: NO });
    await flush();
    expect(fetched).toHaveBeenCalledTimes(2);
    expect(waiting()).toEqual([]);
    const [dead] = keysLike(DEAD);
    expect(JSON.parse(openStore().get(dead!)!)).toMatchObject({ schema: 1, event: 'granted' });
    expect(report).toHaveBeenCalledOnce();
    expect(report.mock.calls[0]![0]).toContain(dead!.slice(DEAD.length));
    expect(onAnswer.mock.calls.map(([taken]) => [taken])).toEqual([[false], [true]]);
  },
);

test.each([0, 429, 500, 503])('keeps a record at %i and sends the very same again, later and later', async (status) => {
  const { flush, posted, fetched } = open(status, status, status);
  say();
  await flush();
  expect([fetched.mock.calls.length, waiting().length]).toEqual([1, 1]);
  await pass(4999);
  expect(fetched).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(fetched).toHaveBeenCalledTimes(2);
  await pass(9999);
  expect(fetched).toHaveBeenCalledTimes(2);
  await pass(1);
  expect(fetched).toHaveBeenCalledTimes(3);
  await pass(20_000);
  expect(fetched).toHaveBeenCalledTimes(4);
  expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
  expect([waiting(), keysLike(DEAD)]).toEqual([[], []]);
});

test('asks the log no more once it is stopped, also while it was asking', async () => {
  const { flush, stop, fetched } = open(503, 503);
  say();
  const asked = flush();
  stop();
  await asked;
  await pass(3_600_000);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(waiting()).toHaveLength(1);
});

test('waits as long as the log asks it to', async () => {
  const { flush, fetched } = open(new Response(null, { status: 503, headers: { 'Retry-After': '120' } }));
  say();
  await flush();
  await pass(119_000);
  expect(fetched).toHaveBeenCalledTimes(1);
  await pass(1000);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test.each(['-5', '0', 'soon'])('waits as long as ever where the log asks for %j', async (header) => {
  const { flush, fetched } = open(new Response(null, { status: 503, headers: { 'Retry-After': header } }));
  say();
  await flush();
  await pass(4999);
  expect(fetched).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('waits at most an hour, whatever the log asks', async () => {
  const { flush, fetched } = open(new Response(null, { status: 503, headers: { 'Retry-After': '999999' } }));
  say();
  await flush();
  await pass(3_600_000);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test.each([401, 403, 404])('keeps a record at %i, and sends what stands behind it', async (status) => {
  const { flush, fetched, records } = open(status);
  say();
  say({ decision: NO });
  await flush();
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(waiting()).toEqual([`${WAITING}${records()[0]!.recordId}`]);
  expect(keysLike(DEAD)).toEqual([]);
});

test('sends at once when the browser comes online', async () => {
  const { flush, fetched } = open(0);
  say();
  await flush();
  dispatchEvent(new Event('online'));
  await pass(0);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('sends one record once, however often it is asked to meanwhile', async () => {
  const { flush, fetched } = open();
  say();
  await Promise.all([flush(), flush(), flush()]);
  expect(fetched).toHaveBeenCalledOnce();
});

test('has room for a thousand, and sets the oldest aside beyond that', async () => {
  const ids = Array.from({ length: 1003 }, (_, index) => `0199f3a0-0000-7000-8000-${String(index).padStart(12, '0')}`);
  for (const id of ids) openStore().set(WAITING + id, '{"schema":1}');
  const { flush } = open(500);
  await flush();
  expect(waiting()).toEqual(ids.slice(3).map((id) => WAITING + id));
  expect(keysLike(DEAD)).toEqual(ids.slice(0, 3).map((id) => DEAD + id));
});

test('keeps a thousand that were refused for good, and counts those that had to go', async () => {
  const ids = Array.from({ length: 1003 }, (_, index) => `0199f3a0-0000-7000-8000-${String(index).padStart(12, '0')}`);
  for (const id of ids.slice(0, 1001)) openStore().set(DEAD + id, '{"schema":1}');
  for (const id of ids.slice(1001)) openStore().set(WAITING + id, '{"schema":1}');
  const { flush } = open(422, 422);
  await flush();
  expect(keysLike(DEAD)).toEqual(ids.slice(3).map((id) => DEAD + id));
  expect(openStore().get('samtycke:lost')).toBe('3');
});

test('sets aside where storage has room for it but once', async () => {
  const { flush, posted } = open(422);
  say();
  const real = localStorage;
  const setItem = (key: string, value: string): void => {
    if (key.startsWith(DEAD) && waiting().length) throw new DOMException('full', 'QuotaExceededError');
    real.setItem(key, value);
  };
  vi.stubGlobal(
    'localStorage',
    new Proxy(real, {
      get: (_, name) => (name === 'setItem' ? setItem : Reflect.get(real, name)),
    }),
  );
  await flush();
  expect(real.getItem(keysLike(DEAD)[0]!)).toBe(posted[0]!.body);
});

test('sets aside what is no record, and is not held up by it', async () => {
  openStore().set(`${WAITING}0`, 'broken');
  openStore().set(`${WAITING}00`, 'null');
  say();
  const { flush, fetched } = open();
  await flush();
  expect(fetched).toHaveBeenCalledOnce();
  expect(waiting()).toEqual([]);
  expect(keysLike(DEAD)).toEqual([`${DEAD}0`, `${DEAD}00`]);
});

test('hands what waits to the browser when the page hides, and still keeps it', async () => {
  const sent = vi.fn(() => true);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { sendBeacon: sent }));
  const { flush } = open(500);
  say();
  await flush();
  dispatchEvent(new Event('visibilitychange'));
  expect(sent).not.toHaveBeenCalled();
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  dispatchEvent(new Event('visibilitychange'));
  expect(sent).toHaveBeenCalledExactlyOnceWith('/samtycke/records', expect.stringContaining('"schema":1'));
  expect(waiting()).toHaveLength(1);
});

test.each(['visibilitychange', 'pagehide'])('hands over once what waits at %s, and what came since', async (type) => {
  const sent = vi.fn((_url: string, _body: string) => true);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { sendBeacon: sent }));
  const { flush } = open(500, 500);
  say();
  await flush();
  if (type !== 'pagehide') Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  dispatchEvent(new Event(type));
  dispatchEvent(new Event(type));
  expect(sent).toHaveBeenCalledOnce();
  say({ decision: NO });
  await flush();
  dispatchEvent(new Event('pagehide'));
  expect(sent.mock.calls.map(([, body]) => (JSON.parse(body) as { event: string }).event)).toEqual([
    'granted',
    'refused',
  ]);
});

test('hands over again what the browser had no room for', async () => {
  const sent = vi.fn(() => true).mockReturnValueOnce(false);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { sendBeacon: sent }));
  const { flush } = open(500);
  say();
  await flush();
  for (let hides = 0; hides < 3; hides++) dispatchEvent(new Event('pagehide'));
  expect(sent).toHaveBeenCalledTimes(2);
});

test('sends at once when the page comes back from the back/forward cache, not when it opens', async () => {
  const { flush, fetched } = open(0);
  say();
  await flush();
  const show = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  show(false);
  await pass(0);
  expect(fetched).toHaveBeenCalledTimes(1);
  show(true);
  await pass(0);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('hands no bare note to the browser', () => {
  const sent = vi.fn(() => true);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { sendBeacon: sent }));
  open();
  say();
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  dispatchEvent(new Event('visibilitychange'));
  expect(sent).not.toHaveBeenCalled();
});

test('sends nothing more once it is stopped', async () => {
  const { flush, fetched, stop } = open(500);
  say();
  await flush();
  stop();
  await pass(3_600_000);
  for (const type of ['online', 'pagehide']) dispatchEvent(new Event(type));
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  await pass(0);
  expect(fetched).toHaveBeenCalledOnce();
});

test('sends what an earlier page noted, oldest first', async () => {
  say({ decision: NO, services: [] });
  say({ decision: SOME, before: NO });
  const { flush, records } = open();
  await flush();
  expect(records().map(({ event }) => event)).toEqual(['refused', 'changed']);
});
