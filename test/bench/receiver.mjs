/** Measures how many records a second the built server keeps for good, in SQLite and in PostgreSQL, against the machine's own flushes. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyJournal } from '../../dist/receiver.js';
import { startPostgres, startSqlite } from './receiver/journals.mjs';
import { busyOf, canPin, demandDisk, measureFlushes, memoryOf, moveTo, pinned } from './receiver/machine.mjs';
import { ORIGIN } from './receiver/requests.mjs';

/** What takes about twenty seconds each, and how many connections the records come over. */
const [SQLITE, POSTGRES] = [320_000, 200_000].map((usual) => Number(process.env.BENCH_RECORDS ?? usual));
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 256);
/** One word of the two, to run one alone; and arguments for Node, such as `--cpu-prof`. */
const ONLY = process.env.BENCH_ONLY ?? '';
const NODE = process.env.BENCH_NODE?.split(' ') ?? [];

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const SERVE = [...NODE, at('../../dist/cli.js'), 'serve', '--port', '0', '--rate', '0', '--origin', ORIGIN];
const round = (number, digits = 0) => Number(number.toFixed(digits)).toLocaleString('en');

/** Starts a server on the first core, and resolves to its port once it listens. */
const startServer = async (args, folder) => {
  const [file, ...rest] = pinned(0, [process.execPath, ...args]);
  const child = spawn(file, rest, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const [, port] = /records go to http:\/\/[\d.]+:(\d+)/.exec(said) ?? [];
    if (!port) continue;
    child.stdout.on('data', (line) => /"level":"(warn|error|fatal)"/.test(line) && process.stdout.write(line));
    return { child, port };
  }
  throw new Error('The server ended before it listened.');
};

/** Resolves to what the load reports, to the server's memory in between, and to its time for each record in microseconds. */
const runLoad = async ({ child: { pid }, port }, records) => {
  const busy = busyOf(pid);
  const load = fork(at('receiver/load.mjs'), [port, records, CONNECTIONS].map(String));
  let [result, early] = [undefined, undefined];
  load.on('message', (message) => (message.seconds ? (result = message) : (early = memoryOf(pid))));
  const [code] = await once(load, 'exit');
  if (code) throw new Error('The load broke off.');
  return { ...result, early, cost: ((busyOf(pid) - busy) / result.acknowledged) * 1e6 };
};

/** Says what Node's own HTTP takes under the same load, with nothing behind it, and resolves to its microseconds a request. */
const measureBare = async () => {
  const server = await startServer([at('receiver/bare.mjs')], tmpdir());
  const { acknowledged, seconds, cost } = await runLoad(server, 60_000);
  server.child.kill();
  console.log(
    `Node's own HTTP, which keeps nothing: ${round(acknowledged / seconds)} requests a second, ${round(cost, 1)} µs of the core for each`,
  );
  return cost;
};

const measure = async (start, records, bare) => {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-bench-'));
  demandDisk(folder);
  const journal = await start(folder);
  try {
    const flushes = measureFlushes(folder);
    const server = await startServer([...SERVE, ...journal.args], folder);
    const { child } = server;
    const memory = memoryOf(child.pid);
    const { acknowledged, seconds, p50, p99, early, cost } = await runLoad(server, records);
    const late = memoryOf(child.pid);
    child.kill('SIGTERM');
    await once(child, 'exit');
    const after = measureFlushes(folder);
    const opened = await journal.open();
    const { faults, kept } = await verifyJournal(opened);
    await opened.close();
    const isRight = kept === acknowledged && !faults.length;
    console.log(`${journal.name} (${journal.where})
  ${round(acknowledged)} records acknowledged in ${round(seconds, 1)} s over ${CONNECTIONS} connections: ${round(acknowledged / seconds)} a second
  wait: half under ${round(p50, 1)} ms, 99 of 100 under ${round(p99, 1)} ms
  the machine's own write of 4 kB and fdatasync: ${round(flushes)} a second before, ${round(after)} after; records for each: ${round(acknowledged / seconds / ((flushes + after) / 2), 1)}
  the server's time on its core for each record: ${round(cost, 1)} µs, as much as ${round(cost / bare, 1)} requests of Node's own HTTP
  the server's memory: ${round(memory)} MB at the start, ${early ? round(early) : '–'} MB after 100,000 records, ${round(late)} MB at the end
  on disk: ${round((await journal.bytes()) / acknowledged)} bytes a record
  verified: ${round(kept)} kept, ${faults.length} faults${isRight ? '' : ' – THIS IS WRONG'}`);
    if (!isRight) process.exitCode = 1;
  } finally {
    await journal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

moveTo(1);
console.log(
  canPin
    ? 'The server runs on core 0; the load, and PostgreSQL beside it, on core 1.'
    : 'No core can be set aside here: server, load and database share them all.',
);
const bare = await measureBare();
if ('sqlite'.includes(ONLY)) await measure(startSqlite, SQLITE, bare);
if ('postgres'.includes(ONLY)) await measure(startPostgres, POSTGRES, bare);
