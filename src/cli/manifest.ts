/** Reads a manifest as a page gets it, with the facts of its ready-made services, and checks it. */
import { readFile } from 'node:fs/promises';
import { checkManifest, type Checked } from '../manifest/explain.js';
import type { Manifest } from '../manifest/types.js';
import { fillIn, type FindFacts } from '../services/fill.js';
import { hasUse } from '../services/used.js';
import { beside, readJson } from './files.js';

const find: FindFacts = async (use) => {
  try {
    return JSON.parse(await readFile(beside(`./services/${use}.json`), 'utf8'));
  } catch {
    return undefined;
  }
};

/** Resolves to the checked manifest of a file, or to what is wrong with it. */
export const readChecked = async (file: string): Promise<Checked> => {
  const written = await readJson(file);
  try {
    return checkManifest(hasUse(written) ? await fillIn(written, find) : written);
  } catch (fault) {
    return { problems: [`${(fault as Error).message}.`], warnings: [] };
  }
};

/** Resolves to the manifest that the arguments name, or to nothing if it has problems; these and warnings go to stderr. */
export const readUsable = async ([file = 'samtycke.json', ...others]: readonly string[]): Promise<
  Manifest | undefined
> => {
  if (others.length) throw new Error('Name one manifest at a time.');
  const { manifest, problems, warnings } = await readChecked(file);
  for (const problem of problems) process.stderr.write(`problem: ${problem}\n`);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  return manifest;
};
