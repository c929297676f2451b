/** Shows which bodies the receiver reads, and that it stops reading in time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newBench, newRecord, ORIGIN, post, URL_OF_RECORDS } from './support.js';

const padded = (size: number): string => {
  const text = JSON.stringify(newRecord());
  return text + ' '.repeat(size - text.length);
};

const streamed = (chunks: readonly string[]): Request =>
  new Request(URL_OF_RECORDS, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/json' },
    body: new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
    duplex: 'half',
  } as RequestInit);

test('takes 8192 bytes and refuses one more', async () => {
  const { receive } = newBench();
  expect((await receive(post(padded(8192)))).status).toBe(201);
  expect((await receive(post(padded(8193)))).status).toBe(413);
});

test('counts the bytes itself, whatever the sender says', async () => {
  const { journal, receive } = newBench();
  expect((await receive(streamed([padded(8096), ' '.repeat(96)]))).status).toBe(201);
  expect((await receive(streamed([padded(8096), ' '.repeat(97)]))).status).toBe(413);
  expect(await journal.list({ limit: 10 })).toHaveLength(1);
});

test('answers an endless body at its limit, without waiting for the end', async () => {
  const { receive } = newBench();
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
  });
  const request = new Request(URL_OF_RECORDS, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'text/plain' },
    body,
    duplex: 'half',
  } as RequestInit);
  expect((await receive(request)).status).toBe(413);
  expect(sent).toBeLessThan(20_000);
});

test('answers 400 when the sender breaks off', async () => {
  const { receive } = newBench();
  const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
  const request = new Request(URL_OF_RECORDS, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'text/plain' },
    body,
    duplex: 'half',
  } as RequestInit);
  expect((await receive(request)).status).toBe(400);
});

test('refuses other content types, none at all, and compression', async () => {
  const { receive } = newBench();
  const refused = [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/html',
    'application/jsonp',
    'text/plainer',
  ];
  for (const type of refused) expect((await receive(post(newRecord(), { 'content-type': type }))).status).toBe(415);
  const untyped = new Request(URL_OF_RECORDS, {
    method: 'POST',
    headers: { origin: ORIGIN },
    body: new TextEncoder().encode(JSON.stringify(newRecord())),
  });
  expect((await receive(untyped)).status).toBe(415);
  expect((await receive(post(newRecord(), { 'content-encoding': 'gzip' }))).status).toBe(415);
});

test('refuses what is not JSON', async () => {
  const { receive } = newBench();
  for (const body of ['', ' ', '{', 'undefined', '{"schema":1,}', "{'schema':1}", '\u0000', '[[[', '{"a":NaN}'])
    expect((await receive(post(body))).status).toBe(400);
  const broken = new Request(URL_OF_RECORDS, {
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'text/plain' },
    body: new Uint8Array([0x22, 0xff, 0x22]),
  });
  expect((await receive(broken)).status).toBe(400);
});

test('refuses a key that stands twice, at any depth and however it is written', async () => {
  const { journal, receive } = newBench();
  const text = JSON.stringify(newRecord());
  const twice = [
    text.replace('{', '{"schema":1,'),
    text.replace('"statistics":true', '"statistics":false,"statistics":true'),
    text.replace('"statistics":true', '"statistics":false,"\\u0073tatistics":true'),
    text.replace('"gpc":false', '"gpc":true,"gpc" : false'),
  ];
  for (const body of twice) expect((await receive(post(body))).status).toBe(400);
  expect(await journal.list({ limit: 10 })).toEqual([]);
});

test('reads every JSON that holds each key once as JSON.parse does', async () => {
  const { receive } = newBench();
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), async (json) => {
      const { status } = await receive(post(json));
      // 422: it was read, and it is no record. Keys that __proto__ makes special are read like any other.
      expect(status).toBe(new TextEncoder().encode(json).length > 8192 ? 413 : 422);
    }),
  );
});

test('refuses deep nesting', async () => {
  const { receive } = newBench();
  for (const body of [
    '['.repeat(4096) + ']'.repeat(4096),
    '{"a":'.repeat(1300) + '1' + '}'.repeat(1300),
    '['.repeat(8192),
  ]) {
    const { status } = await receive(post(body));
    expect([400, 422]).toContain(status);
  }
});
