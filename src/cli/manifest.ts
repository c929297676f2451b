/** Reads a manifest as a page gets it, with the facts of its ready-made services, and checks its shape. */
import { readManifest } from '../manifest/check.js';
import { explain } from '../manifest/explain.js';
import { NAME, type AnyShape } from '../manifest/shape.js';
import type { Manifest } from '../manifest/types.js';
import { MAX_TEXT, type Wrong } from '../manifest/walk.js';
import { isUse, servicesIn } from '../services/used.js';
import { readJson } from './files.js';
import { misshapen, toLine, type Finding } from './lint/finding.js';
import { untold } from './lint/plainFaults.js';
import { fillInAll, secondUse } from './use.js';

/** What a file holds, or what is wrong with it. */
interface Read {
  /** Absent if anything is wrong with its shape. */
  readonly manifest?: Manifest;
  /** The fields that each service gives beside `use`. */
  readonly given: readonly (readonly string[])[];
  /** What is wrong with its shape. */
  readonly findings: readonly Finding[];
}

/** Where a rule of the shape comes from, if not from the schema alone. */
const SOURCES: Readonly<Record<string, string>> = {
  unreasoned: 'LEK 9:28',
  excused: 'LEK 9:28, GDPR 6(1)(a)',
  early: 'GDPR 4(11)',
};

/** Returns what is wrong with a text that is longer than any may be; nothing where it is not. */
const tooLong = (value: unknown, path: string): Finding | undefined =>
  typeof value === 'string' && value.length > MAX_TEXT
    ? misshapen(path, `it has ${value.length} characters, and a text may have ${MAX_TEXT} at most`, 'Shorten it.')
    : undefined;

/** Returns what the shape cannot say of what is wrong; nothing where it can. */
const toldOf = (value: unknown, wanted: AnyShape | Wrong, place: { path: string; written: unknown }) => {
  if (wanted === 'taken') return secondUse(place.written, place.path);
  return wanted === NAME ? tooLong(value, place.path) : undefined;
};

/** Resolves to what a file holds; rejects if it cannot be read. */
export const readChecked = async (file: string): Promise<Read> => {
  const written = await readJson(file);
  const given = servicesIn(written).map((line) => (isUse(line) ? Object.keys(line) : []));
  const { filled, faults } = await fillInAll(written);
  const findings: Finding[] = [];
  const manifest = readManifest(filled, (path, value, wanted) => {
    const told = faults.get(path) ?? toldOf(value, wanted, { path, written });
    const finding = told ?? misshapen(path, ...explain(value, wanted));
    findings.push({ ...finding, source: SOURCES[String(wanted)] ?? finding.source });
  });
  return { given, findings, ...(manifest && { manifest }) };
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
