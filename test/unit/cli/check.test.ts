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
  const isWritten = typeof manifest === 'string' || manifest instanceof Uint8Array;
  writeFileSync(join(folder, 'samtycke.json'), isWritten ? manifest : JSON.stringify(manifest));
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

test('check says how long a text may be where one is longer', async () => {
  const text = { sv: 'a'.repeat(10_001) };
  const { err } = await run(['check'], write({ ...GOOD, services: [{ ...GOOD.services[0], text }] }));
  expect(err).toBe(
    'problem: manifest services[0].text.sv: it has 10001 characters, and a text may have 10000 at most. Shorten it. [schema; samtycke.schema.json]\n',
  );
  const unknown = await run(['check'], write({ ...GOOD, extra: text.sv }));
  expect(unknown.err).toContain('manifest extra: there is no such field.');
});

test('check names in each line the rule and where it comes from', async () => {
  const { err } = await run(['check'], write({ ...GOOD, services: [{ ...GOOD.services[0], necessary: undefined }] }));
  expect(err).toMatch(
    /^problem: manifest services\[0\]\.necessary: a necessary service .*\. Add .* \[schema; LEK 9:28\]\n$/,
  );
});

const ga4 = { use: 'ga4', id: 'G-ABCDEF1234' };
const withGa4 = { ...GOOD, site: 'assistme.eu', services: [...GOOD.services, ga4] };

test('check fails on facts that contradict the ready-made ones, and warns of those without a source', async () => {
  const good = await run(['check'], write(withGa4));
  expect([good.code, good.err]).toEqual([0, '']);
  expect(good.out).toMatch(/^warning: manifest services\[1\] \(ga4\): .* \[unsourced-fact; .*\]$/m);
  const { code, err } = await run(
    ['check'],
    write({ ...withGa4, services: [{ ...ga4, recipients: [], hosts: [], cookies: [] }] }),
  );
  expect(code).toBe(1);
  expect(err).toMatch(/^problem: manifest services\[0\]\.recipients \(ga4\): .* \[weakened-fact; .*\]$/m);
});

test('check --json prints one document and nothing else', async () => {
  const folder = write({ ...withGa4, policy: { ...GOOD.policy, changes: { sv: 'Du måste godkänna.' } } });
  writeFileSync(join(folder, 'bad.html'), '<p>\n<noscript><img src="https://www.facebook.com/tr"></noscript>');
  const { code, out, err } = await run(['check', '--json', 'samtycke.json', 'bad.html'], folder);
  expect([code, err]).toEqual([1, '']);
  const { findings, errors, warnings } = JSON.parse(out);
  expect([errors, warnings, findings.length]).toEqual([2, findings.length - 2, errors + warnings]);
  for (const finding of findings)
    expect(finding).toMatchObject({
      rule: expect.stringMatching(/^[a-z-]+$/),
      severity: expect.stringMatching(/^(error|warning)$/),
      file: expect.any(String),
      path: expect.any(String),
      message: expect.any(String),
      mend: expect.any(String),
      source: expect.any(String),
    });
  expect(findings.find(({ rule }: { rule: string }) => rule === 'noscript-leak')).toMatchObject({
    file: 'bad.html',
    line: 2,
  });
  const empty = await run(['check', '--json'], write(GOOD));
  expect([empty.code, empty.err]).toEqual([0, '']);
  expect(JSON.parse(empty.out)).toEqual({ findings: [], errors: 0, warnings: 0 });
  const wrong = await run(['check', '--json'], write({ ...GOOD, extra: 1, services: [{ use: 'ga5' }] }));
  expect([wrong.code, wrong.err, JSON.parse(wrong.out).findings[0].rule]).toEqual([1, '', 'schema']);
  for (const args of [['nowhere.json'], ['--against', 'nowhere.json'], ['--nonsense'], ['a', 'b']]) {
    const { code: wrongUse, out: nothing } = await run(['check', '--json', ...args], folder);
    expect([wrongUse, nothing]).toEqual([2, '']);
  }
});

