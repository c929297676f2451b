/** Shows what the log is sent of each decision, under which id, and how one record leads to the next (R37 to R40). */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { KEY, openStore } from '../../../src/signals/store.js';
import { SITE, clearStore, openReceiver, say, waiting } from './logs.js';
import { NO, SOME, YES } from './moments.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const stops: (() => void)[] = [];
const open = (...answers: number[]) => {
  const receiver = openReceiver(...answers);
  stops.push(receiver.stop);
  return receiver;
};

beforeEach(() => {
  clearStore();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('has the decision in the queue before anything is sent, and out of it when it is taken', async () => {
  const { flush, fetched } = open();
  say();
  expect(waiting()).toHaveLength(1);
  expect(fetched).not.toHaveBeenCalled();
  fetched.mockImplementationOnce(() => {
    expect(waiting()).toHaveLength(1);
    return Promise.resolve(new Response(null, { status: 201 }));
  });
  await flush();
  expect(fetched).toHaveBeenCalledOnce();
  expect(waiting()).toEqual([]);
});

test('sends these fields and no other', async () => {
  const { flush, records } = open();
  say({ shown: { layer: 1, texts: '{"title":"Välj"}' } });
  await flush();
  const told = [
    'schema',
    'recordId',
    'consentId',
    'prev',
    'seq',
    'clientTime',
    'event',
    'method',
    'layer',
    'state',
    'services',
    'policyVersion',
    'policyHash',
    'textHash',
    'uiVersion',
    'sdkVersion',
    'locale',
    'site',
    'validUntil',
    'gpc',
    'formFactor',
  ];
  expect(Object.keys(records()[0]!).toSorted()).toEqual(told.toSorted());
  expect(records()[0]).toMatchObject({
    event: 'granted',
    method: 'banner',
    layer: 1,
    services: ['mixpanel'],
    site: 'assistme.eu',
    locale: 'sv',
    gpc: false,
    policyHash: sha256(SITE.manifest),
    textHash: sha256('{"title":"Välj"}'),
  });
});

test('sends nothing of the page, its address or its browser', async () => {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(
    'http://localhost:3000/hemlig-sida?gclid=hemligt#x',
  );
  const { flush, posted } = open();
  say();
  await flush();
  expect(JSON.stringify(posted)).not.toMatch(/hemlig|gclid|localhost|Mozilla|HappyDOM|user.?agent|referr?er"/i);
});

test('gives no id to a visitor who only refuses, however often', async () => {
  const { flush, records, posted } = open();
  say({ decision: NO, services: [] });
  say({ decision: NO, before: NO, services: [] });
  await flush();
  expect(records().map(({ consentId, prev, seq, event }) => [consentId, prev, seq, event])).toEqual([
    [null, null, 0, 'refused'],
    [null, null, 0, 'refused'],
  ]);
  expect(openStore().get(KEY)).toBeNull();
  expect(JSON.stringify(posted)).not.toMatch(/authorization/i);
});

test('gives the first yes an id of 128 random bits, and never sends the secret beside it in a record', async () => {
  const { flush, records, posted } = open();
  say();
  await flush();
  const [id, secret] = openStore().get(KEY)!.split('.');
  expect([id, secret]).toEqual([expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/)]);
  expect(records()[0]).toMatchObject({ consentId: id, prev: null, seq: 1 });
  expect(posted[0]!.headers['Authorization']).toBe(`Bearer ${id}.${secret}`);
  expect(posted[0]!.body).not.toContain(secret);
  clearStore();
  say();
  await flush();
  expect(records()[1]!.consentId).not.toBe(id);
});

test('chains each record of a visitor to the one before, a refusal after a yes too', async () => {
  const { flush, records } = open();
  say();
  await flush();
  say({ decision: SOME, before: YES });
  say({ decision: NO, before: SOME, services: [] });
  say({ decision: YES, before: NO });
  await flush();
  const sent = records();
  expect(sent.map(({ event, seq }) => [event, seq])).toEqual([
    ['granted', 1],
    ['changed', 2],
    ['withdrawn', 3],
    ['changed', 4],
  ]);
  expect(sent.map(({ prev }) => prev)).toEqual([null, ...sent.slice(0, 3).map(({ recordId }) => recordId)]);
  expect(new Set(sent.map(({ consentId }) => consentId)).size).toBe(1);
});

test('R40 gives no id to a refusal that follows a yes which has run out', async () => {
  const first = open();
  say();
  await first.flush();
  const id = openStore().get(KEY);
  expect(id).not.toBeNull();
  vi.setSystemTime(addMonths(Date.now(), 6));
  const { flush, records } = open();
  say({ decision: NO, services: [] });
  await flush();
  expect(records().at(-1)).toMatchObject({ event: 'refused', consentId: null, prev: null, seq: 0 });
  expect(openStore().get(KEY)).toBeNull();
});

test('begins the chain at the first yes, after refusals without an id', async () => {
  const { flush, records } = open();
  say({ decision: NO, services: [] });
  say({ decision: SOME, before: NO });
  await flush();
  expect(records().map(({ seq, prev }) => [seq, prev])).toEqual([
    [0, null],
    [1, null],
  ]);
});

test('makes one embed let through a record of its own, without an id and without changing any answer', async () => {
  const { flush, records } = open();
  say({ decision: undefined, event: 'embed', once: 'film', services: [] });
  await flush();
  expect(records()[0]).toMatchObject({
    event: 'embed',
    method: 'embed',
    services: ['film'],
    state: {},
    consentId: null,
    seq: 0,
    layer: null,
    policyVersion: '1.0.0',
  });
  expect(openStore().get(KEY)).toBeNull();
});

test('states refused cells as false in a refusal', async () => {
  const { flush, records } = open();
  say({ decision: NO, services: [] });
  await flush();
  expect(Object.values(records()[0]!.state).flatMap((cells) => Object.values(cells))).toEqual(
    Array.from({ length: 9 }, () => false),
  );
});

test('leaves the hash out where the page has no Web Crypto, and of a manifest that it no longer has', async () => {
  const { flush, records } = open();
  say({ decision: { ...YES, policy: '0.9.0' }, shown: { layer: 2, texts: 'x' } });
  await flush();
  expect(records()[0]).toMatchObject({ policyVersion: '0.9.0', policyHash: null, textHash: sha256('x'), layer: 2 });
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  say();
  await flush();
  expect(records()[1]).toMatchObject({ policyHash: null, textHash: null });
});

test('keeps the order of answers that a script gives within one millisecond', async () => {
  const { flush, records } = open();
  const now = Date.now();
  for (const decision of [NO, SOME, NO, YES]) {
    vi.setSystemTime(now - 1);
    say({ decision, before: undefined });
  }
  await flush();
  expect(records().map(({ event }) => event)).toEqual(['refused', 'custom', 'refused', 'granted']);
  expect(records().map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
});

/** Returns a digest that does not end, and how it fails, as in a page that goes while it is reckoned. */
const heldDigest = () => {
  const fails: ((error: Error) => void)[] = [];
  const digest = vi.fn(() => new Promise<never>((_, reject) => fails.push(reject)));
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto), subtle: { digest } });
  return { digest, fail: () => fails.splice(0).forEach((reject) => reject(new DOMException('gone'))) };
};

