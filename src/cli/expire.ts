/** `npx samtycke expire`: empties what the consent log has kept long enough. */
import { parseArgs } from 'node:util';
import type { Retention } from '../receiver/index.js';
import type { Command } from './command.js';
import { JOURNAL, JOURNAL_HELP, openKept } from './journal.js';

/** The options that say how long, for every command that takes them. */
export const RETENTION = {
  afterwards: { type: 'string' },
  'at-most': { type: 'string' },
  nameless: { type: 'string' },
} as const;

export const RETENTION_HELP = `  --afterwards MONTHS     how long a record is kept after its answer ran out or another followed (12)
  --at-most MONTHS        how long after it arrived, whatever it says (24)
  --nameless MONTHS       how long a refusal without an id is kept (12)
`;

type Values = { readonly [Name in keyof typeof RETENTION]?: string | undefined };

/** Returns what the options say of retention. */
export const retentionIn = (values: Values): Partial<Retention> => {
  const given = { afterwards: values.afterwards, atMost: values['at-most'], nameless: values.nameless };
  const said = Object.entries(given).filter(([, months]) => months !== undefined);
  return Object.fromEntries(said.map(([name, months]) => [name, Number(months)]));
};

const HELP = `npx samtycke expire [options]

Empties records of the consent log that have been kept long enough, and removes whole months of which nothing is left. What
it does is noted in the log, so that "npx samtycke verify" can tell it from damage. "serve" does the same once a day.

${JOURNAL_HELP}${RETENTION_HELP}
Exit code: 0 done, 2 it could not be done.
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
    const { expired, removed } = await journal.expire(Date.now(), retentionIn(values));
    process.stdout.write(`${expired} records emptied, ${removed} entries removed\n`);
    return 0;
  } finally {
    await journal.close();
  }
};
