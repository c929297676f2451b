/** Builds every file of `dist/`: the script tag's one file and its split, the modules for npm, server and command line. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { build, transform as lower } from 'esbuild';
import { transform as minifyCss } from 'lightningcss';
import dts from 'rollup-plugin-dts';
import { asParameter, borrowPreact, instead } from './.rollup/instead.mjs';
import { leanCookie } from './.rollup/leanCookie.mjs';
import { leanPreact } from './.rollup/leanPreact.mjs';
import { EAGER, minify } from './.rollup/minify.mjs';
import { writeServices } from './.rollup/services.mjs';
import { writeShown } from './.rollup/shown.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Imports `./x.css?inline` as the stylesheet's minified text. */
const cssText = () => ({
  name: 'css-text',
  async resolveId(source, importer) {
    if (!source.endsWith('.css?inline')) return null;
    const found = await this.resolve(source.slice(0, -7), importer, { skipSelf: true });
    return found && { id: `${found.id}?inline` };
  },
  async load(id) {
    if (!id.endsWith('.css?inline')) return null;
    const filename = id.slice(0, -7);
    this.addWatchFile(filename);
    const { code } = minifyCss({ filename, code: await readFile(filename), minify: true });
    return { code: `export default ${JSON.stringify(code.toString())};`, map: { mappings: '' } };
  },
});

/** Lowers dependencies too: nanostores ships `||=` and process.env.NODE_ENV, and terser lowers no syntax. */
const es2020 = () => ({
  name: 'es2020',
  async renderChunk(code) {
    const lowered = await lower(code, {
      target: 'es2020',
      sourcemap: 'external',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    return { code: lowered.code, map: lowered.map };
  },
});

/** Returns what a TypeScript module exports. */
const evaluate = async (path) => {
  const { outputFiles } = await build({ entryPoints: [at(path)], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
};

/** Writes what is no code: locales as JSON, themes, rules, the manifest's schema, and the sha384 of every file a page may load. */
const assets = () => ({
  name: 'assets',
  async writeBundle() {
    await mkdir('dist/locales', { recursive: true });
    await cp('themes', 'dist/themes', { recursive: true });
    await cp('src/rules', 'dist/rules', { recursive: true });
    for (const file of (await readdir('locales')).filter((name) => name.endsWith('.ts'))) {
      const { default: texts } = await evaluate(`locales/${file}`);
      await writeFile(`dist/locales/${basename(file, '.ts')}.json`, JSON.stringify(texts));
    }
    await writeServices();
    await writeShown(evaluate);
    const { manifestSchema } = await evaluate('src/manifest/schema.ts');
    await writeFile('dist/samtycke.schema.json', `${JSON.stringify(manifestSchema(), null, 2)}\n`);
    const names = (await readdir('dist', { recursive: true }))
      .filter((name) => /\.(js|css|json)$/.test(name) && name !== 'integrity.json')
      .sort();
    const hashes = await Promise.all(
      names.map(async (name) => [
        name,
        `sha384-${createHash('sha384')
          .update(await readFile(`dist/${name}`))
          .digest('base64')}`,
      ]),
    );
    await writeFile('dist/integrity.json', `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
  },
});

/** Writes each language out whole: the variants of Swedish are made of its parts, which would become chunks of their own. */
const wholeLanguages = () => ({
  name: 'whole-languages',
  async load(id) {
    if (!/[\\/]locales[\\/][^\\/]+\.ts$/.test(id)) return null;
    const { default: texts } = await evaluate(`locales/${basename(id)}`);
    return { code: `export default ${JSON.stringify(texts)};`, map: { mappings: '' } };
  },
});

const ts = () =>
  typescript({
    tsconfig: at('tsconfig.json'),
    compilerOptions: { noEmit: false, declaration: false, sourceMap: true },
    include: ['src/**/*', 'locales/**/*'],
    noEmitOnError: true,
  });
const forBrowsers = (first, format) => [
  first,
  leanPreact(),
  leanCookie(),
  resolve({ browser: true }),
  json({ preferConst: true, namedExports: true }),
  cssText(),
  ts(),
  es2020(),
  minify(format),
];

/** The name of what `npx samtycke build` completes a site's own file with. */
const globals = { parameter: 'COMPILED' };

const classic = (file, { first, format }) => ({
  input: 'src/script.ts',
  output: {
    file: `dist/${file}`,
    format: 'iife',
    inlineDynamicImports: true,
    sourcemap: 'hidden',
    freeze: false,
    globals,
  },
  plugins: forBrowsers(first, format),
});

/** A module that the script tag's files fetch when they need it. */
const later = (name, input, { first, format } = {}) => ({
  input,
  output: { file: `dist/${name}.js`, format: 'es', inlineDynamicImports: true, sourcemap: true },
  plugins: forBrowsers(first, format),
});

const forNode = (input, file, { tsconfig = 'src/cli/tsconfig.json', ...options } = {}) => ({
  input,
  output: { file: `dist/${file}`, format: 'es', inlineDynamicImports: true, ...options },
  external: [/^node:/, 'libsql', 'fastify', /^@fastify\//, 'parse5', 'pg', 'pino', 'prom-client'],
  plugins: [
    resolve({ preferBuiltins: true }),
    json({ preferConst: true, namedExports: true }),
    typescript({
      tsconfig: at(tsconfig),
      compilerOptions: { noEmit: false, sourceMap: false },
      include: ['src/**/*'],
      noEmitOnError: true,
    }),
  ],
});

const types = (input, file) => ({
  input,
  output: { file: `dist/${file}`, format: 'es' },
  external: [/\.css/],
  plugins: [dts({ tsconfig: at('src/cli/tsconfig.json') })],
});

export default [
  classic('samtycke.js', { format: EAGER }),
  classic('samtycke.site.js', { first: asParameter('./compiled.js') }),
  classic('samtycke.lazy.js', { first: instead('./parts.js', 'src/parts.lazy.ts'), format: EAGER }),
  later('samtycke.ui', 'src/parts.ts', { format: EAGER }),
  later('samtycke.gate', 'src/hall/gate.ts', { format: EAGER }),
  later('samtycke.more', 'src/hall/more.ts'),
  later('samtycke.log', 'src/hall/log.ts'),
  later('samtycke.services', 'src/hall/services.ts'),
  later('samtycke.signals', 'src/hall/signals.ts'),
  later('samtycke.settings', 'part-with-loan', { first: borrowPreact('src/ui/second/index.tsx') }),
  later('samtycke.embeds', 'part-with-loan', { first: borrowPreact('src/ui/embeds/index.tsx') }),
  later('samtycke.table', 'part-with-loan', { first: borrowPreact('src/ui/table/index.tsx') }),
  {
    input: { index: 'src/index.ts' },
    output: {
      dir: 'dist',
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunk-[name].js',
      sourcemap: true,
    },
    plugins: forBrowsers(wholeLanguages()),
  },
  { input: 'src/server.ts', output: { file: 'dist/server.js', format: 'es' }, plugins: forBrowsers() },
  forNode('src/receiver/index.ts', 'receiver.js'),
  forNode('src/cli/index.ts', 'cli.js', { banner: '#!/usr/bin/env node' }),
  forNode('src/ui/table/static.tsx', 'declaration.js', { tsconfig: 'tsconfig.json' }),
  types('src/index.ts', 'index.d.ts'),
  types('src/server.ts', 'server.d.ts'),
  {
    ...types('src/receiver/index.ts', 'receiver.d.ts'),
    plugins: [dts({ tsconfig: at('src/cli/tsconfig.json') }), assets()],
  },
];
