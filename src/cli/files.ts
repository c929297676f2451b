/** Reads what a command is given to read, and says how to mend what cannot be read. */
import { readFile, readdir } from 'node:fs/promises';
import type { Locale } from '../manifest/locale.js';

/** What lies beside the command line: the built files of `dist/`. */
export const beside = (path: string): URL => new URL(path, import.meta.url);

/** Resolves to the text of a file. */
export const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no readable file "${file}". Name it by its path, such as path/to/samtycke.json.`);
  });

/** Resolves to what a JSON file holds, with or without a byte order mark. */
export const readJson = async (file: string): Promise<unknown> => {
  const text = await readText(file);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`"${file}" is not JSON: ${(error as Error).message}`, { cause: error });
  }
};

/** Resolves to the texts of a language; rejects with those there are if it is none of them. */
export const readTexts = async (code: string): Promise<Locale> => {
  const files = await readdir(beside('./locales/'));
  const codes = files.flatMap((file) => /^(.+)\.json$/.exec(file)?.slice(1) ?? []).toSorted();
  if (!codes.includes(code)) throw new Error(`There are no texts for "${code}". Write one of: ${codes.join(', ')}.`);
  return JSON.parse(await readFile(beside(`./locales/${code}.json`), 'utf8')) as Locale;
};
