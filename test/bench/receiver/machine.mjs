/** Asks the machine what the benchmark's figures hang on: its flushes to disk, its cores, and what a process takes of both. */
import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** What statfs calls a file system that lies in memory. */
const TMPFS = 0x01021994;

/** Throws if nothing in the folder would ever reach a disk. */
export const demandDisk = (folder) => {
  if (statfsSync(folder).type === TMPFS)
    throw new Error(`${folder} lies in memory, where flushing costs nothing. Name a folder on a disk by TMPDIR.`);
};

/** Returns how often a second 4 kB can be written and flushed in the folder, over the same megabyte again and again. */
export const measureFlushes = (folder, seconds = 2) => {
  const path = join(folder, 'flushes');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096, 1);
  for (let place = 0; place < 256; place++) writeSync(file, block, 0, 4096, place * 4096);
  fdatasyncSync(file);
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < seconds * 1000; count++) {
    writeSync(file, block, 0, 4096, (count % 256) * 4096);
    fdatasyncSync(file);
  }
  const rate = count / ((performance.now() - began) / 1000);
  closeSync(file);
  rmSync(path);
  return rate;
};

const hasTaskset = () => {
  try {
    execFileSync('taskset', ['--version']);
    return availableParallelism() > 1;
  } catch {
    return false;
  }
};

/** Whether each side can have a core of its own. */
export const canPin = hasTaskset();

/** Moves this process, and all that it will start, to a core. */
export const moveTo = (core) => {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
};

/** Returns the command that runs another one on a core. */
export const pinned = (core, command) => (canPin ? ['taskset', '-c', String(core), ...command] : command);

/** Returns the memory of a process, in MB. */
export const memoryOf = (pid) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024;

/** Returns the seconds that a process has had of a core, where the system tells. */
export const busyOf = (pid) => {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
    // The kernel counts for processes in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)).
    return (Number(user) + Number(system)) / 100;
  } catch {
    return Number.NaN;
  }
};
