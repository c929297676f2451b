/** Compiles what README shows for npm, as a strict TypeScript project would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, onTestFinished, test } from 'vitest';

const README = readFileSync('README.md', 'utf8');

/** Returns the code blocks of a section of README, in their order. */
const blocksOf = (title: string, language: string): string[] => {
  const [section = ''] = README.split(`\n## ${title}\n`)[1]?.split('\n## ') ?? [];
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code!);
};

/** Returns what the compiler says of files in a project of their own, which has the built package. */
const faultsIn = (files: Readonly<Record<string, string>>): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  for (const [name, path] of Object.entries({ samtycke: '.', nanostores: 'node_modules/nanostores' }))
    symlinkSync(resolve(path), join(folder, 'node_modules', name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const roots = Object.keys(files).filter((name) => name.endsWith('.ts'));
  const program = ts.createProgram(
    roots.map((name) => join(folder, name)),
    {
      strict: true,
      noEmit: true,
      resolveJsonModule: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    },
  );
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
};

test('shows code for npm that compiles, file by file', () => {
  const blocks = blocksOf('From npm', '[jt]s');
  const files = blocks.map((code, index): [string, string] => [/^\/\/ (\S+)/.exec(code)?.[1] ?? `${index}.ts`, code]);
  const manifest = blocksOf('The manifest', 'json')[0]!;
  expect(files).not.toEqual([]);
  expect(faultsIn({ ...Object.fromEntries(files), 'samtycke.json': manifest })).toEqual([]);
}, 30_000);

test('says what a manifest in JSON needs: a cast, and without it TypeScript refuses it', () => {
  const [, call] = /write `(createConsent\(manifest as WrittenManifest\))`/.exec(README) ?? [];
  const use = (code: string) => ({
    'samtycke.json': blocksOf('The manifest', 'json')[0]!,
    'use.ts': `import { createConsent, type WrittenManifest } from 'samtycke';\nimport manifest from './samtycke.json';\n${code};\nexport type { WrittenManifest };\n`,
  });
  expect(faultsIn(use(call!))).toEqual([]);
  expect(faultsIn(use('createConsent(manifest)'))).toEqual([expect.stringContaining("to type 'WrittenManifest'")]);
}, 30_000);
