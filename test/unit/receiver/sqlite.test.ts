/** Shows what the SQLite journal keeps, refuses and forgets, besides what every journal does. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { openSqlite, verifyJournal } from '../../../src/receiver/index.js';
import { migrate } from '../../../src/receiver/sqlite/migrate.js';
import { connect } from '../../../src/receiver/sqlite/sql.js';
import { tryClocks } from './clocks.js';
import { entryOf, tryContract } from './contract.js';
import { newPath, newRecord, NOW, openRaw } from './support.js';

const newPlace = () => {
  const path = newPath();
  return { open: async (options?: { readonly key?: string }) => openSqlite(path, options) };
};

tryContract(newPlace);
tryClocks(newPlace);

const newEntry = (changes = {}) => entryOf(newRecord(), changes);

test('writes ahead, in tables of this version', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const raw = openRaw(path);
  expect(raw.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  expect(raw.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 });
  raw.close();
  await journal.close();
});

test('lets nobody change or remove an entry, a key or a checkpoint', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const entry = await newEntry({ key: '11'.repeat(32) });
  await journal.append([entry]);
  await journal.close();
  const raw = openRaw(path);
  const blank = "emptied = 1, subject = NULL, key = NULL, salt = zeroblob(16), body = ''";
  for (const sql of [
    "UPDATE entries SET body = '{}'",
    'UPDATE entries SET time = 0',
    `UPDATE entries SET ${blank}, time = 0`,
    `UPDATE entries SET ${blank}, seq = 7`,
    `UPDATE entries SET ${blank}, kind = 1`,
    `UPDATE entries SET ${blank}, leaf = zeroblob(32)`,
    "UPDATE entries SET subject = NULL, key = NULL, salt = zeroblob(16), body = ''",
    "UPDATE entries SET emptied = 1, subject = NULL, salt = zeroblob(16), body = ''",
    'UPDATE entries SET key = zeroblob(32)',
    'UPDATE entries SET key = NULL',
    'DELETE FROM entries',
    "UPDATE checkpoints SET checkpoint = ''",
    'DELETE FROM checkpoints',
    "INSERT INTO entries SELECT 9, 'text', time, kind, emptied, until, subject, key, salt, leaf, head, body FROM entries",
  ])
    expect(() => raw.exec(sql), sql).toThrow();
  raw.close();
  const again = openSqlite(path);
  expect(JSON.stringify((await again.list({ limit: 10 }))[0]?.record)).toBe(entry.body);
  await again.close();
});

test('takes no subject and no key but whole ones', async () => {
  const journal = openSqlite(newPath());
  for (const wrong of [{ key: 'cd' }, { key: 'x'.repeat(64) }, { subject: 'consent-id' }])
    await expect(journal.append([await newEntry({ key: '11'.repeat(32), ...wrong })])).rejects.toThrow('64 hex digits');
  expect(await journal.list({ limit: 10 })).toEqual([]);
  await journal.close();
});

test('takes no time but whole milliseconds', async () => {
  const journal = openSqlite(newPath());
  for (const wrong of [{ until: Number.NaN }, { until: 1.5 }, { until: Infinity }, { until: 1e20 }, { time: 2 ** 60 }])
    await expect(journal.append([await newEntry(wrong)])).rejects.toThrow('whole milliseconds');
  expect(await journal.list({ limit: 10 })).toEqual([]);
  await journal.close();
});

test('replaces no record by its own connection', () => {
  const sql = connect(newPath());
  migrate(sql);
  const insert = (verb: string, body: string) =>
    sql.exec(
      `${verb} INTO entries VALUES (1, zeroblob(16), 0, 0, 0, 0, NULL, NULL, zeroblob(16), zeroblob(32), zeroblob(32), '${body}')`,
    );
  insert('INSERT', 'first');
  expect(() => insert('INSERT OR REPLACE', 'second')).toThrow('never removed before it is emptied');
  expect(sql.prepare('SELECT body FROM entries').all()).toEqual([{ body: 'first' }]);
  sql.close();
});

test('does not let an erased record be filled again, nor a note be emptied', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const entry = await newEntry();
  await journal.append([entry]);
  await journal.erase(entry.subject!);
  await journal.close();
  const raw = openRaw(path);
  expect(() => raw.exec("UPDATE entries SET body = '{}', emptied = 0 WHERE seq = 1")).toThrow('never changed');
  expect(() => raw.exec("UPDATE entries SET body = '', emptied = 1, salt = zeroblob(16) WHERE seq = 2")).toThrow(
    'never changed',
  );
  raw.close();
});

test('R41 leaves no byte of what has expired in any file, and makes the file smaller', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const old = Array.from({ length: 2500 }, (_, index) => newRecord({ services: [`OLD-MARKER-${index}`] }));
  await journal.append(await Promise.all(old.map((record) => entryOf(record, { key: '66'.repeat(32) }))));
  const time = addMonths(NOW, 20);
  const young = newRecord({ clientTime: new Date(time).toISOString(), services: ['YOUNG-MARKER'] });
  await journal.append([await entryOf(young, { time })]);
  expect(await journal.expire(time)).toEqual({ expired: 2500, removed: 2500 });
  const left = [path, `${path}-wal`].map((file) => readFileSync(file, 'latin1')).join('');
  expect(left).not.toContain('OLD-MARKER');
  expect(left).not.toContain(old[0]!.consentId);
  expect(left).toContain('YOUNG-MARKER');
  // They took two megabytes.
  expect(statSync(path).size).toBeLessThan(100_000);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 1, removed: 2500 });
  await journal.close();
});

test('leaves a journal of a later version alone', async () => {
  const path = newPath();
  await openSqlite(path).close();
  const raw = openRaw(path);
  raw.exec('PRAGMA user_version = 99');
  raw.close();
  expect(() => openSqlite(path)).toThrow('A later version of samtycke made this journal');
});

test('says so when the file cannot be opened, is no database or has no name', async () => {
  expect(() => openSqlite('')).toThrow('The file of the journal has no name');
  expect(() => openSqlite('/nonexistent/folder/log.db')).toThrow(
    '"/nonexistent/folder/log.db" cannot be opened: there is no folder "/nonexistent/folder". Name another file with --db.',
  );
  const folder = join(newPath(), '..');
  expect(() => openSqlite(folder)).toThrow('cannot be opened: it is a folder, or this account may not write there.');
  const file = join(folder, 'samtycke.json');
  writeFileSync(file, '{}');
  expect(() => openSqlite(file)).toThrow(`"${file}" cannot be opened: file is not a database. Name another file`);
  expect(readdirSync(folder)).toEqual(['samtycke.json']);
});

test.each([0, 1, 99])('leaves as it is the database of another program, of its version %i', (version) => {
  const path = newPath();
  const raw = openRaw(path);
  raw.exec(`CREATE TABLE theirs (a); PRAGMA user_version = ${version}`);
  const before = readFileSync(path);
  expect(() => openSqlite(path)).toThrow('The file is the database of another program. Name another file with --db.');
  raw.close();
  expect(readFileSync(path)).toEqual(before);
  expect(readdirSync(join(path, '..'))).toEqual([basename(path)]);
});
