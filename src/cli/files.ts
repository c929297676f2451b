/** Reads what a command is given to read, and says how to mend what cannot be read. */
import { readFile } from 'node:fs/promises';

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
