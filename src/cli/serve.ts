/** `npx samtycke serve`: keeps the consent log in one SQLite file, beside the site or behind its proxy. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createReceiver, openSqlite } from '../receiver/index.js';
import type { Command } from './command.js';
import { createServer } from './server.js';

const HELP = `npx samtycke serve --origin ORIGIN [options]

Takes consent records at POST /samtycke/records, and keeps each on disk before it answers.

  --origin ORIGIN         a page's origin, such as https://www.example.com; may be given several times
  --db FILE               the SQLite file (samtycke.db)
  --port PORT             (8788); 0 takes a free one
  --host HOST             the address to listen on (127.0.0.1: this machine only, behind the site's proxy)
  --prefix PATH           the path above /records (/samtycke)
  --cookie-domain DOMAIN  the manifest's options.domain, if it has one
`;

const OPTIONS = {
  origin: { type: 'string', multiple: true },
  db: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  prefix: { type: 'string' },
  'cookie-domain': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const portIn = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new Error(`"${text}" is not a port. Write --port 8788, or another number up to 65535.`);
};

/** Returns a function that tells the operator of a fault, but not of each one of a flood. */
const teller = (): ((error: unknown) => void) => {
  let last = -Infinity;
  return (error) => {
    if (Date.now() - last < 10_000) return;
    last = Date.now();
    // SQLite's messages name tables and files, never values.
    process.stderr.write(
      `samtycke: the journal cannot write: ${error instanceof Error ? error.message : 'unknown fault'}\n`,
    );
  };
};

/** Serves until SIGTERM or SIGINT; then takes no more, answers what it has, closes the journal and resolves to 0. */
export const serve: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const {
    origin: origins,
    db = 'samtycke.db',
    host = '127.0.0.1',
    prefix = '/samtycke',
    'cookie-domain': cookieDomain,
  } = values;
  const port = portIn(values.port ?? '8788');
  if (!origins) throw new Error('Say whose records to take: --origin https://www.example.com');
  // The log is for its owner: no other account of this machine may read it.
  process.umask(0o077);
  const journal = openSqlite(db);
  try {
    const receive = createReceiver({
      journal,
      origins,
      prefix,
      onError: teller(),
      ...(cookieDomain && { cookieDomain }),
    });
    const server = await createServer(receive, journal);
    const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
    process.stdout.write(
      `samtycke: records go to ${await server.listen({ port, host })}${prefix}/records, kept in ${db}\n`,
    );
    await stopped;
    await server.close();
  } finally {
    await journal.close();
  }
  return 0;
};
