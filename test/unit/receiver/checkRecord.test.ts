/** Shows that only whole and consistent records pass (R39, R46). */
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { checkRecord as check, writeRecord, type Checked } from '../../../src/receiver/checkRecord.js';
import { complete } from '../../../src/signals/complete.js';
import { openStore } from '../../../src/signals/store.js';
import { isFull } from '../../setup/sample.js';
import { newBench, newRecord, newRefusal, NOW, post } from './support.js';

const checkRecord = (value: unknown): Checked | undefined => check(writeRecord(value));

const accepts = (changes: Readonly<Record<string, unknown>>, base: ConsentRecord = newRecord()): boolean =>
  checkRecord({ ...base, ...changes }) !== undefined;

test('takes each kind of record that the SDK makes', () => {
  const yes = { permanent: { statistics: true }, 'third-party': { marketing: true } };
  const no = { permanent: { statistics: false } };
  expect(accepts({})).toBe(true);
  expect(accepts({}, newRefusal())).toBe(true);
  expect(accepts({ event: 'granted', state: yes })).toBe(true);
  expect(accepts({ event: 'changed', state: no, services: [], seq: 2 })).toBe(true);
  expect(accepts({ event: 'withdrawn', method: 'settings', layer: 2, state: no, services: [], seq: 2 })).toBe(true);
  expect(accepts({ event: 'embed', method: 'embed', layer: null, textHash: null, policyHash: null })).toBe(true);
  expect(
    accepts({ event: 'embed', method: 'embed', layer: null, state: {}, services: ['youtube'] }, newRefusal()),
  ).toBe(true);
  expect(accepts({ locale: 'sv-SE', uiVersion: '1.2.3-beta.1+4' })).toBe(true);
  expect(accepts({ locale: 'sv-cookies' })).toBe(true);
});

test('R39 refuses a field that is missing, unknown, or of another kind', () => {
  for (const field of Object.keys(newRecord())) {
    const { [field]: _, ...less } = newRecord() as unknown as Record<string, unknown>;
    expect(checkRecord(less), `without ${field}`).toBeUndefined();
    for (const value of [undefined, {}, [7], 1.5, -1, '', 'x\r\ny', 'a;b', '</script>', 'x'.repeat(5000)])
      expect(accepts({ [field]: value }), `${field}: ${String(value)}`).toBe(false);
  }
  for (const field of ['ip', 'userAgent', 'time', 'constructor', 'toString', '__proto__'])
    expect(checkRecord(JSON.parse(JSON.stringify(newRecord()).replace('{', `{"${field}":{},`))), field).toBeUndefined();
  for (const value of [null, true, 7, 'record', [], [newRecord()]]) expect(checkRecord(value)).toBeUndefined();
});

test('refuses cells that do not exist and answers that are neither true nor false', () => {
  const states = [
    { permanent: { necessary: false } },
    { permanent: { statistics: 'true' } },
    { permanent: { statistics: null } },
    { forever: { statistics: true } },
    { permanent: true },
    [],
    null,
  ];
  for (const state of states) {
    expect(accepts({ event: 'changed', state }), JSON.stringify(state)).toBe(false);
    expect(accepts({ event: 'embed', state }), JSON.stringify(state)).toBe(false);
  }
});

test('refuses ids of another form', () => {
  const ids = [
    '0193545f-2d4b-4000-8000-000000000000',
    '0193545F-2D4B-7000-8000-000000000000',
    '0193545f2d4b70008000000000000000',
    '0193545f-2d4b-7000-c000-000000000000',
  ];
  for (const recordId of ids) expect(accepts({ recordId })).toBe(false);
  for (const consentId of ['', 'short', 'x'.repeat(23), '='.repeat(22), 'å'.repeat(22)])
    expect(accepts({ consentId })).toBe(false);
});