test('check --against fails on what is new, and passes once since and the version say so', async () => {
  const folder = write(withGa4);
  const against = (old: unknown) => {
    writeFileSync(join(folder, 'old.json'), JSON.stringify(old));
    return run(['check', '--against', 'old.json'], folder);
  };
  expect((await against(withGa4)).code).toBe(0);
  const news = await against(GOOD);
  expect(news.code).toBe(1);
  expect(news.err).toMatch(/^problem: manifest services\[1\] \(ga4\): .*"since": "2\.1\.0".* \[new-service; .*\]\n$/);
  writeFileSync(
    join(folder, 'samtycke.json'),
    JSON.stringify({
      ...withGa4,
      policy: { version: '2.1.0', url: '/p', changes: { sv: 'Vi har lagt till statistik.' } },
      services: [...GOOD.services, { ...ga4, since: '2.1.0' }],
    }),
  );
  expect((await against(GOOD)).code).toBe(0);
  const broken = await against({ ...GOOD, policy: {} });
  expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('"old.json" cannot be compared with: ') });
});

test('check says how to mend a file that is missing or no JSON', async () => {
  const missing = await run(['check', 'nowhere.json']);
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('There is no readable file "nowhere.json"') });
  const broken = await run(['check'], write('{ "a": 1,\n  "b": 2 "c": 3 }'));
  const said = 'samtycke: "samtycke.json" is not JSON: at line 2, column 10, write "," or "}".\n';
  expect(broken).toMatchObject({ code: 2, err: said });
});

test('check refuses a manifest in which a name stands twice, of which JSON takes the last', async () => {
  const twice = JSON.stringify(GOOD, null, 2).replace('"url"', '"version": "1.0.0",\n    "url"');
  expect(await run(['check'], write(twice))).toEqual({
    code: 2,
    out: '',
    err: 'samtycke: "samtycke.json" has "version" twice in one object: at line 7, column 5. Remove one of the two.\n',
  });
});

test('check, build and declaration say so of a manifest that is not UTF-8', async () => {
  const json = JSON.stringify(GOOD);
  const texts: readonly [string, BufferEncoding][] = [
    [json, 'latin1'],
    [`\uFEFF${json}`, 'utf16le'],
    [json, 'utf16le'],
  ];
  const folders = texts.map(([text, encoding]) => write(Buffer.from(text, encoding)));
  folders.push(write(Buffer.from(json, 'utf16le').swap16()));
  for (const folder of folders)
    for (const command of ['check', 'build', 'declaration'])
      expect(await run([command], folder)).toEqual({
        code: 2,
        out: '',
        err: 'samtycke: "samtycke.json" is not UTF-8. Save it as UTF-8.\n',
      });
});

test('check reads a page that is not UTF-8', async () => {
  const folder = write(GOOD);
  writeFileSync(join(folder, 'page.html'), Buffer.from('<!doctype html><title>Å</title>', 'latin1'));
  expect(await run(['check', 'samtycke.json', 'page.html'], folder)).toMatchObject({ code: 0, err: '' });
});

test.each([
  [{ theme: 'dark' }, /^problem: manifest options\.theme: there is no theme "dark"\. .*nordic, plain; or the address/],
  [{ locale: 'se' }, /^problem: manifest options\.locale: there are no texts for "se"\. Write one of: en, sv\. /],
])('check fails on %j, of which nothing was built', async (options, said) => {
  const { code, err } = await run(['check'], write({ ...GOOD, options }));
  expect([code, err]).toEqual([1, expect.stringMatching(said)]);
});

test('check takes the themes and languages that were built, and any address of a stylesheet', async () => {
  for (const options of [{ theme: 'plain', locale: 'en' }, { theme: '/own.css' }, { theme: 'own.css' }])
    expect((await run(['check'], write({ ...GOOD, options }))).err).toBe('');
});

test.each([
  ['google-analytics', 'Did you mean "ga4"? '],
  ['GA4', 'Did you mean "ga4"? '],
  ['you-tube', 'Did you mean "youtube"? '],
  ['nothing-like-it', ''],
])('check lists the ready-made services where none is called %j, the nearest first', async (use, near) => {
  const { code, err } = await run(['check'], write({ ...GOOD, services: [{ use, id: 'x' }] }));
  expect(code).toBe(1);
  expect(err).toContain(
    `manifest services[0]: there is no ready-made service "${use}". ${near}Write one of: clarity, ga4, google-ads, `,
  );
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
