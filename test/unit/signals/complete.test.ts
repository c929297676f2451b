/** Shows that no record takes a place in the visitor's chain that another needs, whatever fails as it is made (R43). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { complete } from '../../../src/signals/complete.js';
import { WAITING, openStore } from '../../../src/signals/store.js';
import { SITE, clearStore, openReceiver, say } from './logs.js';
import { SOME, YES } from './moments.js';

let log: ReturnType<typeof openReceiver>;
beforeEach(() => {
  clearStore();
  log = openReceiver();
});
afterEach(() => {
  log.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('R43 gives a record the same place when it is made again, since full storage had no room for it', async () => {
  say();
  await log.flush();
  const note = {
    decision: SOME,
    before: YES,
    event: undefined,
    once: undefined,
    at: 1,
    services: [],
    locale: 'sv',
    gpc: false,
  };
  const make = async () => (await complete({ note, recordId: 'second' }, openStore(), SITE))();
  const [first, again] = [await make(), await make()];
  expect(first).toMatchObject({ seq: 2, prev: expect.stringMatching(/^[\da-f-]{36}$/) });
  expect(again).toEqual(first);
  expect((await complete({ note, recordId: 'third' }, openStore(), SITE))()).toMatchObject({ seq: 3, prev: 'second' });
});

test('R43 gives a note of which no record can be made no place', async () => {
  say();
  await log.flush();
  const at = 'broken';
  openStore().set(
    `${WAITING}0`,
    JSON.stringify({ decision: { cells: YES.cells, at, policy: '1.0.0' }, at, services: [] }),
  );
  say({ decision: SOME, before: YES });
  await log.flush();
  expect(log.records().map(({ seq }) => seq)).toEqual([1, 2]);
});
