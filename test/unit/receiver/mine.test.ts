/** Shows that visitors reach their own records, and nobody else's (R42). */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { createReceiver, openSqlite } from '../../../src/receiver/index.js';
import { entryOf } from './contract.js';
import { mine, newBench, newId, newPath, newRecord, NOW, ORIGIN, post } from './support.js';

const keyed = (key: string) => ({ authorization: `Bearer ${key}` });

const NEWEST = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

/** Returns everything that a thief of the folder would have. */
const bytesIn = (path: string): string =>
  readdirSync(dirname(path))
    .map((name) => readFileSync(join(dirname(path), name), 'latin1'))
    .join('');

test('shows visitors their own records and no others, oldest first, with the server time', async () => {
  let clock = NOW;
  const { receive } = newBench({ now: () => clock });
  const consentId = newId();
  const key = `${consentId}.${newId()}`;
  const first = newRecord({ consentId, clientTime: '2026-11-22T18:00:00.000Z' });
  const second = newRecord({
    consentId,
    seq: 2,
    prev: first.recordId,
    clientTime: '2026-11-22T17:00:00.000Z',
    event: 'changed',
  });
  await receive(post(first, keyed(key)));
  await receive(post(newRecord()));
  clock += 1000;
  await receive(post(second));
  const response = await receive(mine('GET', key));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual({
    records: [
      { ...first, time: new Date(NOW).toISOString() },
      { ...second, time: new Date(NOW + 1000).toISOString() },
    ],
  });
});

test('shows thousands of records without keeping everybody else waiting', async () => {
  const { journal, receive } = newBench();
  const consentId = newId();
  const key = `${consentId}.${newId()}`;
  await receive(post(newRecord({ consentId }), keyed(key)));
  const others = Array.from({ length: 1999 }, () => newRecord({ consentId }));
  await journal.append(await Promise.all(others.map((record) => entryOf(record))));
  let turns = 0;
  const count = (): void => void (turns++, (counting = setImmediate(count)));
  let counting = setImmediate(count);
  const response = await receive(mine('GET', key));
  clearImmediate(counting);
  const { records, ...rest } = (await response.json()) as { records: ConsentRecord[] };
  expect(rest).toEqual({});
  const ids = others.map(({ recordId }) => recordId);
  expect(records.slice(1).map(({ recordId }) => recordId)).toEqual(ids);
  // At least one for each few hundred, as they are read and as they are written.
  expect(turns).toBeGreaterThan(10);
  await receive(post(newRecord({ recordId: NEWEST, consentId })));
  const more = (await (await receive(mine('GET', key))).json()) as { records: ConsentRecord[] };
  expect(more).toEqual({ records: expect.any(Array), older: true });
  expect(more.records.map(({ recordId }) => recordId)).toEqual([...ids, NEWEST]);
});

test('shows few visitors at once what they have, and all of them in the end', async () => {
  const { journal } = newBench();
  let [now, most, faults] = [0, 0, 2];
  const receive = createReceiver({
    origins: [ORIGIN],
    journal: {
      ...journal,
      async bySubject(subject) {
        most = Math.max(most, ++now);
        await new Promise((resolve) => void setTimeout(resolve, 5));
        now--;
        if (faults-- > 0) throw new Error('gone');
        return journal.bySubject(subject);
      },
    },
  });
  const consentId = newId();
  const key = `${consentId}.${newId()}`;
  await receive(post(newRecord({ consentId }), keyed(key)));
  const answers = await Promise.all(Array.from({ length: 20 }, () => receive(mine('GET', key))));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(18).fill(200), 503, 503]);
  expect(most).toBe(2);
});

