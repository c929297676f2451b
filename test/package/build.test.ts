/** Shows that `npx samtycke build` writes one script under the name of its hash, what it fetches beside it, and the tag. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { full } from '../unit/manifest/manifests.js';

const cli = resolve('dist/cli.js');
const ga4 = { use: 'ga4', id: 'G-ABCDEF1234' };

/** Builds a manifest in a folder of its own; returns what was written and said. */
const build = async (manifest: unknown, ...args: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
  const done = await promisify(execFile)(process.execPath, [cli, 'build', ...args], { cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code: code as number, out: stdout as string, err: stderr as string }),
  );
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const list = (path = 'samtycke') => readdirSync(join(folder, path));
  return { ...done, read, list };
};

test('names the script by its hash, and prints a tag that holds its sha384', async () => {
  const { code, out, err, read, list } = await build({ ...full(), services: [ga4] });
  expect([code, err]).toEqual([0, '']);
  const [, name, integrity] = /src="\/samtycke\/(samtycke\.[\da-f]{12}\.js)" integrity="sha384-(\S+)"/.exec(out)!;
  const script = read(`samtycke/${name}`);
  expect(createHash('sha256').update(script).digest('hex')).toContain(/\.([\da-f]+)\./.exec(name!)![1]);
  expect(createHash('sha384').update(script).digest('base64')).toBe(integrity);
  expect(() => new Script(script)).not.toThrow();
  expect(script).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/);
  expect(script).toContain('"key":"G-ABCDEF1234"');
  expect(list()).toEqual(
    expect.arrayContaining([name, 'locales', 'themes', 'services', 'samtycke.gate.js', 'samtycke.services.js']),
  );
  expect(list('samtycke/services')).toEqual(['ga4.js']);
});

test('gives another manifest another name, and the same the same', async () => {
  const [one, again, other] = await Promise.all([full(), full(), { ...full(), services: [] }].map((it) => build(it)));
  expect(again!.out).toBe(one!.out);
  expect(other!.out).not.toBe(one!.out);
});

test('writes and serves where it is told to, with the languages that it is told', async () => {
  const { out, read, list } = await build(full(), '--out', 'public/kakor', '--base', '/x', '--locale', 'de');
  const [, name] = /src="\/x\/(\S+)"/.exec(out)!;
  expect(list('public/kakor')).toContain(name);
  expect(read(`public/kakor/${name}`)).toContain('Alle ablehnen');
});

test.each([
  [{ ...full(), services: [{ use: 'ga4' }] }, [], 1, 'problem: manifest services[0]: id is missing'],
  [{ ...full(), policy: {} }, [], 1, 'problem: manifest policy.version: it is missing.'],
  [full(), ['--locale', 'xx'], 2, 'samtycke: There are no texts for "xx".'],
  [
    { ...full(), options: { theme: 'lila' } },
    [],
    2,
    'samtycke: There is no theme "lila". Write one of: assistme, contrast, nordic, plain; or',
  ],
  [full(), ['--base', 'foo'], 2, 'samtycke: --base "foo" is neither a path from the root nor an address.'],
  [full(), ['--out', 'samtycke.json/x'], 2, 'samtycke: "samtycke.json/x" cannot be written: ENOTDIR.'],
])('writes nothing and says why where it cannot', async (manifest, args, code, said) => {
  const found = await build(manifest, ...args);
  expect(found).toMatchObject({ code, out: '' });
  expect(found.err).toContain(said);
  expect(() => found.list()).toThrow('ENOENT');
});
