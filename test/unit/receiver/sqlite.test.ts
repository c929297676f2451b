/** Shows what the SQLite journal keeps, refuses and forgets. */
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { openSqlite, type Entry } from '../../../src/receiver/index.js';
import { newPath, newRecord, NOW } from './support.js';

interface Raw {
  exec(sql: string): unknown;
  prepare(sql: string): { get(): unknown; all(): unknown[] };
  close(): void;
}

/** Opens the file behind the journal's back, as an operator with a shell would. */
const openRaw = (path: string): Raw =>
  new (createRequire(import.meta.url)('libsql') as new (path: string) => Raw)(path);

const newEntry = (changes: Partial<Entry> = {}): Entry => {
  const record = newRecord();
  return {
    id: record.recordId,
    time: NOW,
    subject: 'ab'.repeat(32),
    key: null,
    body: JSON.stringify(record),
    ...changes,
  };
};

test('gives back what it was given, after it is closed and opened again', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const entries = [newEntry(), newEntry({ subject: null }), newEntry({ time: NOW + 1 })];
  expect(await journal.append(entries)).toEqual(['stored', 'stored', 'stored']);
  await journal.close();
  await journal.close();
  const again = openSqlite(path);
  const bodies = (kept: readonly { record: unknown }[]) => kept.map(({ record }) => JSON.stringify(record));
  expect(bodies(await again.list({ limit: 10 }))).toEqual(entries.map(({ body }) => body).toReversed());
  expect(bodies(await again.list({ limit: 1 }))).toEqual([entries[2]!.body]);
  expect(bodies(await again.bySubject('ab'.repeat(32)))).toEqual([entries[0]!.body, entries[2]!.body]);
  expect(await again.bySubject('cd'.repeat(32))).toEqual([]);
  await again.close();
});

test('tells stored, duplicate, conflict and foreign apart within one batch', async () => {
  const journal = openSqlite(newPath());
  const [first, second] = [newEntry({ key: '11'.repeat(32) }), newEntry()];
  const batch = [first, first, { ...first, body: '{}' }, { ...second, key: '22'.repeat(32) }, second];
  expect(await journal.append(batch)).toEqual(['stored', 'duplicate', 'conflict', 'foreign', 'stored']);
  expect(await journal.keyOf(first.subject!)).toBe('11'.repeat(32));
  expect(await journal.keyOf('00'.repeat(32))).toBeNull();
  await journal.close();
});

test('keeps all of a batch or nothing', async () => {
  const journal = openSqlite(newPath());
  await expect(journal.append([newEntry(), newEntry({ id: 'not-an-id' }), newEntry()])).rejects.toThrow();
  expect(await journal.list({ limit: 10 })).toEqual([]);
  const entry = newEntry();
  expect(await journal.append([entry])).toEqual(['stored']);
  await journal.close();
});

test('writes ahead, in tables of the first version', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const raw = openRaw(path);
  expect(raw.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  expect(raw.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 });
  raw.close();
  await journal.close();
});

test('lets nobody change, remove or replace a record or a key', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const entry = newEntry({ key: '11'.repeat(32) });
  await journal.append([entry]);
  await journal.close();
  const raw = openRaw(path);
  for (const sql of [
    "UPDATE records SET body = '{}'",
    'UPDATE records SET time = 0',
    "UPDATE records SET body = '', subject = NULL, time = 0",
    "UPDATE records SET body = '', subject = NULL, place = 7",
    'DELETE FROM records',
    "INSERT OR REPLACE INTO records SELECT place, id, time, subject, '{}' FROM records",
    "REPLACE INTO records (id, time, body) SELECT id, time, '{}' FROM records",
    'UPDATE keys SET hash = zeroblob(32)',
    'UPDATE keys SET subject = NULL',
    'DELETE FROM keys',
    'INSERT OR REPLACE INTO keys SELECT place, subject, zeroblob(32) FROM keys',
    "INSERT INTO records (id, time, body) VALUES ('text', 0, '{}')",
  ])
    expect(() => raw.exec(sql), sql).toThrow();
  raw.close();
  const again = openSqlite(path);
  expect(JSON.stringify((await again.list({ limit: 10 }))[0]?.record)).toBe(entry.body);
  await again.close();
});

test('does not let an erased record be filled again', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const entry = newEntry();
  await journal.append([entry]);
  expect(await journal.erase(entry.subject!)).toBe(1);
  expect(await journal.erase(entry.subject!)).toBe(0);
  await journal.close();
  const raw = openRaw(path);
  expect(() => raw.exec("UPDATE records SET body = '{}'")).toThrow('never changed');
  raw.close();
});

test('leaves a journal of a later version alone', async () => {
  const path = newPath();
  await openSqlite(path).close();
  const raw = openRaw(path);
  raw.exec('PRAGMA user_version = 99');
  raw.close();
  expect(() => openSqlite(path)).toThrow('A later version of samtycke made this journal');
});

test('says so when the file cannot be opened or is no database', async () => {
  expect(() => openSqlite('/nonexistent/folder/log.db')).toThrow();
  expect(() => openSqlite(new URL('../../../package.json', import.meta.url).pathname)).toThrow();
});

test('rejects once it is closed, instead of throwing', async () => {
  const journal = openSqlite(newPath());
  await journal.close();
  await expect(journal.append([newEntry()])).rejects.toThrow();
  await expect(journal.list({ limit: 1 })).rejects.toThrow();
  await expect(journal.erase('ab'.repeat(32))).rejects.toThrow();
});
