/** Shows that the PostgreSQL journal works whatever a database, a role or a URL sets for its sessions, and however short its receivers live, on a real server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { verifyJournal } from '../../../src/receiver/index.js';
import { entryOf } from './contract.js';
import { schemaOn, startPostgres, type Server } from './postgres.js';
import { newRecord, NOW } from './support.js';

let server: Server;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.stop());

test.each([
  'datestyle=German',
  'datestyle=SQL,DMY -c timezone=Asia/Kolkata',
  'default_transaction_isolation=serializable',
  'default_transaction_isolation=repeatable\\ read',
  'bytea_output=escape -c extra_float_digits=0 -c intervalstyle=sql_standard',
])('keeps, reads and forgets where %s', async (setting) => {
  const { open } = schemaOn(server);
  const url = new URL(server.url);
  url.searchParams.set('options', `-c ${setting}`);
  const journals = await Promise.all([1, 2, 3].map(() => open({}, url.href)));
  const [journal] = journals as [(typeof journals)[0]];
  const entry = await entryOf(newRecord());
  expect(await journal.append([entry])).toEqual(['stored']);
  expect((await journal.bySubject(entry.subject!)).map(({ time }) => time)).toEqual([NOW]);
  const write = async (one: typeof journal): Promise<unknown> => {
    const outcomes: unknown[] = [];
    for (let batch = 0; batch < 20; batch++) outcomes.push(...(await one.append([await entryOf(newRecord())])));
    return new Set(outcomes);
  };
  expect(await Promise.all(journals.map(write))).toEqual(journals.map(() => new Set(['stored'])));
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 61 });
  expect(await journal.expire(addMonths(NOW, 25))).toEqual({ expired: 61, removed: 61 });
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 0, removed: 61 });
  for (const one of journals) await one.close();
});

test('keeps a checkpoint every thousand entries also where each receiver writes fewer', async () => {
  const { open, ask, schema } = schemaOn(server);
  for (let life = 0; life < 5; life++) {
    const journal = await open();
    await journal.append(await Promise.all(Array.from({ length: 500 }, () => entryOf(newRecord()))));
    await journal.close();
  }
  const { rows } = await ask(`SELECT size::int FROM ${schema}.checkpoints ORDER BY size`);
  expect(rows.map(({ size }) => size as number)).toEqual([500, 1500, 2500]);
});
