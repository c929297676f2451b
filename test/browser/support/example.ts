/** Starts an example as its one command does, and builds it once a run, however many engines and workers ask for it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A running example. */
export interface Example {
  url: string;
  close(): Promise<void>;
}

/** Runs `npm start NAME` but for the build of samtycke, which the tests have done; resolves when it prints its address. */
async function start(name: string, ...more: string[]): Promise<Example> {
  const child = spawn(process.execPath, ['examples/start.mjs', name, ...more], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(String(data)));
  const ended = once(child, 'exit');
  const kill = () => void child.kill();
  // A test that ran out of time leaves no server behind.
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    const url = /^ {2}(http:\S+)\/$/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return { url, close };
  }
  throw new Error(`npm start ${name} ended before it ran:\n${lines.join('\n')}`);
}

/** Starts the example; `folder` is empty at the beginning of a run, and all its workers have it in common. */
export async function startExample(name: string, folder: string): Promise<Example> {
  const [lock, built] = [join(folder, `${name}.lock`), join(folder, `${name}.built`)];
  mkdirSync(folder, { recursive: true });
  for (;;) {
    if (existsSync(built)) return start(name, '--built');
    try {
      mkdirSync(lock);
      break;
    } catch {
      await pause(250);
    }
  }
  try {
    if (existsSync(built)) return await start(name, '--built');
    const example = await start(name);
    writeFileSync(built, '');
    return example;
  } finally {
    rmdirSync(lock);
  }
}
