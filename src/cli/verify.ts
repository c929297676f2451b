/** `npx samtycke verify`: walks the consent log and says whether it is what was signed. */
import { parseArgs } from 'node:util';
import { verifyJournal, type Finding } from '../receiver/index.js';
import type { Command } from './command.js';
import { readText } from './files.js';
import { JOURNAL, JOURNAL_HELP, openKept } from './journal.js';

const HELP = `npx samtycke verify [options] [CHECKPOINTS …]

Walks the consent log from its oldest entry to its newest and says where one has been changed, removed, moved, added or
emptied behind the receiver's back, or what was shown been changed. Only checkpoints that were kept elsewhere show that the
newest entries were cut off, or that somebody who has the key wrote all of it anew: name the files that "npx samtycke
checkpoint" made.

${JOURNAL_HELP}  --public-key KEY        what checks the signatures (that of the key file)
  --artefacts             wants the log to keep, too, what each record says was shown
  --json                  the finding as JSON

Exit code: 0 all is well, 1 something is wrong, 2 it could not be done.
`;

const OPTIONS = {
  ...JOURNAL,
  'public-key': { type: 'string' },
  artefacts: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Returns the notes in a file that holds one after another. */
const notesIn = (text: string): string[] =>
  text
    .replaceAll('\r', '')
    .split(/(?<=\n— .*\n)/)
    .map((note) => note.trimStart())
    .filter(Boolean);

const describe = ({ faults, size, kept, erased, expired, removed, checkpoints, unresolved }: Finding): string =>
  [
    ...faults.map(({ seq, what }) => `${seq}: ${what}`),
    ...unresolved.map(({ seq, hash }) => `${seq}: what was shown, ${hash}, is not kept here`),
    `${size} entries, ${checkpoints} signed checkpoints: ${kept} records are there, ${erased} were erased, ${expired} have expired; entries up to ${removed} are gone as whole months`,
    faults.length ? 'This is not the log that was signed.' : 'All is as it was signed.',
    '',
  ].join('\n');

/** Prints what is wrong, and what there is. */
export const verify: Command = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const checkpoints = (await Promise.all(positionals.map(readText))).flatMap(notesIn);
  const journal = await openKept(values);
  try {
    const publicKey = values['public-key'] ?? journal.publicKey;
    const finding = await verifyJournal(journal, { checkpoints, publicKey });
    process.stdout.write(values.json ? `${JSON.stringify(finding)}\n` : describe(finding));
    return finding.faults.length || (values.artefacts && finding.unresolved.length) ? 1 : 0;
  } finally {
    await journal.close();
  }
};
