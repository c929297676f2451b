/** Shows the commands that keep watch over the consent log: verify, checkpoint and expire. */
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { openSqlite } from '../../../src/receiver/index.js';
import { entryOf } from '../receiver/contract.js';
import { newRecord, openRaw, ORIGIN } from '../receiver/support.js';
import { newFolder, run, useCli } from './support.js';

useCli();

/** Returns a folder with a log of so many records, which arrived so many months ago. */
const newLog = async (count: number, ago = 0): Promise<string> => {
  const folder = newFolder();
  const journal = openSqlite(join(folder, 'samtycke.db'));
  const time = addMonths(Date.now(), -ago);
  const records = Array.from({ length: count }, () => newRecord({ clientTime: new Date(time).toISOString() }));
  await journal.append(await Promise.all(records.map((record) => entryOf(record, { time }))));
  await journal.close();
  return folder;
};

test('verify says that all is well, or what is not and where, by its exit code too', async () => {
  const folder = await newLog(5);
  expect(await run(['verify'], folder)).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^(1: what was shown, .*\n){2}5 entries, 1 signed checkpoints: 5 records are there.*\nAll is as it was signed\.\n$/,
    ),
  });
  expect((await run(['verify', '--artefacts'], folder)).code).toBe(1);
  const raw = openRaw(join(folder, 'samtycke.db'));
  raw.exec('DROP TRIGGER entries_unchanged; UPDATE entries SET time = time + 1 WHERE seq = 3');
  raw.close();
  const { code, out } = await run(['verify'], folder);
  expect(code).toBe(1);
  expect(out).toMatch(/^3: the entry has been moved.*\n[^]*This is not the log that was signed\.\n$/);
  expect(JSON.parse((await run(['verify', '--json'], folder)).out)).toMatchObject({ faults: [{ seq: 3 }], size: 5 });
});

test('checkpoint prints what verify later holds the log to', async () => {
  const folder = await newLog(5);
  const { code, out } = await run(['checkpoint'], folder);
  expect(code).toBe(0);
  expect(out).toMatch(/^samtycke\/chain\/1\n5\n/);
  const all = await run(['checkpoint', '--all'], folder);
  writeFileSync(join(folder, 'kept.txt'), `${all.out}\n${out}`);
  expect((await run(['verify', 'kept.txt'], folder)).code).toBe(0);
  const raw = openRaw(join(folder, 'samtycke.db'));
  raw.exec(
    'DROP TRIGGER entries_not_removed; DROP TRIGGER checkpoints_not_removed; DELETE FROM entries WHERE seq > 3; DELETE FROM tip; DELETE FROM checkpoints',
  );
  raw.close();
  expect(await run(['verify', 'kept.txt'], folder)).toMatchObject({
    code: 1,
    out: expect.stringContaining('4: entries have been cut off up to 5'),
  });
});

test('verify says of each file how many of its checkpoints fit, and takes none that holds none', async () => {
  const folder = await newLog(5);
  const other = await newLog(9);
  const own = (await run(['checkpoint'], folder)).out;
  const foreign = (await run(['checkpoint'], other)).out;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('own.txt', `\uFEFF${own}`);
  write('both.txt', `${own.replaceAll('\n', '\r\n')}\r\n\r\n${foreign}`);
  expect(await run(['verify', 'own.txt'], folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('\nown.txt: 1 of 1 checkpoints fit\n'),
  });
  expect(await run(['verify', 'own.txt', 'both.txt'], folder)).toMatchObject({
    code: 1,
    out: expect.stringContaining('\nown.txt: 1 of 1 checkpoints fit\nboth.txt: 1 of 2 checkpoints fit\n'),
  });
  expect(JSON.parse((await run(['verify', '--json', 'both.txt'], folder)).out)).toMatchObject({
    given: ['fits', 'differs'],
  });
  write('empty.txt', ' \r\n\n');
  write('other.txt', 'samtycke/chain/1\n5\n');
  for (const name of ['empty.txt', 'other.txt'])
    expect(await run(['verify', 'own.txt', name], folder)).toEqual({
      code: 2,
      out: '',
      err: `samtycke: "${name}" holds no checkpoint. Name a file that "npx samtycke checkpoint" made.\n`,
    });
  write('more.txt', `${own}and more`);
  expect(await run(['verify', 'more.txt'], folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining('"more.txt" holds something that is no checkpoint'),
  });
});

