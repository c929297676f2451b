/** Shows when the receiver renews the cookie, and when it must not (R27). */
import { expect, test } from 'vitest';
import type { Decision } from '../../../src/decision/cells.js';
import { decodeDecision, encodeDecision } from '../../../src/decision/cookie.js';
import { newBench, newRecord, newRefusal, NOW, post } from './support.js';

const DECISION: Decision = {
  cells: { 'permanent:functional': false, 'permanent:statistics': true, 'third-party:marketing': false },
  at: NOW,
  policy: '2.0.0',
};
const REFUSAL: Decision = {
  ...DECISION,
  cells: { 'permanent:functional': false, 'permanent:statistics': false, 'third-party:marketing': false },
};
const SECURE = `__Host-samtycke=${encodeDecision(DECISION)}`;

/** The seconds until the same clock time six months on. */
const UNTIL_MAY = (Date.UTC(2027, 4, 22, 17, 48, 3, 123) - NOW) / 1000;

test('R27 renews the cookie when it says what the record says, for as long as the answer holds', async () => {
  const { receive } = newBench();
  const record = newRecord();
  const expected = `${SECURE}; Path=/; Secure; SameSite=Lax; Max-Age=${UNTIL_MAY}`;
  expect((await receive(post(record, { cookie: `a=b; ${SECURE}; c=d` }))).headers.getSetCookie()).toEqual([expected]);
  expect((await receive(post(record, { cookie: SECURE }))).headers.getSetCookie()).toEqual([expected]);
});

test('renews a refusal, which knows only its day, to the end of that day', async () => {
  const { receive } = newBench();
  const cookie = `__Host-samtycke=${encodeDecision(REFUSAL)}`;
  const response = await receive(post(newRefusal(), { cookie }));
  expect(response.headers.getSetCookie()).toEqual([
    `${cookie}; Path=/; Secure; SameSite=Lax; Max-Age=${Math.floor((Date.UTC(2027, 4, 23) - NOW) / 1000)}`,
  ]);
});

test('keeps the mark of a yes given under Global Privacy Control', async () => {
  const { receive } = newBench();
  const cookie = `__Host-samtycke=${encodeDecision({ ...DECISION, gpc: true })}`;
  expect((await receive(post(newRecord({ gpc: true }), { cookie }))).headers.getSetCookie()[0]).toMatch(`${cookie};`);
});

test('sets no cookie for an older record that comes after a withdrawal', async () => {
  const { receive } = newBench();
  const response = await receive(
    post(newRecord(), { cookie: `__Host-samtycke=${encodeDecision({ ...REFUSAL, at: NOW + 1000 })}` }),
  );
  expect(response.status).toBe(201);
  expect(response.headers.get('set-cookie')).toBeNull();
});

test('sets no cookie for a beacon, whose answer may come after a withdrawal on the next page', async () => {
  const { receive } = newBench();
  const record = newRecord();
  for (const type of ['text/plain;charset=UTF-8', 'Text/Plain', 'text/plain']) {
    const response = await receive(post(record, { cookie: SECURE, 'content-type': type }));
    expect(response.ok).toBe(true);
    expect(response.headers.get('set-cookie')).toBeNull();
  }
  // The same record, sent again by a page that is there.
  expect((await receive(post(record, { cookie: SECURE }))).headers.getSetCookie()).toHaveLength(1);
});

test('sets no cookie unless the request brought exactly the same decision', async () => {
  const { receive } = newBench();
  const other = (changes: Partial<Decision>) => `__Host-samtycke=${encodeDecision({ ...DECISION, ...changes })}`;
  const cookies = [
    undefined,
    '',
    'a=b',
    '__Host-samtycke=broken',
    other({ at: NOW - 1000 }),
    other({ at: NOW + 1000 }),
    other({ policy: '2.0.1' }),
    other({ cells: { ...DECISION.cells, 'permanent:functional': true } }),
    other({ cells: { 'permanent:functional': false, 'permanent:statistics': true } }),
    `${SECURE}; __Host-samtycke=${encodeDecision(REFUSAL)}`,
    `${SECURE}; ${SECURE}`,
  ];
  for (const cookie of cookies) {
    const response = await receive(post(newRecord(), { cookie }));
    expect(response.status).toBe(201);
    expect(response.headers.get('set-cookie'), String(cookie)).toBeNull();
  }
});

test('sets no cookie for a record that it did not take', async () => {
  const { receive } = newBench();
  const record = newRecord();
  await receive(post(record));
  for (const request of [
    post({ ...record, locale: 'en' }, { cookie: SECURE }),
    post('{}', { cookie: SECURE }),
    post(record, { cookie: SECURE, origin: 'https://evil.example' }),
  ]) {
    const response = await receive(request);
    expect(response.ok).toBe(false);
    expect(response.headers.get('set-cookie')).toBeNull();
  }
});

test('keeps the plain cookie to its host, or shares it over the domain given', async () => {
  const cookie = `samtycke=${encodeDecision(DECISION)}`;
  const alone = await newBench().receive(post(newRecord(), { cookie }));
  expect(alone.headers.getSetCookie()[0]).not.toContain('Domain');
  const shared = await newBench({ cookieDomain: 'assistme.eu' }).receive(post(newRecord(), { cookie }));
  expect(shared.headers.getSetCookie()).toEqual([
    `${cookie}; Path=/; Domain=assistme.eu; Secure; SameSite=Lax; Max-Age=${UNTIL_MAY}`,
  ]);
  const plain = await newBench({ origins: ['http://localhost:8787'] }).receive(
    post(newRecord(), { cookie, origin: 'http://localhost:8787' }),
  );
  expect(plain.headers.getSetCookie()).toEqual([`${cookie}; Path=/; SameSite=Lax; Max-Age=${UNTIL_MAY}`]);
});

test('never puts a domain on the __Host- cookie', async () => {
  const { receive } = newBench({ cookieDomain: 'assistme.eu' });
  expect((await receive(post(newRecord(), { cookie: SECURE }))).headers.getSetCookie()[0]).not.toContain('Domain');
});

test('sets no cookie that has run out, and none for more than 400 days', async () => {
  const late = newBench({ now: () => Date.UTC(2027, 4, 22, 17, 48, 3) });
  expect((await late.receive(post(newRecord(), { cookie: SECURE }))).headers.get('set-cookie')).toBeNull();
  const early = newBench({ now: () => Date.UTC(2020, 0) });
  expect((await early.receive(post(newRecord(), { cookie: SECURE }))).headers.getSetCookie()[0]).toMatch(
    /Max-Age=34560000$/,
  );
});

test('writes only what its own codec reads back', async () => {
  const { receive } = newBench();
  for (const tail of ['; Domain=evil.example', '\t', ' ', '"', '%0d%0a']) {
    const response = await receive(post(newRecord(), { cookie: `${SECURE}${tail}` }));
    for (const line of response.headers.getSetCookie()) {
      expect(line).not.toContain('evil');
      expect(decodeDecision(line.slice('__Host-samtycke='.length).split(';')[0]!)).toEqual({
        ...DECISION,
        at: NOW - 123,
      });
    }
  }
});
