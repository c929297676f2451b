/** Shows that the import table is kept: the source passes it, and each planted breach is found by name. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = ['src', 'locales', 'themes', 'test/layers.cjs', 'tsconfig.json', 'package.json'];
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'samtycke-layers-'));
  for (const name of copied)
    if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true }));

/** Runs the checker on the copy; returns its exit code and each breach as `rule: file`. */
function check() {
  const depcruise = join(root, 'node_modules/.bin/depcruise');
  const args = ['src', '--config', 'test/layers.cjs', '--output-type', 'err'];
  const { status, stdout } = spawnSync(depcruise, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  const found = [...stdout.matchAll(/^\s*error (\S+: \S+)/gm)].map(([, breach]) => breach!);
  return { isFine: status === 0, breaches: [...new Set(found)].toSorted() };
}

/** Runs the checker with more files in the copy, takes them out again and returns the breaches of the planted ones. */
function checkWith(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  const { isFine, breaches } = check();
  for (const path of Object.keys(files)) rmSync(join(copy, path));
  return { isFine, breaches: breaches.filter((breach) => breach.includes('planted')) };
}

const thing = 'export interface Thing { a: 1 }\nexport const thing: Thing = { a: 1 };\n';
const usesValue = (from: string) => `import { thing } from '${from}';\nexport const used = thing;\n`;
const usesType = (from: string) => `import type { Thing } from '${from}';\nexport const used: Thing = { a: 1 };\n`;

const asText = (rules: [rule: string, file: string][]) => rules.map((pair) => pair.join(': ')).toSorted();

test('finds no breach in the source', () => {
  expect(check()).toEqual({ isFine: true, breaches: [] });
});

test('fails on each room that reaches where it may not, and names rule and file', () => {
  const reaching: [rule: string, file: string, from: string][] = [
    ['decision-imports-nothing', 'src/decision/planted.ts', '../gate/x.js'],
    ['manifest-imports-decision', 'src/manifest/planted.ts', '../storage/x.js'],
    ['storage-imports-decision', 'src/storage/planted.ts', '../gate/x.js'],
    ['storage-takes-types-of-manifest', 'src/storage/planted2.ts', '../manifest/x.js'],
    ['gate-imports-decision', 'src/gate/planted.ts', '../signals/x.js'],
    ['gate-takes-types-of-manifest', 'src/gate/planted2.ts', '../manifest/x.js'],
    ['signals-imports-decision', 'src/signals/planted.ts', '../storage/x.js'],
    ['services-import-nothing', 'src/services/planted.ts', '../decision/x.js'],
    ['services-take-types-of-manifest', 'src/services/planted2.ts', '../manifest/x.js'],
    ['receiver-imports-decision-and-manifest', 'src/receiver/planted.ts', '../storage/x.js'],
    ['ui-takes-types-only', 'src/ui/planted.ts', '../manifest/x.js'],
    ['ui-takes-types-only', 'src/ui/planted2.ts', '../state.js'],
    ['cli-imports-receiver-services-manifest-decision', 'src/cli/planted.ts', '../gate/x.js'],
    ['consent-imports-all-but-ui-and-receiver', 'src/hall/planted.ts', '../ui/x.js'],
    ['consent-is-for-doors', 'src/storage/planted3.ts', '../hall/x.js'],
    ['storage-imports-decision', 'src/storage/planted3.ts', '../hall/x.js'],
    ['doors-load-ui-lazily', 'src/planted.ts', './ui/x.js'],
    ['doors-import-consent', 'src/planted2.ts', './gate/x.js'],
  ];
  const rooms = ['decision', 'manifest', 'storage', 'gate', 'signals', 'ui', 'hall'];
  const files = {
    ...Object.fromEntries(rooms.map((room) => [`src/${room}/x.ts`, thing])),
    ...Object.fromEntries(reaching.map(([, file, from]) => [file, usesValue(from)])),
  };
  const expected = asText(reaching.map(([rule, file]) => [rule, file]));
  expect(checkWith(files)).toEqual({ isFine: false, breaches: expected });
});

test('fails on packages where they do not belong', () => {
  const files = {
    'src/gate/planted.ts': "import cookies from 'js-cookie';\nexport const used = cookies;\n",
    'src/signals/planted.ts': "import { h } from 'preact';\nexport const used = h;\n",
    'src/storage/planted.ts': "import { readFileSync } from 'node:fs';\nexport const used = readFileSync;\n",
    'src/ui/planted.ts': "import { atom } from 'nanostores';\nexport const used = atom;\n",
    'src/ui/planted2.ts': "import { render } from 'preact-render-to-string';\nexport const used = render;\n",
    'src/planted.ts': "export const used = import('./ui/table/static.js');\n",
    'src/decision/planted.ts': "import fc from 'fast-check';\nexport const used = fc;\n",
  };
  const expected = asText([
    ['js-cookie-only-in-storage', 'src/gate/planted.ts'],
    ['preact-only-in-ui', 'src/signals/planted.ts'],
    ['no-node-in-browsers', 'src/storage/planted.ts'],
    ['nanostores-only-in-state', 'src/ui/planted.ts'],
    ['preact-to-text-only-in-static', 'src/ui/planted2.ts'],
    ['static-is-a-file-of-its-own', 'src/planted.ts'],
    ['decision-imports-nothing', 'src/decision/planted.ts'],
    ['no-other-packages', 'src/decision/planted.ts'],
  ]);
  expect(checkWith(files)).toEqual({ isFine: false, breaches: expected });
});

test('fails on a circle and on a file that is not there', () => {
  const files = {
    'src/gate/plantedA.ts': usesValue('./plantedB.js'),
    'src/gate/plantedB.ts': usesValue('./plantedA.js'),
    'src/gate/planted.ts': usesValue('./nowhere.js'),
  };
  const { isFine, breaches } = checkWith(files);
  expect(isFine).toBe(false);
  expect(breaches).toContain('no-missing: src/gate/planted.ts');
  expect(breaches.filter((breach) => breach.startsWith('no-circular: src/gate/planted'))).not.toEqual([]);
});

test('lets types pass where the table says so', () => {
  const files = {
    'src/manifest/x.ts': thing,
    'src/gate/planted.ts': usesType('../manifest/x.js'),
    'src/ui/planted.ts': usesType('../manifest/x.js'),
    'src/planted.ts': "export const load = () => import('./ui/planted.js');\n",
    'src/signals/planted.ts': "import type { Atom } from 'nanostores';\nexport type Used = Atom<1>;\n",
  };
  expect(checkWith(files).breaches).toEqual([]);
});
