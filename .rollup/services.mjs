/** Writes each ready-made service into `dist/services/`: its facts as JSON, and its behaviour as one small module. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

/** Resolves once they are there. */
export const writeServices = async () => {
  const files = (await readdir('src/services')).map((name) => `src/services/${name}`);
  const facts = files.filter((file) => file.endsWith('.json'));
  await mkdir('dist/services', { recursive: true });
  for (const file of facts)
    await writeFile(`dist/services/${basename(file)}`, JSON.stringify(JSON.parse(await readFile(file, 'utf8'))));
  const entryPoints = facts.map((file) => file.replace(/json$/, 'ts')).filter((file) => files.includes(file));
  await build({ entryPoints, outdir: 'dist/services', bundle: true, format: 'esm', target: 'es2020', minify: true });
};
