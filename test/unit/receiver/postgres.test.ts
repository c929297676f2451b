/** Shows what the PostgreSQL journal does, on a real server, besides what every journal does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attempt } from '../../../src/decision/attempt.js';
import { addMonths } from '../../../src/decision/validity.js';
import { createReceiver, verifyJournal } from '../../../src/receiver/index.js';
import { createFindDue } from '../../../src/receiver/postgres/due.js';
import { tryClocks } from './clocks.js';
import { entryOf, tryContract } from './contract.js';
import { newRole, schemaOn, startPostgres, type Server } from './postgres.js';
import { newRecord, NOW, ORIGIN, post } from './support.js';

let server: Server;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.stop());

const newSchema = () => schemaOn(server);

tryContract(() => ({ open: newSchema().open }));
tryClocks(() => ({ open: newSchema().open }));

const newEntry = (changes = {}) => entryOf(newRecord(), changes);

test('lets the role that writes insert and read, and neither change nor remove', async () => {
  const place = newSchema();
  const role = await newRole(server, place);
  await (await place.open({ writer: role.name })).close();
  const journal = await place.open({}, role.url);
  const entry = await newEntry({ key: '11'.repeat(32) });
  expect(await journal.append([entry, await newEntry()])).toEqual(['stored', 'stored']);
  for (const text of [
    `UPDATE ${place.schema}.entries SET body = '{}'`,
    `DELETE FROM ${place.schema}.entries`,
    `TRUNCATE ${place.schema}.entries`,
    `DROP TABLE ${place.schema}.entries`,
    `UPDATE ${place.schema}.ids SET seq = 7`,
    `DELETE FROM ${place.schema}.ids`,
    `UPDATE ${place.schema}.keys SET hash = hash`,
    `DELETE FROM ${place.schema}.checkpoints`,
    `DELETE FROM ${place.schema}.tip`,
    `CREATE TABLE ${place.schema}.mine ()`,
    `UPDATE ${place.schema}.entries_2026_11 SET body = '{}'`,
  ])
    await expect(place.ask(text, [], role.url), text).rejects.toThrow(/permission denied|must be owner/);
  for (const removal of ['remove_entries(1)', 'remove_ids(0, 1)'])
    await expect(place.ask(`SELECT ${place.schema}.${removal}`, [], role.url)).rejects.toThrow('never removed');
  expect(await journal.erase(entry.subject!)).toBe(1);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 1, erased: 1 });
  await journal.close();
});

test('takes nothing more where somebody else has moved the end of the chain', async () => {
  const { schema, open, ask } = newSchema();
  const journal = await open();
  await journal.append([await newEntry(), await newEntry()]);
  await ask(`UPDATE ${schema}.tip SET seq = 3, head = decode(repeat('7a', 32), 'hex')`);
  await expect(journal.append([await newEntry()])).rejects.toMatchObject({ code: 'OTHER_END' });
  await expect(journal.ready()).rejects.toThrow('is not what was signed');
  await ask(`UPDATE ${schema}.tip SET seq = 2, head = (SELECT head FROM ${schema}.entries WHERE seq = 2)`);
  expect(await journal.append([await newEntry()])).toEqual(['stored']);
  await journal.close();
});

test('lays entries by the month of their receipt, and drops a month whole', async () => {
  const { schema, open, ask } = newSchema();
  const journal = await open();
  await journal.append([await newEntry()]);
  await journal.append([
    await newEntry({ time: Date.UTC(2026, 11, 1) }),
    await newEntry({ time: Date.UTC(2026, 11, 31, 23, 59, 59, 999) }),
  ]);
  const counts = async () =>
    (
      await ask(
        `SELECT tableoid::regclass::text AS name, count(*)::int AS count FROM ${schema}.entries GROUP BY 1 ORDER BY 1`,
      )
    ).rows.map(({ name, count }: { name: string; count: number }) => [name.split('.').at(-1), count]);
  expect(await counts()).toEqual([
    ['entries_2026_11', 1],
    ['entries_2026_12', 2],
  ]);
  await journal.expire(Date.UTC(2029, 0, 15));
  expect((await counts()).map(([name]) => name)).toEqual(['entries_2029_01']);
  expect((await ask('SELECT to_regclass($1) AS found', [`${schema}.entries_2026_11`])).rows).toEqual([{ found: null }]);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 0, removed: 3 });
  await journal.close();
});

test('forgets the keys whose records an earlier version has forgotten', async () => {
  const { schema, open, ask } = newSchema();
  const journal = await open();
  const entry = await newEntry({ key: '22'.repeat(32) });
  await journal.append([entry]);
  await journal.close();
  const orphan = '33'.repeat(32);
  await ask(`INSERT INTO ${schema}.keys VALUES (decode($1, 'hex'), decode($1, 'hex'))`, [orphan]);
  await ask(`UPDATE ${schema}.version SET steps = 3; DROP FUNCTION IF EXISTS ${schema}.remove_ids(bigint, bigint)`);
  const again = await open();
  expect(await again.keyOf(orphan)).toBeNull();
  expect(await again.keyOf(entry.subject!)).toBe('22'.repeat(32));
  await again.close();
});

test('R41 lets an earlier version, still running beside this one, remove ids with their entries', async () => {
  const { schema, open, ask } = newSchema();
  const journal = await open();
  const gone = await newEntry();
  await journal.append([gone, await newEntry({ time: addMonths(NOW, 3) })]);
  await journal.erase(gone.subject!);
  await ask(`SELECT ${schema}.remove_entries(1)`);
  expect((await ask(`SELECT seq FROM ${schema}.ids ORDER BY seq`)).rows.map(({ seq }) => seq)).toEqual(['2', '3']);
  await journal.close();
});

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Returns how many rows a plan has read, those of indexes included. */
const readBy = (plan: Plan): number =>
  (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] +
  (plan.Plans ?? []).reduce((sum, part) => sum + readBy(part), 0);

