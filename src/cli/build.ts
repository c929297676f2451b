/** `npx samtycke build`: makes one script of the SDK and all that is a site's own, and prints the tag for it. */
import { createHash, type Hash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Manifest } from '../manifest/types.js';
import { version } from '../../package.json';
import { artefactsOf, writeArtefacts } from './artefacts.js';
import type { Command } from './command.js';
import { beside, cannotWrite, readTexts, readThemes } from './files.js';
import { readUsable } from './manifest.js';

const HELP = `npx samtycke build [FILE] [--out FOLDER] [--base PATH] [--locale CODE …] [--artefacts FOLDER]

Makes samtycke.HASH.js of the SDK, the manifest (samtycke.json if no file is named) with the facts of its ready-made
services, its theme, and its texts, and puts beside it what the script fetches when it is needed. Prints the tag to paste.

  --out FOLDER        where to write (samtycke)
  --base PATH         where the site serves that folder (/ and the folder's name)
  --locale CODE       a language to build in besides the manifest's own; may be given several times
  --artefacts FOLDER  also writes what visitors are shown, each part under its hash, for "serve --artefacts" to keep

Exit code: 0 done, 1 something is wrong with the manifest, 2 it could not be done.
`;

const OPTIONS = {
  out: { type: 'string', default: 'samtycke' },
  base: { type: 'string' },
  locale: { type: 'string', multiple: true, default: [] as string[] },
  artefacts: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const read = (path: string, missing: string): Promise<string> =>
  readFile(beside(path), 'utf8').catch(() => {
    throw new Error(missing);
  });

/** Resolves to what the script is completed with. */
const compile = async (manifest: Manifest, codes: readonly string[]) => {
  const { locale = 'sv', theme } = manifest.options ?? {};
  const texts: Record<string, unknown> = {};
  // Swedish is in every file.
  for (const code of new Set([locale, ...codes].filter((it) => it !== 'sv'))) texts[code] = await readTexts(code);
  const isOwn = theme && !/[./]/.test(theme);
  const missing = `There is no theme "${theme}". Write one of: ${(await readThemes()).join(', ')}; or the address of a stylesheet.`;
  const css = isOwn ? await read(`./themes/${theme}.css`, missing) : undefined;
  return { manifest, texts, theme: css };
};

/** Copies what the script fetches only when it is needed. */
const copyLater = async (folder: string, manifest: Manifest): Promise<void> => {
  const files = await readdir(beside('./'));
  // All but the first files of the other builds.
  const later = files.filter((file) => /^samtycke\.(?!lazy|site|ui)\w+\.js$/.test(file));
  const behaviours = manifest.services.flatMap(({ use, key }) => (use && key ? [`services/${use}.js`] : []));
  for (const path of [...later, ...behaviours, 'locales', 'themes'])
    await cp(beside(`./${path}`), join(folder, path), { recursive: true });
};

/** Writes the folder and prints the tag; problems and warnings go to stderr. Resolves to 1 if there is a problem. */
export const build: Command = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const base = (values.base ?? `/${basename(values.out)}`).replace(/\/?$/, '/');
  // As it would be found from one page, and not from the next.
  if (!/^(\/|https?:\/\/)/i.test(base))
    throw new Error(
      `--base "${values.base}" is neither a path from the root nor an address. Write --base /${values.base}`,
    );
  const manifest = await readUsable(positionals);
  if (!manifest) return 1;

  const sdk = await read(
    './samtycke.site.js',
    'There is no samtycke.site.js beside the command line. Run npm run build.',
  );
  const parts = await compile(manifest, values.locale);
  const compiled = JSON.stringify(parts);
  // As its first line the script has Chromium compile it as it comes in, like the SDK's own files.
  const script = `//# allFunctionsCalledOnLoad\n(COMPILED=>{${sdk}})({compiled:${compiled}});\n`;
  const hash = (algorithm: string): Hash => createHash(algorithm).update(script);
  const name = `samtycke.${hash('sha256').digest('hex').slice(0, 12)}.js`;
  await mkdir(values.out, { recursive: true }).catch(cannotWrite(values.out));
  await copyLater(values.out, manifest);
  await writeFile(join(values.out, name), script);
  if (values.artefacts) {
    const artefacts = await artefactsOf({ manifest, theme: parts.theme, script, version });
    await writeArtefacts(values.artefacts, artefacts).catch(cannotWrite(values.artefacts));
  }
  process.stdout.write(
    `<script src="${base}${name}" integrity="sha384-${hash('sha384').digest('base64')}" crossorigin="anonymous"></script>\n`,
  );
  return 0;
};
