/** Shows the life of one record: stored, repeated, contradicted, refused (R37, R45). */
import { expect, test } from 'vitest';
import { createReceiver, type Journal } from '../../../src/receiver/index.js';
import { newBench, newId, newRecord, newRefusal, NOW, ORIGIN, post, URL_OF_RECORDS } from './support.js';

const broken = (error: unknown): Journal => {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return { append: fail, keyOf: fail, bySubject: fail, erase: fail, list: fail, ready: fail, close: async () => {} };
};

test('stores a record with the server time and answers 201', async () => {
  const { journal, receive } = newBench();
  const record = newRecord();
  const response = await receive(post(record));
  expect(response.status).toBe(201);
  expect(await response.text()).toBe('');
  expect(await journal.list({ limit: 10 })).toEqual([{ time: NOW, record }]);
});

test('stores a refusal, which has no id', async () => {
  const { journal, receive } = newBench();
  const record = newRefusal();
  expect((await receive(post(record))).status).toBe(201);
  expect((await journal.list({ limit: 10 }))[0]?.record).toEqual(record);
});

test('takes a beacon, which is text/plain and has no key', async () => {
  const { journal, receive } = newBench();
  expect((await receive(post(newRecord(), { 'content-type': 'text/plain;charset=UTF-8' }))).status).toBe(201);
  expect(await journal.list({ limit: 10 })).toHaveLength(1);
});

test('answers a repeat with 200 and stores it once, whatever the order of its fields', async () => {
  const { journal, receive } = newBench();
  const record = newRecord();
  const turned = Object.fromEntries(Object.entries(record).reverse());
  expect((await receive(post(record))).status).toBe(201);
  expect((await receive(post(record))).status).toBe(200);
  expect((await receive(post(JSON.stringify(turned, null, 1)))).status).toBe(200);
  expect(await journal.list({ limit: 10 })).toHaveLength(1);
});

test('stores one of many copies that arrive in the same turn', async () => {
  const { journal, receive } = newBench();
  const record = newRecord();
  const answers = await Promise.all(Array.from({ length: 50 }, () => receive(post(record))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(49).fill(200), 201]);
  expect(await journal.list({ limit: 100 })).toHaveLength(1);
});

test('answers 409 to other content under a known id, and keeps the first', async () => {
  const { journal, receive } = newBench();
  const record = newRecord();
  await receive(post(record));
  const response = await receive(post({ ...record, locale: 'en' }));
  expect(response.status).toBe(409);
  expect(response.headers.get('set-cookie')).toBeNull();
  expect((await journal.list({ limit: 10 })).map((kept) => kept.record)).toEqual([record]);
});

test('writes what one turn brings in as one batch', async () => {
  const { journal } = newBench();
  const sizes: number[] = [];
  const counting: Journal = { ...journal, append: (batch) => (sizes.push(batch.length), journal.append(batch)) };
  const receive = createReceiver({ journal: counting, origins: [ORIGIN] });
  await Promise.all(Array.from({ length: 200 }, () => receive(post(newRecord()))));
  expect(sizes.reduce((sum, size) => sum + size)).toBe(200);
  expect(sizes.length).toBeLessThan(50);
});

test('answers only after the journal has the record', async () => {
  const { journal } = newBench();
  const events: string[] = [];
  const slow: Journal = {
    ...journal,
    append: async (batch) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const outcomes = await journal.append(batch);
      events.push('kept');
      return outcomes;
    },
  };
  await createReceiver({ journal: slow, origins: [ORIGIN] })(post(newRecord())).then(() => events.push('answered'));
  expect(events).toEqual(['kept', 'answered']);
});

test('answers 503 when too many wait, and takes records again afterwards', async () => {
  const { journal, receive } = newBench({ room: 3 });
  const records = Array.from({ length: 20 }, () => newRecord());
  const answers = await Promise.all(records.map((record) => receive(post(record))));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers } of refused) expect(headers.get('retry-after')).toBe('1');
  expect(await journal.list({ limit: 100 })).toHaveLength(answers.length - refused.length);
  for (const record of records) expect((await receive(post(record))).ok).toBe(true);
  expect(await journal.list({ limit: 100 })).toHaveLength(20);
});

test('answers 503 and tells the operator when the journal fails, without a word of why to the caller', async () => {
  const told: unknown[] = [];
  const error = new Error('SQLITE_FULL: database or disk is full at /srv/secret.db');
  const receive = createReceiver({ journal: broken(error), origins: [ORIGIN], onError: (fault) => told.push(fault) });
  const response = await receive(post(newRecord()));
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(await response.text()).toBe('Not now. Try again later.\n');
  expect(told).toEqual([error]);
});

test('answers 503 once the journal is closed, and does not throw', async () => {
  const { journal, receive } = newBench();
  await journal.close();
  expect((await receive(post(newRecord()))).status).toBe(503);
});

test('stores nothing of address, user agent, referrer or query', async () => {
  const { journal, receive } = newBench();
  const marked = {
    'user-agent': 'MARKER',
    referer: 'https://www.assistme.eu/MARKER',
    'x-forwarded-for': 'MARKER',
    cookie: 'other=MARKER',
  };
  const request = new Request(`${URL_OF_RECORDS}?MARKER=1`, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'text/plain', ...marked },
    body: JSON.stringify(newRecord()),
  });
  expect((await receive(request)).status).toBe(201);
  expect(JSON.stringify(await journal.list({ limit: 10 }))).not.toContain('MARKER');
});

test('refuses another secret for a known id, and stores nothing of it', async () => {
  const { journal, receive } = newBench();
  const consentId = newId();
  const keyed = (secret: string) => ({ authorization: `Bearer ${consentId}.${secret}` });
  expect((await receive(post(newRecord({ consentId }), keyed(newId())))).status).toBe(201);
  const response = await receive(post(newRecord({ consentId, seq: 2 }), keyed(newId())));
  expect(response.status).toBe(403);
  expect(await journal.list({ limit: 10 })).toHaveLength(1);
});

test('takes the key from a repeat of what a beacon brought without it', async () => {
  const { journal, receive } = newBench();
  const record = newRecord();
  await receive(post(record));
  expect((await receive(post(record, { authorization: `Bearer ${record.consentId}.${newId()}` }))).status).toBe(200);
  expect((await receive(post(record, { authorization: `Bearer ${record.consentId}.${newId()}` }))).status).toBe(403);
  expect(await journal.list({ limit: 10 })).toHaveLength(1);
});

test('takes a refusal that waited in the queue until after the first yes, and ties it to nobody', async () => {
  const { journal, receive } = newBench();
  const record = newRefusal();
  expect((await receive(post(record, { authorization: `Bearer ${newId()}.${newId()}` }))).status).toBe(201);
  expect((await journal.list({ limit: 10 }))[0]?.record).toEqual(record);
});

test('takes a record beside a password that the browser adds for the site', async () => {
  const { receive } = newBench();
  expect((await receive(post(newRecord(), { authorization: 'Basic dGVzdDp0ZXN0' }))).status).toBe(201);
});
