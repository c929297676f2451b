/** Runs an example that has a package.json of its own: installs what is missing, builds it, and serves it until Ctrl+C. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { portFrom } from './port.mjs';

const HOST = '127.0.0.1';

/** What serves each of them: a file of Node's, run in its folder, and what it is told. */
const SERVERS = {
  react: (port) => ['node_modules/vite/bin/vite.js', 'preview', '--host', HOST, '--port', port, '--strictPort'],
  next: (port) => ['node_modules/next/dist/bin/next', 'start', '--hostname', HOST, '--port', port],
  server: () => ['server.mjs'],
};

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Runs npm in the folder; a failure ends the program. */
const npm = async (folder, env, ...args) => {
  const isWindows = process.platform === 'win32';
  const [code] = await once(spawn('npm', args, { cwd: folder, env, stdio: 'inherit', shell: isWindows }), 'exit');
  if (code !== 0) fail(`npm ${args.join(' ')} failed in ${folder}.`);
};

const install = async (folder, env) => {
  // What npm writes down of an install, each time anew.
  const isThere =
    changed(join(folder, 'node_modules/.package-lock.json')) >= changed(join(folder, 'package-lock.json'));
  if (!isThere) await npm(folder, env, 'ci', '--no-audit', '--no-fund');
};

const build = async (folder, env) => {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (scripts.build) await npm(folder, env, 'run', 'build');
};

/** Returns the port if nobody has it, any free one for 0. */
const free = async (port) => {
  const probe = http.createServer().listen(port, HOST);
  await once(probe, 'listening').catch(() => fail(`Port ${port} is taken. Choose another one by PORT=${port + 10}.`));
  const found = probe.address().port;
  probe.close();
  await once(probe, 'close');
  return found;
};

const answers = (address) =>
  fetch(address).then(
    () => true,
    () => false,
  );

/** Resolves once the example of that name answers at the address it prints; `isBuilt` says that it is installed and built. */
export const startExample = async (name, { isBuilt }) => {
  if (!Object.hasOwn(SERVERS, name))
    fail(`There is no example "${name}" to start: name one of ${Object.keys(SERVERS).join(', ')}, or none.`);
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const port = await free(portFrom('PORT', 8787));
  const env = { ...process.env, PORT: String(port), NEXT_TELEMETRY_DISABLED: '1' };
  if (!isBuilt) {
    await install(folder, env);
    await build(folder, env);
  }
  const [file, ...args] = SERVERS[name](String(port));
  const server = spawn(process.execPath, [join(folder, file), ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill());
  server.on('exit', (code) => process.exit(code ?? 0));
  while (!(await answers(`http://${HOST}:${port}/`))) await pause(100);
  console.log(`\nsamtycke: the example "${name}" is running.\n\n  http://localhost:${port}/\n\nStop with Ctrl+C.\n`);
};