test('refuses dates that do not exist and answers that hold too long or not at all', () => {
  const clientTime = newRecord().clientTime;
  for (const validUntil of [
    '2027-02-30T00:00:00.000Z',
    '2027-05-22T24:00:00.000Z',
    '2027-05-22',
    '2027-05-22T17:48:03Z',
    clientTime,
    '2026-01-01T00:00:00.000Z',
    '2028-06-01T00:00:00.000Z',
  ])
    expect(accepts({ validUntil }), validUntil).toBe(false);
});

test('refuses years that a database may not know', () => {
  for (const year of ['0000', '0001', '0999']) {
    const [clientTime, validUntil] = [`${year}-01-01T00:00:00.000Z`, `${year}-06-01T00:00:00.000Z`];
    expect(accepts({ clientTime, validUntil }), year).toBe(false);
  }
  expect(accepts({ clientTime: '9999-01-01T00:00:00.000Z', validUntil: '9999-06-01T00:00:00.000Z' })).toBe(true);
});

test('refuses an event that contradicts the cells', () => {
  const [yes, no] = [{ permanent: { statistics: true } }, { permanent: { statistics: false } }];
  expect(accepts({ event: 'refused', state: yes, services: [] })).toBe(false);
  expect(accepts({ event: 'withdrawn', state: yes, services: [] })).toBe(false);
  expect(accepts({ event: 'refused', state: no, services: ['mixpanel'] })).toBe(false);
  expect(accepts({ event: 'granted', state: no })).toBe(false);
  expect(accepts({ event: 'granted', state: { permanent: { statistics: true, marketing: false } } })).toBe(false);
  expect(accepts({ event: 'custom', state: yes })).toBe(false);
  expect(accepts({ event: 'changed', state: {} })).toBe(false);
});

test('refuses an id, a number and a forerunner that do not fit together', () => {
  const { recordId } = newRecord();
  expect(accepts({ seq: 1 }, newRefusal())).toBe(false);
  expect(accepts({ prev: recordId }, newRefusal())).toBe(false);
  expect(accepts({ seq: 0 })).toBe(false);
  expect(accepts({ recordId, prev: recordId, seq: 2 })).toBe(false);
  expect(accepts({ consentId: null, seq: 0 })).toBe(false);
});

test('takes 100 services and refuses 101, or one with a strange name', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${index}`);
  expect(accepts({ services: names(100) })).toBe(true);
  expect(accepts({ services: names(101) })).toBe(false);
  expect(accepts({ services: ['a b'] })).toBe(false);
});

test('takes the site by any name that a browser gives a host', () => {
  const hosts = [
    'my_site.example',
    '_a.example',
    '-b-.example',
    'assistme.eu.',
    'localhost',
    '127.0.0.1',
    '[::1]',
    '[2001:db8::7]',
  ];
  for (const host of hosts) {
    expect(new URL(`https://${host}/`).hostname).toBe(host);
    expect(accepts({ site: host }), host).toBe(true);
  }
  for (const site of ['', 'a b', '[::1', '::1', '[]', 'assistme.eu:443', 'assistme.eu/x', 'a'.repeat(255), 'å.se'])
    expect(accepts({ site }), site).toBe(false);
});

test('takes the largest record that passes, by its size too', async () => {
  const { receive } = newBench();
  const services = Array.from({ length: 100 }, (_, index) => `s${index}`.padEnd(60, '_'));
  const [uiVersion, sdkVersion] = ['1'.repeat(40), '2'.repeat(40)];
  const record = newRecord({
    services,
    uiVersion,
    sdkVersion,
    site: 'a'.repeat(254),
    policyVersion: '12345.12345.12345',
  });
  expect((await receive(post(record))).status).toBe(201);
});

