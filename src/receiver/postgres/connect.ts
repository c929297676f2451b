/** Connects to PostgreSQL so that nobody waits for ever for a database, or a network, that has gone. */
import type { ClientBase, Pool } from 'pg';

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
      const client = new pg.Client({ ...OPTIONS, connectionString: url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await setUp(client);
        return await work(client);
      } finally {
        await client.end();
      }
    },
  };
};
