/** Shows that the PostgreSQL journal makes nobody wait for long, and waits for nobody for ever, on a real server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { verifyJournal } from '../../../src/receiver/index.js';
import { entryOf } from './contract.js';
import { schemaOn, startPostgres, type Server } from './postgres.js';
import { newRecord, NOW } from './support.js';

let server: Server;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.stop());

const newEntry = (changes = {}) => entryOf(newRecord(), changes);

/** Returns the URL of a session in which whoever waits for a lock is told so soon. */
const impatient = (): string => {
  const url = new URL(server.url);
  url.searchParams.set('options', '-c lock_timeout=1s');
  return url.href;
};

test('makes a month while a backup reads, and shuts nobody out meanwhile', async () => {
  const { schema, open, ask, hold } = schemaOn(server);
  const journal = await open({}, impatient());
  await journal.append([await newEntry()]);
  const release = await hold(`LOCK TABLE ${schema}.entries IN ACCESS SHARE MODE`);
  expect(await journal.append([await newEntry({ time: addMonths(NOW, 5) })])).toEqual(['stored']);
  await release();
  const { rows } = await ask(
    `SELECT attname, attstattarget FROM pg_attribute WHERE attrelid = '${schema}.entries_2027_04'::regclass AND attname IN ('subject', 'salt', 'body') ORDER BY 1`,
  );
  expect(rows.map((row: { attstattarget: number }) => row.attstattarget)).toEqual([0, 0, 0]);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 2 });
  await journal.close();
});

test('keeps records of this month while the next cannot be made, and makes that later', async () => {
  const { schema, open, ask, hold } = schemaOn(server);
  const journal = await open({}, impatient());
  await journal.append([await newEntry()]);
  await expect.poll(() => ask(`SELECT 1 FROM ${schema}.entries_2026_12`).catch(() => undefined)).toBeDefined();
  const release = await hold(`LOCK TABLE ${schema}.entries IN SHARE UPDATE EXCLUSIVE MODE`);
  const time = addMonths(NOW, 1);
  expect(await journal.append([await newEntry({ time })])).toEqual(['stored']);
  await release();
  const isMade = async () => {
    await journal.append([await newEntry({ time })]);
    return (await ask('SELECT to_regclass($1) AS found', [`${schema}.entries_2027_01`])).rows[0].found !== null;
  };
  await expect.poll(isMade, { timeout: 10_000 }).toBe(true);
  await journal.close();
});

test('R41 gives up removing a month that is being read, keeps taking records, and removes it the next time', async () => {
  const { schema, open, ask, hold } = schemaOn(server);
  const journal = await open();
  await journal.append([await newEntry(), await newEntry()]);
  const later = addMonths(NOW, 25);
  const release = await hold(`LOCK TABLE ${schema}.entries_2026_11 IN ACCESS SHARE MODE`);
  const round = journal.expire(later).catch((error: Error) => error.message);
  const young = newRecord({ clientTime: new Date(later).toISOString() });
  expect(await journal.append([await entryOf(young, { time: later })])).toEqual(['stored']);
  // Before it is let go, or the round would have waited for that.
  expect(await round).toEqual({ expired: 2, removed: 0 });
  // What takes long is done before records would have to wait for it.
  expect((await ask(`SELECT seq FROM ${schema}.ids WHERE seq <= 2`)).rows).toEqual([]);
  await release();
  expect(await journal.expire(later)).toEqual({ expired: 0, removed: 2 });
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 1, removed: 2 });
  await journal.close();
});
