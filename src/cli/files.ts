/** Reads what a command is given to read, and says how to mend what cannot be read. */
import { isUtf8 } from 'node:buffer';
import { readFile, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locale } from '../manifest/locale.js';
import { jsonFaultIn, repeatIn } from './jsonFault.js';

/** What lies beside the command line: the built files of `dist/`. */
export const beside = (path: string): URL => new URL(path, import.meta.url);

/** Resolves to the bytes of a file. */
const readBytes = (file: string): Promise<Buffer> =>
  readFile(file).catch(() => {
    throw new Error(`There is no readable file "${file}". Name it by its path, such as path/to/samtycke.json.`);
  });

/** Resolves to the text of a file; what is not UTF-8 in it becomes U+FFFD. */
export const readText = async (file: string): Promise<string> => (await readBytes(file)).toString();

/** Resolves to the text of a file, without a byte order mark. Rejects if it is not UTF-8. */
const readUtf8 = async (file: string): Promise<string> => {
  const bytes = await readBytes(file);
  // UTF-16 without a mark may pass for UTF-8, but has a zero in its first two bytes, which no JSON has.
  if (!isUtf8(bytes) || bytes.subarray(0, 2).includes(0)) throw new Error(`"${file}" is not UTF-8. Save it as UTF-8.`);
  return bytes.toString().replace(/^\uFEFF/, '');
};

/** Resolves to what a JSON file holds, with or without a byte order mark. Rejects if an object in it has a name twice. */
export const readJson = async (file: string): Promise<unknown> => {
  const json = await readUtf8(file);
  const fault = jsonFaultIn(json);
  if (fault)
    throw new Error(`"${file}" is not JSON: at line ${fault.line}, column ${fault.column}, write ${fault.wanted}.`);
  const repeat = repeatIn(json);
  if (!repeat) return JSON.parse(json);
  const { line, column, name } = repeat;
  throw new Error(
    `"${file}" has ${name} twice in one object: at line ${line}, column ${column}. Remove one of the two.`,
  );
};

/** Returns what says in words that something could not be written there. */
export const cannotWrite =
  (path: string) =>
  (cause: NodeJS.ErrnoException): never => {
    const why = cause.code === 'ENOENT' ? `there is no folder "${dirname(path)}"` : (cause.code ?? cause.message);
    throw new Error(`"${path}" cannot be written: ${why}. Make the folder that it lies in, or name another.`, {
      cause,
    });
  };

/** Resolves to the names of the files of one kind in a folder beside the command line. */
const namesIn = async (folder: string, ending: string): Promise<string[]> => {
  const files = await readdir(beside(folder));
  return files.flatMap((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : [])).toSorted();
};

/** Resolves to the codes of the languages there are. */
export const readCodes = (): Promise<string[]> => namesIn('./locales/', '.json');

/** Resolves to the names of the themes there are. */
export const readThemes = (): Promise<string[]> => namesIn('./themes/', '.css');

/** Resolves to the texts of a language; rejects with those there are if it is none of them. */
export const readTexts = async (code: string): Promise<Locale> => {
  const codes = await readCodes();
  if (!codes.includes(code)) throw new Error(`There are no texts for "${code}". Write one of: ${codes.join(', ')}.`);
  return JSON.parse(await readFile(beside(`./locales/${code}.json`), 'utf8')) as Locale;
};