/** Returns a log of so many records, each at its own millisecond, and how many rows are read to look at the first thousand. */
const newLog = async (count: number, subjectOf: (index: number) => number) => {
  const { schema, open } = newSchema();
  const journal = await open();
  const entry = await newEntry();
  const at = (index: number) => ({
    ...entry,
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    subject: subjectOf(index).toString(16).padStart(64, '0'),
    time: NOW + index,
  });
  for (let from = 0; from < count; from += 2000)
    await journal.append(Array.from({ length: 2000 }, (_, index) => at(from + index)));
  await journal.close();
  return async (now: number) => {
    const client = new pg.Client(server.url);
    await client.connect();
    let sum = 0;
    const counting = {
      async query(text: string, values: unknown[]) {
        const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
        sum += readBy((rows as { 'QUERY PLAN': [{ Plan: Plan }] }[])[0]!['QUERY PLAN'][0].Plan);
        return client.query(text, values);
      },
    } as unknown as pg.ClientBase;
    const [atMost, year] = [addMonths(now, -24), addMonths(now, -12)];
    const limits = { now, atMost, nameless: year, afterwards: year };
    await createFindDue(schema)(counting, { after: 0, through: 1000 }, limits);
    await client.end();
    return sum;
  };
};

test('R41 looks at what is due without reading all that came later', async () => {
  const read = await newLog(20_000, (index) => index);
  expect(await read(NOW)).toBeLessThan(10_000);
  // Old enough to be followed, and not followed.
  expect(await read(addMonths(NOW, 13))).toBeLessThan(10_000);
});

test("R41 reads a visitor's records once, not once for each of them", async () => {
  const read = await newLog(4000, () => 7);
  expect(await read(addMonths(NOW, 13))).toBeLessThan(20_000);
});

test('chains in the order of commits when five receivers write at once', async () => {
  const { open } = newSchema();
  const journals = await Promise.all(Array.from({ length: 5 }, () => open()));
  await Promise.all(
    journals.map(async (journal) => {
      for (let batch = 0; batch < 10; batch++) await journal.append([await newEntry(), await newEntry()]);
    }),
  );
  expect(await verifyJournal(journals[0]!)).toMatchObject({ faults: [], kept: 100, size: 100 });
  await Promise.all(journals.map((journal) => journal.close()));
});

