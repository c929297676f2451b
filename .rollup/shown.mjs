/** Writes `dist/shown.json`: by language, each text that a visitor's answer may be given to, as the script hashes it for the log. */
import { readdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Resolves once it is there; `evaluate` resolves to what a TypeScript module exports. */
export const writeShown = async (evaluate) => {
  const part = async (name) => (await evaluate(`locales/sv/${name}.ts`))[name];
  const [banner, services, settings, embeds] = await Promise.all(
    ['banner', 'services', 'settings', 'embeds'].map(part),
  );
  // Swedish lies in parts within the files that show it: the first layer, the second, and an embed's place.
  const shown = { sv: [banner, { ...banner, ...services, ...settings }, { ...banner, ...embeds }] };
  for (const file of (await readdir('locales')).filter((name) => name.endsWith('.ts'))) {
    const { default: texts } = await evaluate(`locales/${file}`);
    (shown[basename(file, '.ts')] ??= []).push(texts);
  }
  const texts = Object.entries(shown).map(([code, some]) => [code, some.map((one) => JSON.stringify(one))]);
  await writeFile('dist/shown.json', JSON.stringify(Object.fromEntries(texts)));
};
