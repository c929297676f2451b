/** Shows what `serve` writes of its work, to the log and as metrics, and that nothing of a visitor is in either. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId, newRecord, ORIGIN } from '../receiver/support.js';
import { ask, raw, send } from './http.js';
import { newFolder, serve, useCli } from './support.js';

useCli();

type Line = Readonly<Record<string, unknown>>;

const linesOf = (out: string): Line[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

/** Returns the lines without their time, which differs. */
const timeless = (lines: readonly Line[]): Line[] =>
  lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'time')));

const stop = async ({ child, ended }: Awaited<ReturnType<typeof serve>>) => {
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  expect([code, err]).toEqual([0, '']);
  return linesOf(out);
};

/** Has one record stored, repeated, forged and taken over, one shown, and requests refused for each reason there is. */
const exercise = async (url: string): Promise<void> => {
  const record = newRecord();
  const authorization = `Bearer ${record.consentId}.${newId()}`;
  const mine = (method: string, headers: Record<string, string>) =>
    ask(`${url}/samtycke/records/mine`, { method, headers });
  await send(url, record, { authorization });
  await send(url, record, { authorization });
  for (let index = 0; index < 3; index++) await send(url, { ...record, locale: 'en' }, { authorization });
  const another = `Bearer ${record.consentId}.${newId()}`;
  await send(url, newRecord({ consentId: record.consentId }), { authorization: another });
  await send(url, newRecord(), { origin: 'https://evil.example' });
  await send(url, { ...record, schema: 2 } as never);
  await ask(`${url}/samtycke/records`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{' });
  await mine('GET', { authorization });
  await mine('GET', { authorization: another });
  await mine('DELETE', { authorization });
  await ask(`${url}/elsewhere`);
};

test('serve writes JSON lines: its start, what its operator should know, and its end with all counts', async () => {
  const serving = await serve(['--origin', ORIGIN]);
  await exercise(serving.url);
  const lines = await stop(serving);
  for (const { time, level } of lines)
    expect([time, level]).toEqual([expect.stringMatching(/^\d{4}-.*Z$/), expect.any(String)]);
  const said = timeless(lines);
  expect(said[0]).toEqual({ level: 'info', msg: `records go to ${serving.url}/samtycke/records` });
  const events = ['conflict', 'foreign', 'refused-origin', 'refused-record', 'unreadable', 'unknown-key'];
  expect(said.slice(1, -2)).toEqual(
    events.map((event) => ({ level: 'warn', event, count: 1, msg: expect.any(String) })),
  );
  expect(said.slice(-2)).toEqual([
    { level: 'info', msg: 'stopping' },
    {
      level: 'info',
      msg: 'stopped',
      totals: {
        stored: 1,
        duplicate: 1,
        conflict: 3,
        foreign: 1,
        'refused-origin': 1,
        'refused-record': 1,
        unreadable: 1,
        shown: 1,
        'unknown-key': 1,
        erased: 1,
      },
    },
  ]);
});

test('serve writes a line for each request at debug alone, in fixed words', async () => {
  const serving = await serve(['--origin', ORIGIN, '--log-level', 'debug']);
  await send(serving.url, newRecord());
  await ask(`${serving.url}/samtycke/records/mine?m4rk3r`);
  await ask(`${serving.url}/healthz`);
  await ask(`${serving.url}/m4rk3r`, { method: 'DELETE' });
  const answered = (await stop(serving)).filter(({ level }) => level === 'debug');
  expect(timeless(answered)).toEqual(
    [
      ['POST', 'records', 201],
      ['GET', 'mine', 404],
      ['GET', 'healthz', 200],
      ['DELETE', 'other', 404],
    ].map(([method, route, status]) => ({
      level: 'debug',
      method,
      route,
      status,
      ms: expect.any(Number),
      msg: 'answered',
    })),
  );
});

test('serve tells a full disk by its code, once, however many records it refuses', async () => {
  const folder = newFolder();
  const { url, said, child } = await serve(['--origin', ORIGIN, '--rate', '0'], folder, 256);
  let refused = 0;
  while (refused < 20) if ((await send(url, newRecord())).status === 503) refused++;
  const faults = linesOf(said.out).filter(({ event }) => event === 'fault');
  expect(timeless(faults)).toEqual([
    { level: 'error', event: 'fault', code: expect.stringMatching(/^SQLITE_/), count: 1, msg: 'the journal failed' },
  ]);
  child.kill('SIGKILL');
});

test('the admin listener alone has the metrics, by fixed names', async () => {
  const { url, admin } = await serve(['--origin', ORIGIN, '--admin-port', '0']);
  await exercise(url);
  expect((await ask(`${url}/metrics`)).status).toBe(404);
  expect((await send(admin, newRecord())).status).toBe(404);
  const { text } = await ask(`${admin}/metrics`);
  for (const line of [
    'samtycke_records_total{outcome="stored"} 1',
    'samtycke_records_total{outcome="duplicate"} 1',
    'samtycke_records_total{outcome="conflict"} 3',
    'samtycke_records_total{outcome="foreign"} 1',
    'samtycke_records_total{outcome="refused-record"} 1',
    'samtycke_records_total{outcome="unreadable"} 1',
    'samtycke_records_total{outcome="full"} 0',
    'samtycke_records_total{outcome="fault"} 0',
    'samtycke_events_total{event="shown"} 1',
    'samtycke_events_total{event="erased"} 1',
    'samtycke_events_total{event="unknown-key"} 1',
    'samtycke_events_total{event="refused-origin"} 1',
    'samtycke_events_total{event="rate-limited"} 0',
    'samtycke_requests_total{route="records",status="2xx"} 2',
    'samtycke_requests_total{route="records",status="4xx"} 7',
    'samtycke_requests_total{route="mine",status="2xx"} 2',
    'samtycke_requests_total{route="other",status="4xx"} 2',
    'samtycke_batch_records_count 6',
    'samtycke_batch_records_sum 6',
    'samtycke_append_seconds_count 6',
    'samtycke_queue_records 0',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  const labels = new Set([...text.matchAll(/(\w+)="/g)].map(([, name]) => name));
  expect(
    [...labels].filter((name) => !/^(le|kind|space|type|version|major|minor|patch|quantile)$/.test(name!)).sort(),
  ).toEqual(['event', 'outcome', 'route', 'status']);
});

test(
  'nothing that a visitor sends beyond the record is in a log line, a metric or a file',
  { timeout: 60_000 },
  async () => {
    const mark = 'm4rk3r';
    const address = '203.0.113.77';
    const folder = newFolder();
    const serving = await serve(
      [
        '--origin',
        ORIGIN,
        '--db',
        'log.db',
        '--log-level',
        'trace',
        '--admin-port',
        '0',
        '--rate',
        '40',
        '--trust-proxy',
        '127.0.0.1',
      ],
      folder,
    );
    const { url, admin } = serving;
    const marked = {
      'user-agent': mark,
      referer: `${ORIGIN}/${mark}`,
      'x-forwarded-for': address,
      'x-real-ip': address,
      forwarded: `for=${address}`,
      cookie: `other=${mark}`,
      'accept-language': mark,
      'x-request-id': mark,
      [`x-${mark}`]: mark,
    };
    const record = newRecord();
    const authorization = `Bearer ${record.consentId}.${newId()}`;
    const path = `${url}/samtycke/records?${mark}=${mark}`;
    const post = (body: string, headers: Record<string, string> = {}) =>
      ask(path, { method: 'POST', headers: { 'content-type': 'text/plain', ...marked, ...headers }, body });
    expect((await post(JSON.stringify(record), { authorization })).status).toBe(201);
    expect((await post(JSON.stringify(newRecord()), { authorization: `Bearer ${mark}` })).status).toBe(201);
    const refused: number[] = [];
    for (const body of [
      JSON.stringify({ ...record, locale: 'en' }),
      JSON.stringify({ ...record, [mark]: mark }),
      JSON.stringify({ ...record, locale: mark }),
      `{"${mark}`,
      `{"a":"\\r\\n{\\"level\\":\\"${mark}\\"}\\u001b[31m"}`,
      mark.repeat(1000),
      mark.repeat(20_000),
    ])
      refused.push(
        await post(body).then(
          ({ status }) => status,
          () => 413,
        ),
      );
    for (const headers of [
      { origin: `https://${mark}.example` },
      { 'content-type': mark },
      { 'content-encoding': mark },
    ])
      refused.push((await post(JSON.stringify(record), headers)).status);
    for (const status of refused) expect(status).toBeGreaterThanOrEqual(400);
    for (const text of [
      `POST /samtycke/records?a=${mark} HTTP/1.1\r\nHost: x\r\nX-A: ${mark}\rX-B: ${mark}\r\n\r\n`,
      `GET /${mark}%0d%0aX-${mark}:%20${mark} HTTP/1.1\r\nHost: ${mark}\r\nConnection: close\r\nUser-Agent: ${mark}\u001b[31m\r\n\r\n`,
      `GET /%zz${mark} HTTP/1.1\r\nHost: ${mark}\r\nConnection: close\r\nX-Forwarded-For: ${mark}, ${address}\r\n\r\n`,
      `${mark}\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${mark}\0\r\n\r\n`,
    ])
      expect(await raw(url, text)).not.toContain(mark);
    let limited = 0;
    while (!limited) limited += Number((await post('{}')).status === 429);
    const { text: metrics } = await ask(`${admin}/metrics?${mark}`, { headers: marked });
    const heard = JSON.stringify(await stop(serving));
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(files.length).toBeGreaterThan(0);
    expect(heard).toContain('rate-limited');
    for (const place of [heard, metrics, ...files])
      for (const secret of [mark, address, '203.0.113']) expect(place).not.toContain(secret);
    for (const place of [heard, metrics])
      for (const id of [record.recordId, record.consentId!, authorization.slice(-22)]) expect(place).not.toContain(id);
  },
);