/** Returns the statements of README's section on erasing, for that schema. */
const steps = (schema: string): string[] => {
  const [, block] = /#### Erased from every file[^]*?```sql\n([^]*?)```/.exec(readFileSync('README.md', 'utf8'))!;
  return block!.replaceAll('samtycke.', `${schema}.`).trim().split('\n');
};

/** Returns how many files of the server hold the text; one that has gone meanwhile does not. */
const filesWith = (text: string): number =>
  readdirSync(server.folder!, { recursive: true, withFileTypes: true }).filter(({ parentPath, name }) =>
    attempt(() => readFileSync(join(parentPath, name)).includes(text, 0, 'latin1')),
  ).length;

test("leaves no byte of an erased record in any file, by README's steps", { timeout: 60_000 }, async (context) => {
  // The files of another server cannot be read from here.
  if (!server.folder) return context.skip();
  const { schema, open, ask } = newSchema();
  const journal = await open();
  const secret = '5d'.repeat(32);
  const entries = await Promise.all(
    Array.from({ length: 400 }, (_, index) =>
      newEntry({ body: JSON.stringify({ ...newRecord(), services: [`MARKER-${index}`] }), key: secret }),
    ),
  );
  await journal.append(entries);
  // What the planner remembers of a column are its values.
  await ask(`ANALYZE ${schema}.entries, ${schema}.keys`);
  expect(filesWith('MARKER-7"')).toBeGreaterThan(0);
  for (const { subject } of entries) await journal.erase(subject!);
  for (const line of steps(schema)) await ask(line);
  expect([filesWith('MARKER-'), filesWith(Buffer.from(secret, 'hex').toString('latin1'))]).toEqual([0, 0]);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], erased: 400 });
  await journal.close();
});

test('is not ready, and rejects, while the database takes no writes', async () => {
  const { open } = newSchema();
  const url = new URL(server.url);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  await (await open()).close();
  const journal = await open({}, url.href);
  await expect(journal.ready()).rejects.toThrow('takes no writes');
  await expect(journal.append([await newEntry()])).rejects.toThrow('read-only');
  await journal.close();
});

test('keeps what comes in one batch with a year that PostgreSQL does not know', async () => {
  const journal = await newSchema().open();
  const receive = createReceiver({ journal, origins: [ORIGIN] });
  const wrong = { ...newRecord(), clientTime: '0000-01-01T00:00:00.000Z', validUntil: '0000-06-01T00:00:00.000Z' };
  const answers = await Promise.all([newRecord(), wrong, newRecord()].map((record) => receive(post(record))));
  expect(answers.map(({ status }) => status)).toEqual([201, 422, 201]);
  await journal.close();
});

test('says what is wrong with an address, a name, or tables of a later version', async () => {
  const { schema, open, ask } = newSchema();
  await expect(open({ schema: 'log"; DROP' })).rejects.toThrow('is no plain name');
  await expect(open({}, 'postgres://nobody@127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED');
  await (await open()).close();
  await ask(`INSERT INTO ${schema}.version VALUES (99)`);
  await expect(open()).rejects.toThrow('A later version of samtycke made this journal');
});

test('rejects a batch in the midst of which its connection is cut, and keeps the next', async () => {
  const { schema, open, ask } = newSchema();
  const journal = await open();
  await journal.append([await newEntry()]);
  // Holds up the next batch behind its lock.
  const holder = new pg.Client(server.url);
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE ${schema}.tip IN ACCESS EXCLUSIVE MODE`);
  const waiting = journal.append([await newEntry()]).catch((error: Error) => error.message);
  const cut =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'samtycke' AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await ask(cut)).rowCount).toBeGreaterThan(0);
  expect(await waiting).toMatch(/terminat/);
  await holder.end();
  await expect
    .poll(async () => journal.append([await newEntry()]).catch(() => []), { timeout: 10_000 })
    .toEqual(['stored']);
  await journal.close();
});

test('goes on after its connections have been cut', async () => {
  const { open, ask } = newSchema();
  const journal = await open();
  await journal.append([await newEntry({ time: NOW })]);
  await ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'samtycke'");
  await expect
    .poll(async () => journal.append([await newEntry()]).catch(() => []), { timeout: 10_000 })
    .toEqual(['stored']);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [] });
  await journal.close();
});