test('writes equal records as equal text', () => {
  const record = newRecord();
  const turned = Object.fromEntries(Object.entries(record).reverse()) as unknown as ConsentRecord;
  const state = { 'third-party': { marketing: false }, permanent: { statistics: true, functional: false } };
  const turnedState = { permanent: { functional: false, statistics: true }, 'third-party': { marketing: false } };
  const checked = checkRecord({ ...turned, state });
  expect(checked?.body).toBe(checkRecord({ ...record, state: turnedState })?.body);
  expect(JSON.parse(checked!.body)).toEqual({ ...record, state });
});

test('takes what our own script sends as it stands, and only that', async () => {
  vi.stubGlobal('innerWidth', 1280);
  onTestFinished(() => void vi.unstubAllGlobals());
  const decision = {
    cells: { 'permanent:statistics': true, 'third-party:marketing': false },
    at: NOW,
    policy: '2.0.0',
  };
  const note = { decision, before: undefined, at: NOW, services: ['mixpanel', 'clarity'], locale: 'sv', gpc: false };
  const site = { site: 'assistme.eu', months: 6, policyVersion: '2.0.0', manifest: '{}', version: '0.1.0' };
  const make = await complete({ note, recordId: newRecord().recordId }, openStore(), site);
  const sent = JSON.stringify(make());
  expect(check(sent)?.body).toBe(sent);
  for (const [said, other] of [
    ['{', '{ '],
    ['}', '} '],
    ['"]', '",]'],
    ['","clarity', '""clarity'],
    ['false}}', 'false},}'],
    ['false}}', 'false,}}'],
    ['},"third', '}"third'],
    ['true', '"true"'],
  ] as const)
    expect(check(sent.replace(said, other)), other).toBeUndefined();
});

test('refuses a number that JavaScript cannot hold, which it would write as null', async () => {
  const { receive } = newBench();
  for (const field of ['layer', 'consentId', 'prev', 'policyHash', 'textHash'])
    for (const number of ['1e400', '-1e400']) {
      const body = JSON.stringify({ ...newRefusal(), [field]: 0 }).replace(`"${field}":0`, `"${field}":${number}`);
      expect((await receive(post(body))).status, `${field}: ${number}`).toBe(422);
    }
});

test('refuses every mutated record or stores it as it was sent, and never fails', { timeout: 900_000 }, async () => {
  const { journal, receive } = newBench();
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      'x\r\nSet-Cookie: a=b',
      '; Secure',
      '</script><script>',
      '\u0000',
      '2.0.0',
      '0',
      0,
      true,
      null,
      'granted',
    ),
  );
  const mutation = fc.record({
    field: fc.constantFrom(...Object.keys(newRecord()), '__proto__', 'constructor', 'extra'),
    value,
    drop: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      const entries = new Map<string, unknown>(Object.entries(newRecord()));
      for (const { field, value, drop } of mutations) void (drop ? entries.delete(field) : entries.set(field, value));
      const body = `{${[...entries].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
      const response = await receive(post(body));
      if (response.status === 201) expect((await journal.list({ limit: 1 }))[0]?.record).toEqual(JSON.parse(body));
      else expect([400, 409, 413, 422]).toContain(response.status);
    }),
    { numRuns: isFull ? 100_000 : 100 },
  );
});

test('survives any change of single characters', async () => {
  const { receive } = newBench();
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.string({ maxLength: 4, unit: 'binary' }), async (place, text) => {
      const body = JSON.stringify(newRecord());
      const at = place % body.length;
      const { status } = await receive(post(body.slice(0, at) + text + body.slice(at + 1)));
      expect([200, 201, 400, 409, 422]).toContain(status);
    }),
  );
});

test('takes a good record after a flood of bad ones', async () => {
  const { journal, receive } = newBench({ room: 10 });
  const bad = await Promise.all(
    Array.from({ length: 3000 }, (_, index) => receive(post('{'.repeat((index % 5000) + 1)))),
  );
  expect(new Set(bad.map(({ status }) => status))).toEqual(new Set([400]));
  expect((await receive(post(newRecord()))).status).toBe(201);
  expect(await journal.list({ limit: 10 })).toHaveLength(1);
});
