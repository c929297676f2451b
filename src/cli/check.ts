/** `npx samtycke check`: says what is wrong with a manifest, what is new in it, and which tags of pages do not wait. */
import { parseArgs } from 'node:util';
import type { Manifest } from '../manifest/types.js';
import type { Command } from './command.js';
import { readText } from './files.js';
import { against } from './lint/against.js';
import { toLine, type Finding } from './lint/finding.js';
import { lint } from './lint/lint.js';
import { readChecked } from './manifest.js';
import { wrongMarksIn } from './marks.js';
import { unbuiltNames } from './named.js';
import { leaksIn } from './noscript.js';
import { unmarkedIn } from './unmarked.js';
import { readAllFacts } from './use.js';

const HELP = `npx samtycke check [FILE] [PAGE.html …] [--against OLD.json] [--json]

Checks a manifest (samtycke.json if no file is named): its shape, facts that rest on no source or contradict each other,
and words and options that press or mislead. Each finding says what is wrong, how to mend it, its rule and where that
comes from. Checks HTML pages too: what stands within <noscript> is fetched without being asked for, so it may name no
other site; a tag that is marked must wait, and behind the service or category that marks it there must be a service of
the manifest; a script, frame, picture or link without a mark ought to reach no host of a service that is asked about, be
it the manifest's or a ready-made one. It reads the HTML as it is written: what inline scripts do, what scripts fetch, and
hosts that neither names are not found.

  --against OLD.json  the manifest as visitors know it: fails on what their yes does not cover, such as a new recipient,
                      a new purpose or a longer lifetime, unless "since" and policy.version say so
  --json              one JSON document on stdout, and nothing else: { "findings": [ … ], "errors": 0, "warnings": 0 }

Exit code: 0 no errors (there may be warnings), 1 errors, 2 it could not be done.
`;

const OPTIONS = {
  against: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** A finding in a file; in a page it has a line. */
interface Located extends Finding {
  readonly file: string;
  readonly line?: number;
}

const count = (number: number, noun: string): string => `${number || 'no'} ${noun}${number === 1 ? '' : 's'}`;

/** Without a manifest nothing tells what a mark means, and leaks alone are looked for. */
const checkPage = async (file: string, manifest: Manifest | undefined): Promise<Located[]> => {
  const html = await readText(file);
  const common = { severity: 'error', file, path: '', source: 'LEK 9:28' } as const;
  const leaks = leaksIn(html, manifest?.site).map(({ line, tag, address }): Located => ({
    ...common,
    rule: 'noscript-leak',
    line,
    message: `<${tag}> within <noscript> fetches ${address} from browsers without scripts, unasked`,
    mend: 'Remove it.',
  }));
  const marks = manifest ? [...wrongMarksIn(html, manifest), ...unmarkedIn(html, manifest, await readAllFacts())] : [];
  return [...leaks, ...marks.map((it): Located => ({ ...common, ...it }))].toSorted(
    (one, other) => (one.line ?? 0) - (other.line ?? 0),
  );
};

const checkFile = async (file: string, old: string | undefined) => {
  const { manifest, given, findings } = await readChecked(file);
  const before = old === undefined ? undefined : await readChecked(old);
  if (before && !before.manifest)
    throw new Error(`"${old}" cannot be compared with: ${before.findings.map(toLine).join(' ')}`);
  const judged = manifest
    ? [...(await unbuiltNames(manifest)), ...lint({ manifest, given, facts: await readAllFacts() })]
    : [];
  const news = manifest && before ? against(before.manifest!, manifest) : [];
  return { manifest, found: [...findings, ...judged, ...news].map((it): Located => ({ ...it, file })) };
};

const isError = ({ severity }: Finding): boolean => severity === 'error';

const isPage = (name: string): boolean => /\.x?html?$/i.test(name);

/** Prints what was found in a file, errors to stderr, and how much it is. */
const print = (file: string, found: readonly Located[]): void => {
  const errors = found.filter(isError);
  for (const it of found) {
    const line = it.line ? `${file}:${it.line}: ${it.message}. ${it.mend} [${it.rule}; ${it.source}]` : toLine(it);
    if (isError(it)) process.stderr.write(`problem: ${line}\n`);
    else process.stdout.write(`warning: ${line}\n`);
  }
  const warnings =
    isPage(file) && errors.length === found.length ? '' : `, ${count(found.length - errors.length, 'warning')}`;
  process.stdout.write(`${file}: ${count(errors.length, 'problem')}${warnings}\n`);
};

/** Prints what is wrong with a manifest and with pages; resolves to 1 if any of it is an error. */
export const check: Command = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [file = 'samtycke.json', ...others] = positionals.filter((name) => !isPage(name));
  if (others.length) throw new Error('Name one manifest at a time; the names of pages end with ".html".');
  const { manifest, found } = await checkFile(file, values.against);
  if (!values.json) print(file, found);
  const findings = [...found];
  for (const page of positionals.filter(isPage)) {
    const wrong = await checkPage(page, manifest);
    if (!values.json) print(page, wrong);
    findings.push(...wrong);
  }
  const errors = findings.filter(isError).length;
  const warnings = findings.length - errors;
  if (values.json) process.stdout.write(`${JSON.stringify({ findings, errors, warnings }, null, 2)}\n`);
  return errors ? 1 : 0;
};