test('checkpoint says that a log is empty', async () => {
  const folder = await newLog(0);
  expect(await run(['checkpoint'], folder)).toEqual({
    code: 1,
    out: '',
    err: 'samtycke: The log is empty, so there is no checkpoint of it yet.\n',
  });
  expect((await run(['checkpoint', '--public-key'], folder)).code).toBe(0);
  expect((await run(['verify'], folder)).code).toBe(0);
});

test('checkpoint gives the public key, which verify takes on a machine without the private one', async () => {
  const folder = await newLog(1);
  const { out } = await run(['checkpoint', '--public-key'], folder);
  expect((await run(['verify', '--public-key', out.trim()], folder)).code).toBe(0);
  const other = (await run(['checkpoint', '--public-key'], await newLog(1))).out.trim();
  expect(await run(['verify', '--public-key', other], folder)).toMatchObject({
    code: 1,
    out: expect.stringContaining('not signed by that key'),
  });
});

/** SQLite's own files beside the journal come and go. */
const keysIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.key'));

test('serve does not begin without the key of the log, which verify can do without', async () => {
  const folder = await newLog(1);
  const publicKey = (await run(['checkpoint', '--public-key'], folder)).out.trim();
  const keys = keysIn(folder);
  const begin = (key: string) => run(['serve', '--origin', ORIGIN, '--port', '0', '--key', key], folder);
  expect(await begin('other.key')).toMatchObject({
    code: 2,
    err: 'samtycke: There is no key "other.key", and this log was signed with one. Name its file with --key; if that is lost, begin another log.\n',
  });
  expect((await run(['verify', '--key', 'other.key', '--public-key', publicKey], folder)).code).toBe(0);
  expect(keysIn(folder)).toEqual(keys);
  renameSync(join(await newLog(1), 'samtycke.db.key'), join(folder, 'other.key'));
  expect(await begin('other.key')).toMatchObject({
    code: 2,
    err: expect.stringContaining('This log was signed with another key. Name its file with --key'),
  });
});

test.each([0, 1])('each says so when there is no such key, and makes none, in a log of %i records', async (count) => {
  const folder = await newLog(count);
  const said = (key: string) => `samtycke: There is no key "${key}". Name it with --key`;
  for (const args of [['checkpoint'], ['checkpoint', '--public-key'], ['expire']])
    expect(await run([...args, '--key', 'other.key'], folder)).toEqual({
      code: 2,
      out: '',
      err: `${said('other.key')}.\n`,
    });
  renameSync(join(folder, 'samtycke.db.key'), join(folder, 'moved'));
  const keys = keysIn(folder);
  const err = `${said('samtycke.db.key')}, or give --public-key.\n`;
  expect(await run(['verify'], folder)).toEqual({ code: 2, out: '', err });
  expect(keysIn(folder)).toEqual(keys);
});

test('each says so when the file of the key holds something else', async () => {
  const folder = await newLog(1);
  writeFileSync(join(folder, 'other.key'), 'garbage');
  for (const command of ['serve', 'verify', 'checkpoint', 'expire'])
    expect(
      await run([command, '--key', 'other.key', ...(command === 'serve' ? ['--origin', ORIGIN] : [])], folder),
    ).toEqual({
      code: 2,
      out: '',
      err: 'samtycke: "other.key" holds no key of a log, an Ed25519 key as PEM. Name the file that does with --key.\n',
    });
});

