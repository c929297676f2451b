/** `npx samtycke expire`: empties what the consent log has kept long enough. */
import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { JOURNAL, JOURNAL_HELP, openKept } from './journal.js';
import { RETENTION, RETENTION_HELP, retentionIn } from './retention.js';

const HELP = `npx samtycke expire [options]

Empties records of the consent log that have been kept long enough, and removes whole months of which nothing is left. What
it does is noted in the log, so that "npx samtycke verify" can tell it from damage. "serve" does the same once a day.

${JOURNAL_HELP}${RETENTION_HELP}
Exit code: 0 done, 1 no month was removed since something is wrong with the log, 2 it could not be done.
`;

const OPTIONS = { ...JOURNAL, ...RETENTION, help: { type: 'boolean', short: 'h' } } as const;

export const expire: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const journal = await openKept(values);
  try {
    const { expired, removed, fault } = await journal.expire(Date.now(), retentionIn(values));
    process.stdout.write(`${expired} records emptied, ${removed} entries removed\n`);
    if (!fault) return 0;
    const { seq, what } = fault;
    process.stderr.write(
      `No month is removed while something is wrong with the log (${seq}: ${what}). Run "npx samtycke verify".\n`,
    );
    return 1;
  } finally {
    await journal.close();
  }
};
