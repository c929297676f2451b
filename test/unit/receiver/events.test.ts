/** Shows what the receiver tells of what happens there, and that nobody who listens can change an answer. */
import { expect, test } from 'vitest';
import { createReceiver, type Journal, type ReceiverEvent } from '../../../src/receiver/index.js';
import { mine, newBench, newId, newRecord, ORIGIN, post, URL_OF_RECORDS } from './support.js';

test('tells one word for each request, and no more than the word', async () => {
  const told: unknown[][] = [];
  const { receive } = newBench({ onEvent: (...heard: unknown[]) => void told.push(heard) });
  const record = newRecord();
  const key = `${record.consentId}.${newId()}`;
  const owned = { authorization: `Bearer ${key}` };
  const asked: readonly (readonly [Request, ReceiverEvent])[] = [
    [post(record, owned), 'stored'],
    [post(record, owned), 'duplicate'],
    [post({ ...record, locale: 'en' }, owned), 'conflict'],
    [
      post(newRecord({ consentId: record.consentId }), { authorization: `Bearer ${record.consentId}.${newId()}` }),
      'foreign',
    ],
    [post('{"schema":2}'), 'refused-record'],
    [post('{'), 'unreadable'],
    [post(' '.repeat(5000)), 'unreadable'],
    [post(record, { 'content-type': 'image/png' }), 'unreadable'],
    [post(record, { origin: 'https://evil.example' }), 'refused-origin'],
    [mine('GET', key), 'shown'],
    [mine('GET', `${record.consentId}.${newId()}`), 'unknown-key'],
    [mine('DELETE', undefined), 'unknown-key'],
    [mine('DELETE', key), 'erased'],
  ];
  for (const [request] of asked) await receive(request);
  expect(told).toEqual(asked.map(([, event]) => [event]));
});

test('tells nothing of preflights, and of paths and methods that are not its own', async () => {
  const told: ReceiverEvent[] = [];
  const { receive } = newBench({ onEvent: (event) => void told.push(event) });
  await receive(new Request(URL_OF_RECORDS, { method: 'OPTIONS', headers: { origin: ORIGIN } }));
  await receive(new Request(URL_OF_RECORDS, { method: 'PUT', headers: { origin: ORIGIN } }));
  await receive(new Request(`${ORIGIN}/`, { headers: { origin: ORIGIN } }));
  expect(told).toEqual([]);
});

test('tells how many records wait, up to the room there is and down to none', async () => {
  const lengths: number[] = [];
  const told: ReceiverEvent[] = [];
  const { receive } = newBench({
    room: 3,
    onQueue: (length) => void lengths.push(length),
    onEvent: (event) => void told.push(event),
  });
  await Promise.all(Array.from({ length: 20 }, () => receive(post(newRecord()))));
  expect(Math.max(...lengths)).toBe(3);
  expect(lengths.at(-1)).toBe(0);
  expect(told).toContain('full');
});

test('answers the same when those who listen throw', async () => {
  const fail = (): never => {
    throw new Error('a listener of no use');
  };
  const { receive, journal } = newBench({ onEvent: fail, onQueue: fail, onError: fail });
  expect((await receive(post(newRecord()))).status).toBe(201);
  expect((await receive(post('{'))).status).toBe(400);
  const broken: Journal = { ...journal, append: () => Promise.reject(new Error('broken')) };
  const told: ReceiverEvent[] = [];
  const other = createReceiver({
    journal: broken,
    origins: [ORIGIN],
    onError: fail,
    onEvent: (event) => void told.push(event),
  });
  expect((await other(post(newRecord()))).status).toBe(503);
  expect(told).toEqual(['fault']);
});
