/** Reads a manifest as a page gets it, with the facts of its ready-made services, and checks its shape. */
import { readFile, readdir } from 'node:fs/promises';
import { readManifest } from '../manifest/check.js';
import { explain } from '../manifest/explain.js';
import type { Manifest } from '../manifest/types.js';
import { fillIn, type FindFacts } from '../services/fill.js';
import type { Facts } from '../services/types.js';
import { hasUse, isUse, servicesIn } from '../services/used.js';
import { beside, readJson } from './files.js';
import { misshapen, toLine, type Finding } from './lint/finding.js';
import { untold } from './lint/plainFaults.js';
import { mendOfUse } from './named.js';

/** What a file holds, or what is wrong with it. */
interface Read {
  /** Absent if anything is wrong with its shape. */
  readonly manifest?: Manifest;
  /** The fields that each service gives beside `use`. */
  readonly given: readonly (readonly string[])[];
  /** What is wrong with its shape. */
  readonly findings: readonly Finding[];
}

const readFacts = async (use: string): Promise<Facts> =>
  JSON.parse(await readFile(beside(`./services/${use}.json`), 'utf8')) as Facts;

const find: FindFacts = (use) => readFacts(use).catch(() => undefined);

/** Resolves to the facts of every ready-made service. */
export const readAllFacts = async (): Promise<Facts[]> => {
  const files = await readdir(beside('./services/')).catch(() => {
    throw new Error('There are no ready-made services beside the command line. Run npm run build.');
  });
  return Promise.all(files.flatMap((file) => (file.endsWith('.json') ? [readFacts(file.slice(0, -5))] : [])));
};

/** Where a rule of the shape comes from, if not from the schema alone. */
const SOURCES: Readonly<Record<string, string>> = {
  unreasoned: 'LEK 9:28',
  excused: 'LEK 9:28, GDPR 6(1)(a)',
  early: 'GDPR 4(11)',
};

/** Resolves to what is wrong with a line that names a ready-made service, by the message of the fault. */
const faultOf = async (fault: unknown): Promise<Finding> => {
  const { message } = fault as Error;
  const [, path = '', said = message] = /^manifest (services\[\d+\]): (.*)$/s.exec(message) ?? [];
  const [, name] = /^there is no ready-made service "(.*)"$/.exec(said) ?? [];
  if (name !== undefined) return misshapen(path, said, mendOfUse(name, await readAllFacts()));
  const [, what = said, mend = 'Mend the line, or declare the service by hand'] = /^(.*)\. (.*)$/s.exec(said) ?? [];
  return misshapen(path, what, `${mend}.`);
};

/** Resolves to what a file holds; rejects if it cannot be read. */
export const readChecked = async (file: string): Promise<Read> => {
  const written = await readJson(file);
  const given = servicesIn(written).map((line) => (isUse(line) ? Object.keys(line) : []));
  try {
    const findings: Finding[] = [];
    const filled = hasUse(written) ? await fillIn(written, find) : written;
    const manifest = readManifest(filled, (path, value, wanted) => {
      const finding = misshapen(path, ...explain(value, wanted));
      findings.push({ ...finding, source: SOURCES[String(wanted)] ?? finding.source });
    });
    return { given, findings, ...(manifest && { manifest }) };
  } catch (fault) {
    return { given, findings: [await faultOf(fault)] };
  }
};

/** Resolves to the manifest that the arguments name, or to nothing if its shape is wrong; that and what is not told go to stderr. */
export const readUsable = async ([file = 'samtycke.json', ...others]: readonly string[]): Promise<
  Manifest | undefined
> => {
  if (others.length) throw new Error('Name one manifest at a time.');
  const { manifest, given, findings } = await readChecked(file);
  for (const problem of findings) process.stderr.write(`problem: ${toLine(problem)}\n`);
  const warnings = manifest ? untold({ manifest, given, facts: [] }) : [];
  for (const warning of warnings) process.stderr.write(`warning: ${toLine(warning)}\n`);
  return manifest;
};
