/** `npx samtycke checkpoint`: prints how far the consent log goes, signed, to be kept where its keeper cannot change it. */
import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { JOURNAL, JOURNAL_HELP, openKept } from './journal.js';

const HELP = `npx samtycke checkpoint [options]

Prints the newest signed checkpoint of the consent log. Keep one a day where nobody who runs the log can change it (mail it,
commit it, have it time-stamped): "npx samtycke verify FILE" then shows whether anything before it was touched.

${JOURNAL_HELP}  --all                   every checkpoint that the log keeps, oldest first
  --public-key            what checks the signatures, instead

Exit code: 0 done, 1 the log is empty, 2 it could not be done.
`;

const OPTIONS = {
  ...JOURNAL,
  all: { type: 'boolean' },
  'public-key': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const checkpoint: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const journal = await openKept(values);
  try {
    const notes = values['public-key'] ? [`${journal.publicKey}\n`] : await journal.checkpoints();
    process.stdout.write((values.all ? notes : notes.slice(-1)).join('\n'));
    if (notes.length) return 0;
    process.stderr.write('samtycke: The log is empty, so there is no checkpoint of it yet.\n');
    return 1;
  } finally {
    await journal.close();
  }
};
