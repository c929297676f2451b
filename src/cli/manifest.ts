/** Reads a manifest as a page gets it, with the facts of its ready-made services, and checks it. */
import { readFile } from 'node:fs/promises';
import { checkManifest, type Checked } from '../manifest/explain.js';
import { fillIn, type FindFacts } from '../services/fill.js';
import { hasUse } from '../services/used.js';
import { readJson } from './files.js';

const find: FindFacts = async (use) => {
  try {
    return JSON.parse(await readFile(new URL(`./services/${use}.json`, import.meta.url), 'utf8'));
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
