/** Makes a site's own script of a manifest, as `npx samtycke build` does, and serves it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site } from './site.js';

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

/** Has the command line build the manifest into a folder, serves all that it wrote, and returns the tag that it printed. */
export function compile(site: Site, manifest: unknown, out: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
  try {
    writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
    const tag = execFileSync(process.execPath, [cli, 'build', '--out', out], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const files = readdirSync(join(folder, out), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.\w+$/.test(name)))
      site.file(`/${out}/${file}`, readFileSync(join(folder, out, file)));
    return tag;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
