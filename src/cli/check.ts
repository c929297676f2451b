/** `npx samtycke check`: says what is wrong with a manifest, and what pages leak where scripts are off, and how to mend it. */
import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { readText } from './files.js';
import { readChecked } from './manifest.js';
import { leaksIn } from './noscript.js';

const HELP = `npx samtycke check [FILE] [PAGE.html …]

Checks a manifest (samtycke.json if no file is named) and prints what is wrong and what a visitor ought to be told.
Checks HTML pages too: what stands within <noscript> is fetched without being asked for, so it may name no other site.
Exit code: 0 it can be used, 1 it cannot, 2 it could not be read.
`;

const count = (number: number, noun: string): string => `${number || 'no'} ${noun}${number === 1 ? '' : 's'}`;

const checkPage = async (file: string, site: string | undefined): Promise<number> => {
  const leaks = leaksIn(await readText(file), site);
  for (const { line, tag, address } of leaks)
    process.stderr.write(
      `problem: ${file}:${line}: <${tag}> within <noscript> fetches ${address} from browsers without scripts, unasked. Remove it.\n`,
    );
  process.stdout.write(`${file}: ${count(leaks.length, 'problem')}\n`);
  return leaks.length;
};

/** Prints the problems of a manifest and of pages to stderr and warnings to stdout; resolves to 1 if there is a problem. */
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
  const isPage = (name: string): boolean => /\.x?html?$/i.test(name);
  const [file = 'samtycke.json', ...others] = positionals.filter((name) => !isPage(name));
  if (others.length) throw new Error('Name one manifest at a time; the names of pages end with ".html".');
  const { manifest, problems, warnings } = await readChecked(file);
  for (const problem of problems) process.stderr.write(`problem: ${problem}\n`);
  for (const warning of warnings) process.stdout.write(`warning: ${warning}\n`);
  process.stdout.write(`${file}: ${count(problems.length, 'problem')}, ${count(warnings.length, 'warning')}\n`);
  let leaks = 0;
  for (const page of positionals.filter(isPage)) leaks += await checkPage(page, manifest?.site);
  return problems.length + leaks ? 1 : 0;
};
