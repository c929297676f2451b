/** `npx samtycke declaration`: writes the cookie table of the policy page as HTML, for pages without scripts. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PLAIN_NAME, SECURE_NAME } from '../decision/cookie.js';
import type { Locale } from '../manifest/locale.js';
import { resolveSite, withOwnService, type ResolvedService } from '../manifest/resolve.js';
import type { Manifest } from '../manifest/types.js';
import type { Command } from './command.js';
import { beside, cannotWrite, readTexts } from './files.js';
import { readUsable } from './manifest.js';

const HELP = `npx samtycke declaration [FILE] [options]

Writes the cookie table that a manifest (samtycke.json if no file is named) makes, as HTML to put into the policy page:
the same one that data-samtycke="declaration" draws, for pages without scripts.

  --locale CODE   the language, such as sv or en (the manifest's options.locale, else sv)
  --out FILE      the file to write (standard output)

Exit code: 0 done, 1 something is wrong with the manifest, 2 it could not be done.
`;

const OPTIONS = {
  locale: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface TableFile {
  readonly drawTable: (services: readonly ResolvedService[], texts: Locale) => string;
}

/** Returns what the site stores, our own cookie too, under the name that it has on https. */
const servicesOf = (manifest: Manifest): readonly ResolvedService[] => {
  const { site, services, options } = manifest;
  // A page knows its host; here nothing tells which hosts are the site's own, and so who is a third party.
  const isAsked = services.some(({ hosts, cookies }) => hosts?.length || cookies.some(({ domain }) => domain));
  if (!site && isAsked)
    throw new Error('The manifest names hosts but not its own site. Add "site": "example.com", the site\'s domain.');
  return withOwnService(resolveSite(manifest, ''), options?.domain ? PLAIN_NAME : SECURE_NAME).services;
};

/** Prints the table, or writes it to a file; problems and warnings go to stderr. Resolves to 1 if there is a problem. */
export const declaration: Command = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const manifest = await readUsable(positionals);
  if (!manifest) return 1;
  const texts = await readTexts(values.locale ?? manifest.options?.locale ?? 'sv');
  const { drawTable } = (await import(beside('./declaration.js').href)) as TableFile;
  const html = drawTable(servicesOf(manifest), texts);
  if (values.out) await writeFile(values.out, html).catch(cannotWrite(values.out));
  else process.stdout.write(html);
  return 0;
};