test('gives one and the same 404 for every key that does not open anything', async () => {
  const { receive } = newBench();
  const consentId = newId();
  const [secret, beaconId] = [newId(), newId()];
  await receive(post(newRecord({ consentId }), keyed(`${consentId}.${secret}`)));
  await receive(post(newRecord({ consentId: beaconId })));
  const wrong = [
    undefined,
    '',
    'x',
    `${newId()}.${newId()}`,
    `${consentId}.${newId()}`,
    `${consentId}.`,
    `${consentId}`,
    `${consentId}.${secret}x`,
    `${consentId}.${secret.slice(1)}`,
    `${secret}.${consentId}`,
    `${beaconId}.${newId()}`,
    `${consentId}.${secret} or 1=1`,
  ];
  for (const method of ['GET', 'DELETE'] as const) {
    const seen = new Set<string>();
    for (const key of wrong) {
      const response = await receive(mine(method, key));
      seen.add(JSON.stringify([response.status, await response.text(), [...response.headers]]));
    }
    expect([...seen]).toHaveLength(1);
    expect(JSON.parse([...seen][0]!)[0]).toBe(404);
  }
  const basic = await receive(mine('GET', undefined, { authorization: `Basic ${btoa(`${consentId}:${secret}`)}` }));
  expect(basic.status).toBe(404);
  expect((await receive(mine('GET', `${consentId}.${secret}`))).status).toBe(200);
});

test('erases a visitor, whose key then opens nothing', async () => {
  const { journal, receive } = newBench();
  const other = newRecord();
  const record = newRecord();
  const key = `${record.consentId}.${newId()}`;
  await receive(post(other));
  await receive(post(record, keyed(key)));
  const response = await receive(mine('DELETE', key));
  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
  for (const method of ['GET', 'DELETE'] as const) expect((await receive(mine(method, key))).status).toBe(404);
  expect((await journal.list({ limit: 10 })).map((kept) => kept.record)).toEqual([other]);
});

test('brings nothing back when a copy of an erased record arrives late', async () => {
  const { journal, receive } = newBench();
  const record = newRecord();
  const key = `${record.consentId}.${newId()}`;
  await receive(post(record, keyed(key)));
  await receive(mine('DELETE', key));
  expect((await receive(post(record, keyed(key)))).status).toBe(200);
  expect(await journal.list({ limit: 10 })).toEqual([]);
  expect((await receive(mine('GET', key))).status).toBe(404);
});

test('leaves no byte of an erased record, its id or its key in any file', async () => {
  const { path, receive } = newBench();
  const marker = 'MARKER-5d1c7f';
  const visitors = Array.from({ length: 200 }, () => ({ consentId: newId(), secret: newId() }));
  const rounds = [1, 2, 3];
  for (const seq of rounds)
    await Promise.all(
      visitors.map(({ consentId, secret }, index) =>
        receive(
          post(
            newRecord({
              consentId,
              seq,
              services: [`${marker}-${index}`, ...Array.from({ length: index % 40 }, (_, n) => `s${n}`)],
            }),
            keyed(`${consentId}.${secret}`),
          ),
        ),
      ),
    );
  expect(bytesIn(path)).toContain(marker);
  for (const { consentId, secret } of visitors.toSorted((a, b) => (a.secret < b.secret ? -1 : 1)))
    expect((await receive(mine('DELETE', `${consentId}.${secret}`))).status).toBe(204);
  const left = bytesIn(path);
  expect(left).not.toContain(marker);
  for (const { consentId, secret } of visitors) {
    expect(left).not.toContain(consentId);
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
    expect(left.includes(hash.toString('latin1'))).toBe(false);
  }
});

test('erases one visitor of many without a trace, and leaves the others whole', async () => {
  const { path, journal, receive } = newBench();
  const visitors = Array.from({ length: 300 }, (_, index) => ({
    consentId: newId(),
    secret: newId(),
    marker: `MARKER-${index}-x`,
  }));
  for (const { consentId, secret, marker } of visitors)
    await receive(post(newRecord({ consentId, services: [marker] }), keyed(`${consentId}.${secret}`)));
  for (const { consentId, secret, marker } of visitors.filter((_, index) => index % 3 === 0)) {
    await receive(mine('DELETE', `${consentId}.${secret}`));
    expect(bytesIn(path)).not.toContain(marker);
  }
  const left = bytesIn(path);
  for (const [index, { marker }] of visitors.entries()) expect(left.includes(marker)).toBe(index % 3 !== 0);
  expect(await journal.list({ limit: 1000 })).toHaveLength(200);
});

test('clears what a crash left of an erased record as soon as the journal is opened again', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const subject = 'a'.repeat(64);
  await journal.append([
    { id: newRecord().recordId, time: NOW, subject, key: null, until: NOW, body: '{"x":"MARKER"}' },
  ]);
  await journal.erase(subject);
  await journal.close();
  const again = openSqlite(path);
  expect(bytesIn(path)).not.toContain('MARKER');
  await again.close();
});
