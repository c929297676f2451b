/** Builds the command line once for the tests, and runs it as a child process, as a person would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import en from '../../../locales/en.js';
import sv from '../../../locales/sv.js';
import { ORIGIN } from '../receiver/support.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Below node_modules, so that the packages which stay outside the bundle are found. */
const CACHE = join(ROOT, 'node_modules/.cache');

let file = '';

/** Bundles `src/cli` for the tests of this file, and what lies beside it in `dist/`: the cookie table and the languages. */
export const useCli = (): void => {
  beforeAll(async () => {
    mkdirSync(CACHE, { recursive: true });
    const folder = mkdtempSync(join(CACHE, 'samtycke-cli-'));
    file = join(folder, 'cli.mjs');
    const [cli, table] = ['src/cli/index.ts', 'src/ui/table/static.tsx'].map((path) => join(ROOT, path));
    await build({
      entryPoints: [
        { in: cli!, out: 'cli' },
        { in: table!, out: 'declaration' },
      ],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
    });
    renameSync(join(folder, 'declaration.mjs'), join(folder, 'declaration.js'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    mkdirSync(join(folder, 'locales'));
    cpSync('src/services', join(folder, 'services'), { recursive: true });
    cpSync('themes', join(folder, 'themes'), { recursive: true });
    for (const texts of [sv, en]) writeFileSync(join(folder, `locales/${texts.lang}.json`), JSON.stringify(texts));
  });
  afterAll(() => rmSync(join(file, '..'), { recursive: true, force: true }));
};

/** Returns a folder that goes when the test is done. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Returns a copy of the command line for which one package throws when it is loaded; it finds all others. */
export const breakPackage = (name: string): string => {
  const folder = mkdtempSync(join(CACHE, 'samtycke-broken-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, 'cli.mjs');
  copyFileSync(file, copy);
  mkdirSync(join(folder, 'node_modules', name), { recursive: true });
  writeFileSync(join(folder, 'node_modules', name, 'index.js'), "throw new Error('broken');");
  return copy;
};

const start = (
  command: readonly string[],
  cwd: string,
): { child: ChildProcess; said: { out: string; err: string }; ended: Promise<Ran> } => {
  const child = spawn(command[0]!, command.slice(1), { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (text) => (said.out += String(text)));
  child.stderr?.on('data', (text) => (said.err += String(text)));
  return { child, said, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, ...said })) };
};

/** Runs a command to its end. */
export const run = (args: readonly string[], cwd = newFolder(), cli = file): Promise<Ran> =>
  start([process.execPath, cli, ...args], cwd).ended;

export interface Serving {
  readonly url: string;
  /** Where the metrics are; empty without `--admin-port`. */
  readonly admin: string;
  /** What it has written so far. */
  readonly said: { readonly out: string; readonly err: string };
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** Makes every file that the command writes full at so many blocks of 512 bytes or 1 kB, as a full disk would. */
const withFullDisk = (blocks: number): string[] => ['sh', '-c', `ulimit -f ${blocks}; trap "" XFSZ; exec "$@"`, 'sh'];

/** Starts `serve` on a free port and resolves once it listens; `blocks` limits the size of its files. */
export const serve = async (args: readonly string[], cwd = newFolder(), blocks = 0): Promise<Serving> => {
  const { child, said, ended } = start(
    [...(blocks ? withFullDisk(blocks) : []), process.execPath, file, 'serve', '--port', '0', ...args],
    cwd,
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  for (;;) {
    const [, url] = /records go to (http:\/\/[\d.]+:\d+)/.exec(said.out) ?? [];
    const [, admin = ''] = /metrics are at (http:\/\/[\d.]+:\d+)/.exec(said.out) ?? [];
    if (url && (admin || !args.includes('--admin-port'))) return { url, admin, said, child, ended };
    const over = await Promise.race([ended, new Promise<undefined>((resolve) => setTimeout(resolve, 10))]);
    if (over) throw new Error(`serve ended: ${over.err}`);
  }
};

/** Starts `serve` on that port with a log for which there is no room, and resolves once it answers. */
export const serveUnheard = async (port: number): Promise<Pick<Serving, 'url' | 'child' | 'ended'>> => {
  const command = [process.execPath, file, 'serve', '--origin', ORIGIN, '--port', String(port), '--log-level', 'debug'];
  const { child, ended } = start(['sh', '-c', 'exec "$@" > /dev/full', 'sh', ...command], newFolder());
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const status = () =>
    fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1000) }).then((heard) => heard.status, String);
  await expect.poll(status, { timeout: 10_000 }).toBe(200);
  return { url, child, ended };
};
