/** Writes what visitors are shown under the hash of itself, and reads it back: a record proves by that hash what its visitor saw (R38). */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../decision/text.js';
import type { Manifest } from '../manifest/types.js';
import type { Artefact } from '../receiver/index.js';
import { beside } from './files.js';

const TYPES = { json: 'application/json', css: 'text/css', js: 'text/javascript' } as const;

const artefactOf = (content: string, ending: keyof typeof TYPES): Artefact => ({
  hash: createHash('sha256').update(content).digest('hex'),
  type: TYPES[ending],
  content,
});

/** What one build shows to visitors. */
export interface Shown {
  readonly manifest: Manifest;
  /** The stylesheet of the theme, if the manifest names one of ours. */
  readonly theme: string | undefined;
  /** The site's own script. */
  readonly script: string;
  readonly version: string;
}

/**
 * Resolves to the artefacts of a build: the manifest and every text as the script hashes them (`policyHash`, `textHash`), the
 * theme, the script, and a release that names them all by their hashes.
 */
export const artefactsOf = async ({ manifest, theme, script, version }: Shown): Promise<Artefact[]> => {
  const shown = JSON.parse(await readFile(beside('./shown.json'), 'utf8')) as Record<string, readonly string[]>;
  const texts = Object.entries(shown).map(
    ([locale, contents]) => [locale, contents.map((content) => artefactOf(content, 'json'))] as const,
  );
  const parts = {
    manifest: artefactOf(textOf(manifest), 'json'),
    ...(theme !== undefined && { theme: artefactOf(theme, 'css') }),
    script: artefactOf(script, 'js'),
  };
  const hashes = Object.fromEntries(Object.entries(parts).map(([name, { hash }]) => [name, hash]));
  const release = {
    schema: 'samtycke-release-1',
    samtycke: version,
    ...hashes,
    texts: Object.fromEntries(texts.map(([locale, artefacts]) => [locale, artefacts.map(({ hash }) => hash)])),
  };
  return [artefactOf(JSON.stringify(release), 'json'), ...Object.values(parts), ...texts.flatMap(([, some]) => some)];
};

/** Writes each artefact to a file named by its hash. One that is there already is the same. */
export const writeArtefacts = async (folder: string, artefacts: readonly Artefact[]): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const { hash, type, content } of artefacts) {
    const ending = Object.entries(TYPES).find(([, known]) => known === type)![0];
    await writeFile(join(folder, `${hash}.${ending}`), content);
  }
};

const ofBuild = 'Name the one that "npx samtycke build --artefacts" wrote.';

/** Resolves to the artefacts in a folder. Rejects if there is none, or one is not what its name says. */
export const readArtefacts = async (folder: string): Promise<Artefact[]> => {
  const names = await readdir(folder).catch(() => {
    throw new Error(`There is no folder "${folder}". ${ofBuild}`);
  });
  const ours = names.filter((name) => /^[\da-f]{64}\.(json|css|js)$/.test(name));
  if (!ours.length) throw new Error(`There is nothing in "${folder}" that visitors were shown. ${ofBuild}`);
  return Promise.all(
    ours.map(async (name) => {
      const ending = name.split('.')[1] as keyof typeof TYPES;
      const artefact = artefactOf(await readFile(join(folder, name), 'utf8'), ending);
      if (!name.startsWith(artefact.hash))
        throw new Error(`"${name}" in "${folder}" is not what was written under that name. Build the artefacts anew.`);
      return artefact;
    }),
  );
};
