/** Shows that nothing acknowledged is lost when the receiver is killed while many write. */
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openJournal } from '../../../src/cli/journal.js';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { openSqlite, verifyJournal } from '../../../src/receiver/index.js';
import { isFull } from '../../setup/sample.js';
import { startPostgres, type Server } from '../receiver/postgres.js';
import { newRecord, ORIGIN } from '../receiver/support.js';
import { send, type Heard } from './http.js';
import { newFolder, serve, useCli } from './support.js';

useCli();

test('serve finishes what it has when it is told to stop', async () => {
  const folder = newFolder();
  const { url, child, ended } = await serve(['--origin', ORIGIN], folder);
  const answers = Promise.allSettled(Array.from({ length: 100 }, () => send(url, newRecord())));
  await send(url, newRecord());
  child.kill('SIGTERM');
  const taken =
    (await answers).filter((answer) => answer.status === 'fulfilled' && answer.value.status === 201).length + 1;
  expect((await ended).code).toBe(0);
  const journal = openSqlite(join(folder, 'samtycke.db'));
  expect((await journal.list({ limit: 1000 })).length).toBeGreaterThanOrEqual(taken);
  await journal.close();
});

test(
  'serve answers 503 when the disk is full, keeps what it has, and goes on when there is room',
  { timeout: 30_000 },
  async () => {
    const folder = newFolder();
    const { url, child } = await serve(['--origin', ORIGIN, '--db', 'log.db', '--rate', '0'], folder, 256);
    const taken: string[] = [];
    let full: Heard | undefined;
    while (!full && taken.length < 5000) {
      const records = Array.from({ length: 20 }, () => newRecord());
      const answers = await Promise.all(records.map((record) => send(url, record)));
      answers.forEach(({ status }, index) => void (status === 201 && taken.push(records[index]!.recordId)));
      full = answers.find(({ status }) => status !== 201);
    }
    expect(full).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5', 'access-control-allow-origin': ORIGIN },
      text: 'Not now. Try again later.\n',
    });
    // Each question writes a little, so that it finds what room there is left.
    await expect.poll(async () => (await fetch(new URL('/readyz', url))).status).toBe(503);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    const again = await serve(['--origin', ORIGIN, '--db', 'log.db'], folder);
    expect((await send(again.url, newRecord())).status).toBe(201);
    const journal = openSqlite(join(folder, 'log.db'));
    const kept = new Set((await journal.list({ limit: 10_000 })).map(({ record }) => record.recordId));
    expect(taken.filter((id) => !kept.has(id))).toEqual([]);
    await journal.close();
  },
);

let server: Server | undefined;
afterAll(() => server?.stop());

const journals = {
  SQLite: async () => join(newFolder(), 'log.db'),
  PostgreSQL: async () => {
    server ??= await startPostgres();
    const name = `log_${process.pid}_${Date.now()}`;
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`).finally(() => client.end());
    return server.url.replace(/[^/]*$/, name);
  },
};
const rounds = isFull ? 20 : 2;
const connections = 32;

for (const [name, newJournal] of Object.entries(journals))
  test(
    `nothing acknowledged is lost when the server on ${name} is killed ${rounds} times`,
    { timeout: 600_000 },
    async () => {
      const [db, folder] = [await newJournal(), newFolder()];
      const acknowledged = new Map<string, ConsentRecord>();
      for (let round = 1; round <= rounds; round++) {
        const { url, child, ended } = await serve(
          ['--origin', ORIGIN, '--db', db, '--key', 'log.key', '--rate', '0'],
          folder,
        );
        // What was on its way when the server fell is sent again by a browser; here it was at most one a connection.
        for (const record of [...acknowledged.values()].slice(-20)) expect((await send(url, record)).status).toBe(200);
        const target = acknowledged.size + 200 + Math.floor(Math.random() * 200);
        const write = async (): Promise<void> => {
          for (;;) {
            const record = newRecord();
            const { status } = await send(url, record);
            if (status === 201) acknowledged.set(record.recordId, record);
            if (acknowledged.size === target) child.kill('SIGKILL');
          }
        };
        await Promise.allSettled(Array.from({ length: connections }, write));
        await ended;
        const journal = await openJournal({ db, key: join(folder, 'log.key') });
        const kept = new Map((await journal.list({ limit: 1_000_000 })).map(({ record }) => [record.recordId, record]));
        const missing = [...acknowledged.keys()].filter((id) => !kept.has(id));
        const { faults, size } = await verifyJournal(journal);
        console.log(
          `${name}, round ${round}: ${acknowledged.size} acknowledged, ${missing.length} of them missing, ${size} in the chain, ${faults.length} faults`,
        );
        expect([missing, faults]).toEqual([[], []]);
        for (const [id, record] of acknowledged) expect(kept.get(id)).toEqual(record);
        await journal.close();
      }
    },
  );
