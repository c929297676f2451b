/** Shows what the receiver hands out of what visitors were shown (R38), and to whom. */
import { expect, test } from 'vitest';
import { createReceiver, verifyJournal, type ChainedJournal } from '../../../src/receiver/index.js';
import { sha256 } from '../../../src/receiver/key.js';
import { entryOf } from './contract.js';
import { newBench, newRecord, openRaw, ORIGIN } from './support.js';

const ask = (path: string, headers: Record<string, string> = {}) =>
  new Request(ORIGIN + path, { headers: { 'sec-fetch-site': 'same-origin', ...headers } });

test('answers with what has that hash, for good, and with the plain 404 for anything else', async () => {
  const { journal, receive } = newBench();
  const content = '{"banner.title":"Välj"}';
  const hash = await sha256(content);
  await journal.keepArtefacts!([{ hash, type: 'application/json', content }]);
  const response = await receive(ask(`/samtycke/artefacts/${hash}`));
  expect([response.status, await response.text()]).toEqual([200, content]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  for (const path of [
    `/samtycke/artefacts/${'0'.repeat(64)}`,
    `/samtycke/artefacts/${hash.toUpperCase()}`,
    '/samtycke/artefacts/',
    `/artefacts/${hash}`,
    `/x/samtycke/artefacts/${hash}`,
  ])
    expect((await receive(ask(path))).status, path).toBe(404);
  const statusOf = async (headers: Record<string, string>) =>
    (await receive(ask(`/samtycke/artefacts/${hash}`, headers))).status;
  expect(await statusOf({ origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  // As where somebody types the address, or opens it from a mail.
  expect(await statusOf({ 'sec-fetch-site': 'none' })).toBe(200);
  expect(await statusOf({ 'sec-fetch-site': 'none', origin: 'https://evil.example' })).toBe(403);
});

test('answers 404 where the journal keeps none', async () => {
  const { journal } = newBench();
  const { artefact: _, keepArtefacts: __, ...bare } = journal;
  const receive = createReceiver({ journal: bare, origins: [ORIGIN] });
  expect((await receive(ask(`/samtycke/artefacts/${'a'.repeat(64)}`))).status).toBe(404);
});

test('finds, and hands out no more, what has been changed behind its back', async () => {
  const { path, journal, receive } = newBench();
  const content = '{"reject":"Neka alla"}';
  const hash = await sha256(content);
  await journal.keepArtefacts!([{ hash, type: 'application/json', content }]);
  await journal.append([
    await entryOf(newRecord({ policyHash: null })),
    await entryOf(newRecord({ policyHash: null, textHash: hash })),
  ]);
  const raw = openRaw(path);
  raw.exec("DROP TRIGGER artefacts_unchanged; UPDATE artefacts SET content = replace(content, 'alla', 'm4rk3r')");
  raw.close();
  const { faults, unresolved } = await verifyJournal(journal as ChainedJournal);
  expect(faults).toEqual([{ seq: 2, what: `what was shown, ${hash}, has been changed` }]);
  expect(unresolved).toHaveLength(1);
  expect((await receive(ask(`/samtycke/artefacts/${hash}`))).status).toBe(404);
});
