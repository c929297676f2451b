/** Shows that the PostgreSQL journal makes nobody wait for long, and waits for nobody for ever, on a real server. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
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

/** Returns a way to the server on which, once it is blocked, nothing goes any more; what is connected later gets through. */
const newWay = async () => {
  const { hostname, port } = new URL(server.url);
  const pairs: (readonly [Socket, Socket])[] = [];
  const way = createServer((near) => {
    const far = connect(Number(port || 5432), hostname);
    pairs.push([near, far]);
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => void way.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of pairs.flat()) socket.destroy();
    way.close();
  });
  const url = new URL(server.url);
  url.host = `127.0.0.1:${(way.address() as AddressInfo).port}`;
  const block = (): void => {
    for (const [near, far] of pairs) {
      near.unpipe();
      far.unpipe();
      near.resume();
      far.resume();
    }
  };
  return { url: url.href, block };
};

test('rejects what a database that has gone does not answer, and goes on when it is there again', async () => {
  const { open } = schemaOn(server);
  const { url, block } = await newWay();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const journal = await open({}, url);
  await journal.append([await newEntry()]);
  block();
  let said: unknown;
  journal.append([await newEntry()]).catch((error: Error) => (said = error.message));
  await vi.advanceTimersByTimeAsync(120_000);
  expect(said).toContain('timeout');
  // By another connection than that.
  expect(await journal.append([await newEntry()])).toEqual(['stored']);
  await journal.close();
});

/** Resolves to how a setting stands within the transactions of a journal at that URL. */
const settingIn = async (setting: string, url = server.url): Promise<string> => {
  const { schema, open, ask } = schemaOn(server);
  const journal = await open({}, url);
  await ask(`CREATE TABLE ${schema}.seen (setting text);
    CREATE FUNCTION ${schema}.see() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO ${schema}.seen VALUES (current_setting('${setting}')); RETURN NEW; END $$;
    CREATE TRIGGER see BEFORE UPDATE ON ${schema}.tip FOR EACH ROW EXECUTE FUNCTION ${schema}.see()`);
  await journal.append([await newEntry()]);
  await journal.close();
  return (await ask(`SELECT setting FROM ${schema}.seen`)).rows[0].setting;
};

test('lets the database end a transaction whose receiver has gone, since the others wait for it', async () => {
  expect(await settingIn('idle_in_transaction_session_timeout')).toBe('10s');
});

test('flushes each batch even where the database is set not to, and leaves any other way of it alone', async () => {
  const usual = (value: string) => {
    const url = new URL(server.url);
    url.searchParams.set('options', `-c synchronous_commit=${value}`);
    return url.href;
  };
  expect(await settingIn('synchronous_commit', usual('off'))).toBe('on');
  expect(await settingIn('synchronous_commit', usual('local'))).toBe('local');
});
