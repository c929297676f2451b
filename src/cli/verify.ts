/** `npx samtycke verify`: walks the consent log and says whether it is what was signed. */
import { parseArgs } from 'node:util';
import { verifyJournal, type Finding } from '../receiver/index.js';
import { readCheckpoint } from '../receiver/integrity/signer.js';
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

const isCheckpoint = (note: string): boolean => {
  try {
    return readCheckpoint(note).size > 0;
  } catch {
    return false;
  }
};

/** A file that was named, and the checkpoints in it. */
interface Named {
  readonly file: string;
  readonly notes: readonly string[];
}

/** Resolves to the checkpoints in a file that holds one after another. Rejects if it holds none, or anything else. */
const readNamed = async (file: string): Promise<Named> => {
  const notes = (await readText(file))
    .replaceAll(/^\uFEFF|\r/g, '')
    .split(/(?<=\n— .*\n)/)
    .map((note) => note.trimStart())
    .filter(Boolean);
  const which = 'Name a file that "npx samtycke checkpoint" made.';
  if (!notes.some(isCheckpoint)) throw new Error(`"${file}" holds no checkpoint. ${which}`);
  if (!notes.every(isCheckpoint)) throw new Error(`"${file}" holds something that is no checkpoint. ${which}`);
  return { file, notes };
};

/** Returns a line for each file: how many of its checkpoints fit. */
const describeGiven = (files: readonly Named[], { given }: Finding): string[] => {
  let from = 0;
  return files.map(({ file, notes }) => {
    const verdicts = given.slice(from, (from += notes.length));
    const [fit, gone] = (['fits', 'gone'] as const).map((one) => verdicts.filter((verdict) => verdict === one).length);
    return `${file}: ${fit} of ${notes.length} checkpoints fit${gone ? `, of ${gone} the entry is gone` : ''}`;
  });
};

const describe = (files: readonly Named[], finding: Finding): string => {
  const { faults, size, kept, erased, expired, removed, checkpoints, unresolved } = finding;
  return [
    ...faults.map(({ seq, what }) => `${seq}: ${what}`),
    ...unresolved.map(({ seq, hash }) => `${seq}: what was shown, ${hash}, is not kept here`),
    ...describeGiven(files, finding),
    `${size} entries, ${checkpoints} signed checkpoints: ${kept} records are there, ${erased} were erased, ${expired} have expired; entries up to ${removed} are gone as whole months`,
    faults.length ? 'This is not the log that was signed.' : 'All is as it was signed.',
    '',
  ].join('\n');
};

/** Prints what is wrong, and what there is. */
export const verify: Command = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const files = await Promise.all(positionals.map(readNamed));
  const checkpoints = files.flatMap(({ notes }) => notes);
  const journal = await openKept({ ...values, publicKey: values['public-key'] });
  try {
    const finding = await verifyJournal(journal, { checkpoints });
    process.stdout.write(values.json ? `${JSON.stringify(finding)}\n` : describe(files, finding));
    return finding.faults.length || (values.artefacts && finding.unresolved.length) ? 1 : 0;
  } finally {
    await journal.close();
  }
};
