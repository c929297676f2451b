/** Examines the built package as its users get it: entries, syntax, forbidden calls, hashes and the sizes README states. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { brotliCompressSync } from 'node:zlib';
import { parse } from 'acorn';
import { Window } from 'happy-dom';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, test } from 'vitest';
import { CODES, LOCALES } from '../unit/locales/languages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const description = JSON.parse(read('package.json'));

if (!existsSync(dist)) throw new Error('These tests examine dist/: run `npm run build` first.');

const scripts = readdirSync(dist, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.js'));

// The receiver and the command line, with its cookie table, run on Node and may use what it has; all else runs in browsers too.
const forNode = /^(receiver|cli|declaration)\b/;
const forBrowsers = scripts.filter((file) => !forNode.test(file));
const settings = { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true };
const classic = new Set(['samtycke.js', 'samtycke.lazy.js']);

const targetsOf = (entry: unknown): string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry as object).flatMap(targetsOf);

const isThere = (target: string) => {
  const [before, after] = basename(target).split('*');
  if (after === undefined) return existsSync(join(root, target));
  const folder = join(root, dirname(target));
  return existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(before!) && file.endsWith(after));
};

test('has a file behind every entry', () => {
  const targets = [...targetsOf(description.exports), ...targetsOf(description.bin)];
  expect(targets.filter((target) => !isThere(target))).toEqual([]);
});

test('names in its types no package that its users may lack', () => {
  const named = readdirSync(dist)
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => [...read('dist', file).matchAll(/(?:from|import\() ?'([^.'][^']*)'/g)].map(([, name]) => name));
  const brought = Object.keys(description.dependencies);
  expect(named.filter((name) => !brought.includes(name!))).toEqual([]);
});

test.each(['samtycke.js', 'samtycke.lazy.js', 'samtycke.ui.js', 'samtycke.gate.js'])(
  'has Chromium compile %s as it comes in, which only the first line can ask for',
  (file) => expect(read('dist', file)).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/),
);

test('passes publint', async () => {
  const { messages, pkg } = await publint({ pkgDir: root, level: 'warning', strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test.each(forBrowsers)('keeps HTML text, eval and process.env out of %s', (file) => {
  const forbidden = /innerHTML|outerHTML|insertAdjacentHTML|document\.write(ln)?\(|\beval\(|new Function|process\.env/g;
  expect(read('dist', file).match(forbidden)).toBeNull();
});

test.each(forBrowsers)('writes %s in the syntax of ES2020', (file) => {
  const sourceType = classic.has(file) ? 'script' : 'module';
  expect(() => parse(read('dist', file), { ecmaVersion: 2020, sourceType })).not.toThrow();
});

test.each(scripts.filter((file) => classic.has(file)))('runs %s on a page that extends Object.prototype', (file) => {
  const window = new Window({ url: 'https://site.example/', settings });
  const context = vm.isContext(window) ? window : vm.createContext(window);
  vm.runInContext("Object.prototype.zz = 'x'; Array.prototype.zz = 'x';", context);
  expect(() => vm.runInContext(read('dist', file), context, { filename: file })).not.toThrow();
});

test('touches nothing when a server imports it', async () => {
  const before = Object.keys(globalThis);
  await import(/* @vite-ignore */ join(dist, 'index.js'));
  await import(/* @vite-ignore */ join(dist, 'server.js'));
  // nanostores keeps one object of its own there, so that two copies of it can work together.
  const left = Object.keys(globalThis).filter((key) => key !== 'nanostoresGlobal');
  expect(left).toEqual(before);
});

test('states the hash of each file as it is', () => {
  const stated: Record<string, string> = JSON.parse(read('dist', 'integrity.json'));
  const hash = (file: string) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(join(dist, file)))
      .digest('base64')}`;
  expect(Object.keys(stated)).toEqual(expect.arrayContaining(forBrowsers));
  expect(stated).toEqual(Object.fromEntries(Object.keys(stated).map((file) => [file, hash(file)])));
});

test('holds each language as one file of texts, and no other', () => {
  const files = readdirSync(join(dist, 'locales'));
  expect(files.toSorted()).toEqual(CODES.map((code) => `${code}.json`).toSorted());
});

test.each(CODES)('holds every text of %s, with its hash', (code) => {
  expect(JSON.parse(read('dist', 'locales', `${code}.json`))).toEqual(LOCALES[code]);
  expect(JSON.parse(read('dist', 'integrity.json'))).toHaveProperty([`locales/${code}.json`]);
});

test('gives each language but Swedish a chunk of its own, which needs no other', () => {
  const chunks = CODES.filter((code) => code !== 'sv').map((code) => `chunk-${code}.js`);
  expect(scripts).toEqual(expect.arrayContaining(chunks));
  for (const chunk of chunks) expect(read('dist', chunk)).not.toMatch(/\bimport\b/);
});

test('states the sizes in README as they are', () => {
  const marks = [...read('README.md').matchAll(/<!-- size:(\S+) -->(.*?)<!-- \/size -->/g)];
  const measured = (file: string) =>
    `${(brotliCompressSync(readFileSync(join(dist, file))).length / 1000).toFixed(1)} kB`;
  const stated = marks.map(([, file, size]) => [file, size!.replaceAll('*', '').trim()]);
  expect(stated).not.toEqual([]);
  expect(stated).toEqual(stated.map(([file]) => [file, measured(file!)]));
});