test('serve leaves no key where the database does not answer', async () => {
  const folder = newFolder();
  expect((await run(['serve', '--origin', ORIGIN, '--db', 'postgres://x@127.0.0.1:1/y'], folder)).code).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

test('verify says that nothing is left to hold a checkpoint to', async () => {
  const folder = await newLog(3, 20);
  writeFileSync(join(folder, 'kept.txt'), (await run(['checkpoint'], folder)).out);
  await run(['expire'], folder);
  expect(await run(['verify', 'kept.txt'], folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('kept.txt: 0 of 1 checkpoints fit, of 1 the entry is gone\n'),
  });
});

test('expire empties what has been kept long enough, as verify then knows', async () => {
  const folder = await newLog(3, 20);
  expect((await run(['expire', '--afterwards', '18'], folder)).out).toBe('0 records emptied, 0 entries removed\n');
  expect((await run(['expire'], folder)).out).toBe('3 records emptied, 3 entries removed\n');
  expect(await run(['verify'], folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('entries up to 3 are gone as whole months'),
  });
  expect(await run(['expire', '--at-most', 'ever'], folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining('"ever" is no number of months. Write --at-most 12'),
  });
});

test('R43 expire removes no month while something is wrong, and says what', async () => {
  const folder = await newLog(3, 20);
  const raw = openRaw(join(folder, 'samtycke.db'));
  raw.exec('DROP TRIGGER entries_unchanged; UPDATE entries SET emptied = 1 WHERE seq = 2');
  raw.close();
  expect(await run(['expire'], folder)).toMatchObject({
    code: 1,
    out: '2 records emptied, 0 entries removed\n',
    err: expect.stringContaining('(2: the record says that it was erased, but the journal never did that)'),
  });
});

test('each says so when there is no such log, and makes none', async () => {
  const folder = newFolder();
  for (const command of ['verify', 'checkpoint', 'expire'])
    expect(await run([command, '--db', 'other.db'], folder)).toMatchObject({
      code: 2,
      err: 'samtycke: There is no journal "other.db". Name it with --db.\n',
    });
  expect(() => statSync(join(folder, 'other.db'))).toThrow('ENOENT');
  expect(await run(['verify', '--db', 'postgres://x@127.0.0.1:1/y'], folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining('ECONNREFUSED'),
  });
});

test('each takes a URL for a URL however its scheme is written, and never shows its password', async () => {
  const folder = newFolder();
  const urls = [
    'Postgres://x:m4rk3r@127.0.0.1:1/y',
    'POSTGRESQL://x:m4rk3r@127.0.0.1:1/y',
    'mysql://x:m4rk3r@127.0.0.1/y',
  ];
  for (const db of urls)
    for (const command of ['verify', 'serve']) {
      const { code, out, err } = await run(
        [command, '--db', db, ...(command === 'serve' ? ['--origin', ORIGIN] : [])],
        folder,
      );
      expect([code, out, err]).toEqual([
        2,
        '',
        expect.stringMatching(db.startsWith('mysql') ? /no PostgreSQL/ : /ECONNREFUSED/),
      ]);
      expect(err).not.toContain('m4rk3r');
    }
});

test('each says so of a file that is no journal, and leaves it as it was', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'samtycke.json'), '{}');
  for (const command of ['serve', 'verify', 'checkpoint', 'expire'])
    expect(
      await run([command, '--db', 'samtycke.json', ...(command === 'serve' ? ['--origin', ORIGIN] : [])], folder),
    ).toEqual({
      code: 2,
      out: '',
      err: 'samtycke: "samtycke.json" cannot be opened: file is not a database. Name another file with --db.\n',
    });
  expect(readFileSync(join(folder, 'samtycke.json'), 'utf8')).toBe('{}');
  expect(readdirSync(folder)).toEqual(['samtycke.json']);
});

test('serve does not begin without the name of a file', async () => {
  expect(await run(['serve', '--origin', ORIGIN, '--port', '0', '--db', ''])).toMatchObject({
    code: 2,
    err: 'samtycke: The file of the journal has no name. Give one, such as samtycke.db.\n',
  });
});

test('no command shows a word of the records', async () => {
  const folder = await newLog(2);
  const { recordId } = (await openSqlite(join(folder, 'samtycke.db')).list({ limit: 1 }))[0]!.record;
  for (const args of [['verify', '--json'], ['checkpoint', '--all'], ['expire']]) {
    const { out, err } = await run(args, folder);
    expect(out + err).not.toContain(recordId);
  }
  expect(readFileSync(join(folder, 'samtycke.db.key'), 'utf8')).toContain('PRIVATE KEY');
});
