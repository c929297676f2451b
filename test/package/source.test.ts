/** Reads the source as text for what no linter here can forbid. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const filesIn = (folder: string, endings: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));

/** Returns `file:line: text` of each line that matches. */
const linesWith = (pattern: RegExp, files: string[]) =>
  files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );

const code = filesIn('src', /\.tsx?$/);

test('never makes HTML or code out of text', () => {
  const html =
    /\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|dangerouslySetInnerHTML)\b/;
  const evaluating = /\bdocument\.write(ln)?\(|\beval\(|\bnew Function\b|\bset(Timeout|Interval)\(\s*['"`]/;
  // What a released script writes with `document.write` is HTML by its own will; Trusted Types still rule over it.
  const ours = code.filter((file) => file !== 'src/gate/writes.ts');
  expect([...linesWith(html, ours), ...linesWith(evaluating, ours)]).toEqual([]);
});

test('has no classes and no enums', () => {
  expect(linesWith(/^\s*(export )?(default )?(abstract )?(class|enum) \w/, code)).toEqual([]);
});

test('lets time and chance come into a decision from outside', () => {
  const decision = code.filter((file) => file.startsWith('src/decision/'));
  expect(linesWith(/\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b/, decision)).toEqual([]);
});

test('never asks whether it is being tested', () => {
  expect(linesWith(/navigator\.webdriver|\bVITEST\b|SAMTYCKE_(FULL|SEED)/, code)).toEqual([]);
});

test('opens every file with a sentence on its purpose', () => {
  const files = [...code, ...filesIn('src', /\.css$/), ...filesIn('test', /\.(tsx?|mjs|cjs)$/)];
  const silent = files.filter(
    (file) => !/^(#!.*\n)?(\/\*\*?|\/\/) \S.*\.( \*\/)?\n/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(silent).toEqual([]);
});

test('keeps the log and its key, which npm start leaves here, out of version control', () => {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['*.db', '*.db-shm', '*.db-wal', '*.key']));
});

test('names every command and every theme in CONTRIBUTING', () => {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const listed = (line: RegExp) => line.exec(guide)?.[1]?.split(', ').toSorted();
  const index = readFileSync(join(root, 'src/cli/index.ts'), 'utf8');
  const commands = [...index.matchAll(/^ {2}\['(\w+)', \1\]/gm)].map(([, name]) => name!);
  const themes = filesIn('themes', /\.css$/).map((file) => file.slice('themes/'.length, -'.css'.length));
  expect(listed(/npx samtycke: ([\w, ]+);/)).toEqual(commands.toSorted());
  expect(listed(/^themes\/ +([\w, ]+):/m)).toEqual(themes.toSorted());
});
