/** The door for the command line: `npx samtycke <command>`. */
import { version } from '../../package.json';
import { build } from './build.js';
import { check } from './check.js';
import { checkpoint } from './checkpoint.js';
import type { Command } from './command.js';
import { declaration } from './declaration.js';
import { expire } from './expire.js';
import { serve } from './serve.js';
import { verify } from './verify.js';

const HELP = `samtycke ${version}

  npx samtycke build [samtycke.json]                 makes the site's own script, and prints its tag
  npx samtycke check [samtycke.json] [page.html …]   says what is wrong with a manifest or pages, and what is new
  npx samtycke declaration [samtycke.json]           writes the cookie table as HTML
  npx samtycke serve --origin ORIGIN                 keeps the consent log
  npx samtycke verify                                says whether the log is what was signed
  npx samtycke checkpoint                            prints how far the log goes, signed
  npx samtycke expire                                empties what the log has kept long enough

Each takes --help.
`;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['build', build],
  ['check', check],
  ['checkpoint', checkpoint],
  ['declaration', declaration],
  ['expire', expire],
  ['serve', serve],
  ['verify', verify],
]);

/** Runs the command that the arguments name, and sets the exit code: 0 done, 1 something was found, 2 it could not be done. */
const run = async ([name, ...args]: readonly string[]): Promise<void> => {
  if (name === '--version' || name === '-v') return void process.stdout.write(`${version}\n`);
  if (name === '--help' || name === '-h') return void process.stdout.write(HELP);
  const command = COMMANDS.get(name ?? '');
  try {
    if (command) process.exitCode = await command(args);
    else
      throw new Error(
        name
          ? `There is no command "${name}". Write one of: ${[...COMMANDS.keys()].join(', ')}.`
          : `Name a command.\n\n${HELP}`,
      );
  } catch (error) {
    // Without the stack: this is for the person at the keyboard.
    process.stderr.write(`samtycke: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
};

await run(process.argv.slice(2));
