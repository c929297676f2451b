/** Shows what `samtycke check` says of good, doubtful and wrong manifests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, run, useCli } from './support.js';

useCli();

const GOOD = {
  controller: { name: 'AssistMe' },
  policy: { version: '2.0.0', url: '/p' },
  services: [
    {
      id: 'login',
      provider: 'AssistMe',
      purpose: 'necessary',
      necessary: { reason: 'login' },
      text: { sv: 'Håller dig inloggad.' },
      cookies: [],
    },
  ],
};

const write = (manifest: unknown): string => {
  const folder = newFolder();
  writeFileSync(join(folder, 'samtycke.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return folder;
};

test('check finds nothing wrong with a good manifest', async () => {
  const { code, out, err } = await run(['check'], write(GOOD));
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe('samtycke.json: no problems, no warnings\n');
});

test('check reads a file that an editor saved with a byte order mark', async () => {
  expect((await run(['check', 'samtycke.json'], write(`\uFEFF${JSON.stringify(GOOD)}`))).code).toBe(0);
});

test('check warns of what a visitor ought to be told, and lets it pass', async () => {
  const { code, out } = await run(
    ['check'],
    write({ ...GOOD, services: [{ id: 'x', provider: 'X', purpose: 'statistics', cookies: [] }] }),
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^warning: manifest services\[0\] \(x\): .*\nsamtycke\.json: no problems, 1 warning\n$/);
});

test('check names each problem and fails', async () => {
  const { code, out, err } = await run(
    ['check'],
    write({ ...GOOD, services: [{ id: 'x', provider: 'X', purpose: 'fun', cookies: [] }], extra: 1 }),
  );
  expect(code).toBe(1);
  expect(err.match(/^problem: manifest (services\[0\]\.purpose|extra): /gm)).toHaveLength(2);
  expect(out).toContain('2 problems');
});

test('check says how to mend a file that is missing or no JSON', async () => {
  const missing = await run(['check', 'nowhere.json']);
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('There is no readable file "nowhere.json"') });
  const broken = await run(['check'], write('{'));
  expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('"samtycke.json" is not JSON') });
});

test('help and version are answered, and anything else is explained', async () => {
  const version = await run(['--version']);
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const args of [['--help'], ['check', '--help'], ['serve', '--help']]) {
    const { code, out } = await run(args);
    expect(code).toBe(0);
    expect(out).toContain('npx samtycke');
  }
  for (const args of [[], ['nonsense'], ['check', '--nonsense'], ['serve', '--nonsense'], ['check', 'a', 'b']]) {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^samtycke: \S/);
    expect(err).not.toContain('    at ');
  }
});
