/** Shows that a build writes all that its visitors are shown under the hash of itself, and that the log keeps and resolves it (R38). */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const manifest = {
  controller: { name: 'Exempel AB', email: 'hej@example.com' },
  policy: { version: '1.0.0', url: '/policy' },
  services: [{ use: 'ga4', id: 'G-ABCDEF1234' }],
  options: { theme: 'contrast' },
};

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
  return folder;
};

const run = (args: readonly string[], cwd: string) =>
  execFileSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });

test('writes the manifest, the texts of every language, the theme, the script, and a release that names them', () => {
  const folder = newFolder();
  run(['build', '--artefacts', 'proof'], folder);
  const names = readdirSync(join(folder, 'proof'));
  const contents = new Map(names.map((name) => [name, readFileSync(join(folder, 'proof', name), 'utf8')]));
  for (const [name, content] of contents) expect(name.split('.')[0]).toBe(sha256(content));
  const found = [...contents.values()].find((content) => content.startsWith('{"schema":"samtycke-release-1"'))!;
  const release = JSON.parse(found) as Record<string, string> & { texts: Record<string, string[]> };
  const of = (hash: string) => contents.get(names.find((name) => name.startsWith(hash))!)!;
  expect(JSON.parse(of(release['manifest']!))).toMatchObject({
    services: [{ id: 'ga4', provider: expect.any(String) }],
  });
  expect(of(release['theme']!)).toBe(
    readFileSync(fileURLToPath(new URL('../../dist/themes/contrast.css', import.meta.url)), 'utf8'),
  );
  const [script] = readdirSync(join(folder, 'samtycke')).filter((name) => /^samtycke\.[\da-f]{12}\.js$/.test(name));
  expect(of(release['script']!)).toBe(readFileSync(join(folder, 'samtycke', script!), 'utf8'));
  expect(Object.keys(release.texts).toSorted()).toEqual(['da', 'de', 'en', 'fi', 'nb', 'sv', 'sv-cookies', 'sv-easy']);
  for (const hash of Object.values(release.texts).flat()) expect(JSON.parse(of(hash))).toHaveProperty(['banner.title']);
  run(['build', '--artefacts', 'proof'], folder);
  expect(readdirSync(join(folder, 'proof'))).toEqual(names);
});

test('serve refuses artefacts that are not what their names say, and says so of a folder that is not there', () => {
  const folder = newFolder();
  run(['build', '--artefacts', 'proof'], folder);
  const serve = (where: string) =>
    spawnSync(process.execPath, [cli, 'serve', '--origin', 'https://example.com', '--artefacts', where], {
      cwd: folder,
      encoding: 'utf8',
    });
  expect(serve('other').stderr).toContain('There is no folder "other"');
  expect(serve('.').stderr).toContain('There is nothing in "." that visitors were shown');
  const [name] = readdirSync(join(folder, 'proof'));
  writeFileSync(join(folder, 'proof', name!), 'changed');
  expect(serve('proof')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is not what was written under that name'),
  });
});
