/** Shows who may send to the receiver and what it answers. */
import { expect, test } from 'vitest';
import { createReceiver } from '../../../src/receiver/index.js';
import { mine, newBench, newId, newRecord, ORIGIN, post, URL_OF_MINE, URL_OF_RECORDS } from './support.js';

test('R46 takes records from pages of its origins alone', async () => {
  const { journal, receive } = newBench({ origins: [ORIGIN, 'https://app.assistme.eu:8443'] });
  const refused = [
    undefined,
    'null',
    '',
    '*',
    'http://www.assistme.eu',
    'https://assistme.eu',
    'https://www.assistme.eu.',
    'https://www.assistme.eu:443',
    'https://www.assistme.eu:8443',
    'https://www.assistme.eu/',
    'https://WWW.assistme.eu',
    'https://sub.www.assistme.eu',
    'https://www.assistme.eu.evil.example',
    'https://evil.example',
    'https://wwwXassistme.eu',
    'https://www.assistme.eu, https://evil.example',
  ];
  for (const origin of refused) {
    const response = await receive(post(newRecord(), { origin }));
    expect(response.status, String(origin)).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.text()).toBe('Not from here.\n');
  }
  expect(await journal.list({ limit: 10 })).toEqual([]);
  for (const origin of [ORIGIN, 'https://app.assistme.eu:8443']) {
    const response = await receive(post(newRecord(), { origin }));
    expect(response.status).toBe(201);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  }
});

test('looks at Sec-Fetch-Site where the browser sends it', async () => {
  const { receive } = newBench();
  for (const site of ['same-origin', 'same-site', 'cross-site'])
    expect((await receive(post(newRecord(), { 'sec-fetch-site': site }))).status).toBe(201);
  for (const site of ['none', 'other', ''])
    expect((await receive(post(newRecord(), { 'sec-fetch-site': site }))).status).toBe(403);
  expect((await receive(post(newRecord(), { origin: undefined, 'sec-fetch-site': 'same-origin' }))).status).toBe(403);
});

test('lets a page of the same origin ask without an Origin header, and no other', async () => {
  const { receive } = newBench();
  const record = newRecord();
  const key = `${record.consentId}.${newId()}`;
  await receive(post(record, { authorization: `Bearer ${key}` }));
  const statusOf = async (site: string | undefined, method: 'GET' | 'DELETE' = 'GET') =>
    (await receive(mine(method, key, { origin: undefined, 'sec-fetch-site': site }))).status;
  // Safari before 16.4 sends neither.
  for (const site of ['same-origin', undefined]) expect(await statusOf(site)).toBe(200);
  for (const site of ['same-site', 'cross-site', 'none']) expect(await statusOf(site)).toBe(403);
  for (const site of [undefined, 'cross-site']) expect(await statusOf(site, 'DELETE')).toBe(403);
  expect(
    (await receive(mine('GET', key, { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }))).status,
  ).toBe(403);
});

test('answers the preflight of its origins and refuses that of others', async () => {
  const { receive } = newBench();
  const preflight = (origin: string, url = URL_OF_RECORDS) =>
    receive(
      new Request(url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      }),
    );
  for (const url of [URL_OF_RECORDS, URL_OF_MINE]) {
    const { status, headers } = await preflight(ORIGIN, url);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE');
  }
  const other = await preflight('https://evil.example');
  expect(other.status).toBe(403);
  expect([...other.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('sends the guarding headers with every answer', async () => {
  const { receive } = newBench();
  const record = newRecord();
  const requests = [
    post(record),
    post(record),
    post({ ...record, locale: 'en' }),
    post('{'),
    post('{}'),
    post(record, { origin: 'https://evil.example' }),
    mine('GET', undefined),
    new Request(`${ORIGIN}/elsewhere`, { headers: { origin: ORIGIN } }),
    new Request(URL_OF_RECORDS, { headers: { origin: ORIGIN } }),
    new Request(URL_OF_RECORDS, { method: 'OPTIONS', headers: { origin: ORIGIN } }),
  ];
  const statuses = [];
  for (const request of requests) {
    const { status, headers } = await receive(request);
    statuses.push(status);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-site');
    expect(headers.get('vary')).toBe('Origin');
  }
  expect(statuses).toEqual([201, 200, 409, 400, 422, 403, 404, 404, 405, 204]);
});

test('says which methods a path takes, and knows no other path', async () => {
  const { receive } = newBench();
  const ask = (method: string, path: string) =>
    receive(new Request(ORIGIN + path, { method, headers: { origin: ORIGIN } }));
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']) {
    const response = await ask(method, '/samtycke/records');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  }
  expect((await ask('POST', '/samtycke/records/mine')).headers.get('allow')).toBe('GET, DELETE, OPTIONS');
  for (const path of [
    '/',
    '/samtycke',
    '/samtycke/records/',
    '/samtycke/records/mine/x',
    '/samtycke//records',
    '/samtycke/records%2fmine',
    '/records',
    '/constructor',
  ])
    expect((await ask('POST', path)).status).toBe(404);
});

test('R46 repeats nothing that the request says', async () => {
  const { receive } = newBench();
  const marker = 'm4rk3r';
  const requests = [
    post(`{"${marker}":"${marker}"}`),
    post(`"${marker}`),
    post(newRecord(), { origin: `https://${marker}.example` }),
    post(newRecord(), { 'content-type': marker }),
    post(newRecord({ locale: marker })),
    mine('GET', marker),
    new Request(`${ORIGIN}/${marker}?${marker}`, { headers: { origin: ORIGIN, cookie: `samtycke=${marker}` } }),
  ];
  for (const request of requests) {
    const response = await receive(request);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain(marker);
  }
});

test('mounts under another prefix', async () => {
  const { journal } = newBench();
  const receive = createReceiver({ journal, origins: [ORIGIN], prefix: '/api/consent' });
  const to = (path: string) =>
    new Request(ORIGIN + path, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/plain' },
      body: JSON.stringify(newRecord()),
    });
  expect((await receive(to('/api/consent/records'))).status).toBe(201);
  expect((await receive(to('/samtycke/records'))).status).toBe(404);
});

test('says at once which option cannot work', () => {
  const { journal } = newBench();
  expect(() => createReceiver({ journal, origins: [] })).toThrow('Give at least one');
  for (const origin of [
    '*',
    'null',
    'https://www.assistme.eu/',
    'www.assistme.eu',
    'https://*.assistme.eu',
    'https://WWW.assistme.eu',
    'https://www.assistme.eu:443',
  ])
    expect(() => createReceiver({ journal, origins: [origin] }), origin).toThrow('is not an origin');
  expect(() => createReceiver({ journal, origins: [ORIGIN], prefix: '/samtycke/' })).toThrow('is no prefix');
  expect(() => createReceiver({ journal, origins: [ORIGIN], cookieDomain: 'a; Secure' })).toThrow('is no domain');
});