test('chains a record rightly that an earlier page was making when it went', async () => {
  const before = open();
  say();
  await before.flush();
  const { digest } = heldDigest();
  say({ decision: SOME, before: YES });
  void before.flush();
  await expect.poll(() => digest.mock.calls.length).toBeGreaterThan(0);
  before.stop();
  vi.unstubAllGlobals();
  const after = open();
  await after.flush();
  expect(after.records()).toMatchObject([{ event: 'changed', seq: 2, prev: before.records()[0]!.recordId }]);
  expect(waiting()).toEqual([]);
});

test('keeps a note in the queue when the page goes while it becomes a record', async () => {
  const { flush, fetched, report } = open();
  const { digest, fail } = heldDigest();
  say();
  const flushed = flush();
  await expect.poll(() => digest.mock.calls.length).toBeGreaterThan(0);
  fail();
  await expect.poll(() => digest.mock.calls.length).toBeGreaterThan(1);
  fail();
  await flushed;
  expect([fetched.mock.calls.length, report.mock.calls.length, waiting().length]).toEqual([0, 0, 1]);
});

test('makes one record of a note that two tabs complete at once', async () => {
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  const waits: (() => void)[] = [];
  vi.stubGlobal('crypto', {
    getRandomValues: crypto.getRandomValues.bind(crypto),
    subtle: {
      digest: async (...given: Parameters<typeof digest>) => {
        await new Promise<void>((resolve) => waits.push(resolve));
        return digest(...given);
      },
    },
  });
  const [one, two] = [open(), open()];
  say();
  const flushed = Promise.all([one.flush(), two.flush()]);
  await expect.poll(() => waits.length).toBe(2);
  for (const end of waits) end();
  await flushed;
  const sent = [...one.records(), ...two.records()];
  expect(new Set(sent.map((record) => JSON.stringify(record))).size).toBe(1);
  expect(sent[0]).toMatchObject({ seq: 1, prev: null });
});
