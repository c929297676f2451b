/** `npx samtycke serve`: keeps the consent log in an SQLite file or a PostgreSQL database, beside the site or behind its proxy. */
import { parseArgs } from 'node:util';
import { createHandler } from '../receiver/createReceiver.js';
import type { ChainedJournal } from '../receiver/index.js';
import { readArtefacts } from './artefacts.js';
import type { Command } from './command.js';
import { JOURNAL_HELP, openJournal } from './journal.js';
import { RETENTION_HELP } from './retention.js';
import { createAdmin } from './server/admin.js';
import { createServer } from './server/createServer.js';
import { createHealth } from './server/health.js';
import { listenAt } from './server/listen.js';
import { createLog } from './server/log.js';
import { createMeter } from './server/metrics.js';
import { keepExpiring } from './server/expiry.js';
import { readOptions, SERVE_OPTIONS, type Serving } from './server/options.js';
import { loadPackages, loadPino, loadPrometheus } from './server/packages.js';
import { untilTold } from './server/stop.js';
import { createWatch } from './server/watch.js';

const HELP = `npx samtycke serve --origin ORIGIN [options]

Takes consent records at POST /samtycke/records, and keeps each on disk before it answers.

  --origin ORIGIN         a page's origin, such as https://www.example.com; may be given several times
${JOURNAL_HELP}  --port PORT             (8788); 0 takes a free one
  --host HOST             the address to listen on (127.0.0.1: this machine only, behind the site's proxy)
  --prefix PATH           the path above /records (/samtycke)
  --artefacts FOLDER      keeps what visitors are shown, as "build --artefacts" wrote it, so that records prove it
  --cookie-domain DOMAIN  the manifest's options.domain, if it has one
  --trust-proxy ADDRESS   the site's proxy, such as 127.0.0.1 or 10.0.0.0/8, whose X-Forwarded-For names the visitor;
                          may be given several times; without it all behind a proxy count as one address
  --rate N                the requests that one address may make a minute (300); 0 for any number
  --log-level LEVEL       silent, fatal, error, warn, info, debug or trace (info)
  --admin-port PORT       answers /metrics, /healthz and /readyz on a port of their own (none); 0 takes a free one
  --admin-host HOST       the address of that port (127.0.0.1)
${RETENTION_HELP}
Exit code: 0 it stopped when it was told to, 1 it was told twice or took too long, 2 it could not be done.
`;

/** The records that may wait for the journal; beyond them the answer is 503. */
const ROOM = 2000;

/** Serves from the journal until it is told to stop, and has then answered what it had begun. */
const serveFrom = async (
  journal: ChainedJournal,
  options: Serving,
  log: ReturnType<typeof createLog>,
): Promise<void> => {
  const { origins, prefix, cookieDomain, proxies, rate, port, host, adminPort, adminHost } = options;
  const packages = await loadPackages();
  const meter = adminPort === undefined ? undefined : createMeter(await loadPrometheus());
  const watch = createWatch(log, meter);
  const health = createHealth({ journal, room: ROOM, onFault: watch.fault });
  const receive = createHandler({
    journal: watch.measured(journal),
    origins,
    prefix,
    room: ROOM,
    onError: watch.fault,
    onEvent: watch.event,
    onQueue: (length) => {
      health.queue(length);
      meter?.queue(length);
    },
    ...(cookieDomain && { cookieDomain }),
  });
  const server = await createServer(packages, { receive, watch, health, origins, prefix, proxies, rate });
  const admin = meter && (await createAdmin(packages, health, meter));
  const expiry = keepExpiring(journal, options.retention, { log, onFault: watch.fault });
  const told = untilTold((why) => {
    log.fatal(`gave up: ${why}`);
    // Once the line is written, if it can be.
    setTimeout(() => process.exit(1), 100);
  });
  try {
    const address = await listenAt(server, { host, port, options: { host: '--host', port: '--port' } });
    log.info(`records go to ${address}${prefix}/records`);
    if (admin && adminPort !== undefined) {
      const names = { host: '--admin-host', port: '--admin-port' };
      log.info(`metrics are at ${await listenAt(admin, { host: adminHost, port: adminPort, options: names })}/metrics`);
    }
    await told;
    health.stop();
    log.info('stopping');
  } finally {
    await server.close();
    // Last, so that whoever watches sees the server stop.
    await admin?.close();
  }
  await expiry.stop();
  await journal.close();
  log.info({ totals: watch.totals() }, 'stopped');
};

/** Serves until SIGTERM or SIGINT; then takes no more, answers what it has, closes the journal and resolves to 0. */
export const serve: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: SERVE_OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const options = readOptions(values);
  const log = createLog(await loadPino(), options.logLevel);
  // The log is for its owner: no other account of this machine may read it.
  process.umask(0o077);
  const artefacts = options.artefacts === undefined ? [] : await readArtefacts(options.artefacts);
  const journal = await openJournal(options);
  try {
    // A log that says no for the moment is waited for; one that is not what this key has signed will never say yes.
    await journal.ready().catch((error: { code?: string }) => {
      if (error.code === 'OTHER_KEY' || error.code === 'OTHER_END') throw error;
    });
    await journal.keepArtefacts(artefacts);
    await serveFrom(journal, options, log);
  } finally {
    await journal.close();
  }
  return 0;
};
