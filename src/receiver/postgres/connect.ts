/** Connects to PostgreSQL so that nobody waits for ever for a database, or a network, that has gone. */
import type { Client, ClientBase, Pool } from 'pg';

/** Milliseconds. A host that has gone says nothing: its connections are noticed by these alone. */
const OPTIONS = {
  application_name: 'samtycke',
  connectionTimeoutMillis: 5000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
};

/** Milliseconds, many times what the longest query takes; one that takes longer is given up with its connection. */
const PATIENCE = 60_000;

/**
 * What a database or a role may set otherwise for its sessions: pg reads times as ISO 8601 writes them, and a query behind a
 * lock must see what was written before it had that. Not as the connection's options, of which the URL may have its own, and
 * which a pooler may refuse.
 */
const SETTINGS = {
  text: "SET datestyle TO ISO; SET default_transaction_isolation TO 'read committed'",
  query_timeout: OPTIONS.connectionTimeoutMillis,
};

const setUp = async (client: ClientBase): Promise<void> => void (await client.query(SETTINGS));

/** A URL whose password has one of `/?#` as it stands: what follows would be taken for something else, and shown in messages. */
const TORN = /^[^:]+:\/\/[^@/?#]*[/?#][^=]*@/;

/** Returns what says in words why there is no connection, and nothing of the password. */
const explained = (cause: NodeJS.ErrnoException, url: string): Error =>
  TORN.test(url) || cause.code === 'ERR_INVALID_URL'
    ? new Error(
        'The URL of the database cannot be read. Write --db postgres://user:password@host/database, and in the password %23 for #, %25 for %, %2F for /, %3F for ? and %40 for @.',
      )
    : new Error(
        `The PostgreSQL database cannot be opened (${cause.message || cause.code}). See that it runs and lets this user in, or name another with --db.`,
        { cause },
      );

/** Resolves to the connection, which the journal's settings hold for. */
const connect = async (make: () => Client, url: string): Promise<Client> => {
  let client: Client | undefined;
  try {
    client = make();
    client.on('error', () => undefined);
    await client.connect();
    await setUp(client);
    return client;
  } catch (cause) {
    await client?.end();
    throw explained(cause as NodeJS.ErrnoException, url);
  }
};

/** The connections that the journal works with, and one alone for what may take as long as it likes. */
interface Connections {
  readonly pool: Pool;
  readonly alone: <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>;
}

/** Resolves to connections to the database, none of which is made yet. Rejects if pg is missing. */
export const connectionsTo = async (url: string): Promise<Connections> => {
  const { default: pg } = await import('pg').catch((cause: unknown) => {
    throw new Error('A PostgreSQL journal needs the package pg. Run: npm install pg', { cause });
  });
  const pool = new pg.Pool({
    query_timeout: PATIENCE,
    ...OPTIONS,
    connectionString: url,
    max: 4,
    // The connection is handed out after it; the types know of no wait.
    onConnect: setUp as (client: ClientBase) => void,
  });
  // A connection lost while idle: the next query asks for a new one. While in use: the query rejects, and between two queries
  // the next does; without a listener of its own the loss would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    pool,
    async alone(work) {
      const client = await connect(() => new pg.Client({ ...OPTIONS, connectionString: url }), url);
      try {
        return await work(client);
      } finally {
        await client.end();
      }
    },
  };
};
