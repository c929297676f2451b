/** `npx samtycke check`: says what is wrong with a manifest, and how to mend it. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { checkManifest } from '../manifest/explain.js';
import type { Command } from './command.js';

const HELP = `npx samtycke check [FILE]

Checks a manifest (samtycke.json if no file is named) and prints what is wrong and what a visitor ought to be told.
Exit code: 0 it can be used, 1 it cannot, 2 it could not be read.
`;

const readManifest = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no readable file "${file}". Name the manifest: npx samtycke check path/to/samtycke.json`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`"${file}" is not JSON: ${(error as Error).message}`, { cause: error });
  }
};

const count = (number: number, noun: string): string => `${number || 'no'} ${noun}${number === 1 ? '' : 's'}`;

/** Prints the problems of a manifest to stderr and its warnings to stdout; resolves to 1 if there is a problem. */
export const check: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [file = 'samtycke.json', ...others] = positionals;
  if (others.length) throw new Error('Name one file at a time.');
  const { problems, warnings } = checkManifest(await readManifest(file));
  for (const problem of problems) process.stderr.write(`problem: ${problem}\n`);
  for (const warning of warnings) process.stdout.write(`warning: ${warning}\n`);
  process.stdout.write(`${file}: ${count(problems.length, 'problem')}, ${count(warnings.length, 'warning')}\n`);
  return problems.length ? 1 : 0;
};
