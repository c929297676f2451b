/** Shows how the write-ahead log is emptied beside somebody who reads the file, without holding anybody up. */
import { statSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSqlite } from '../../../src/receiver/index.js';
import { connect, type Sql } from '../../../src/receiver/sqlite/sql.js';
import { createTruncation } from '../../../src/receiver/sqlite/truncate.js';
import { entryOf } from './contract.js';
import { newPath, newRecord, openRaw } from './support.js';

/** Returns a journal's file with something in its log, a connection, all that this is asked, and somebody who reads. */
const newLog = async () => {
  const path = newPath();
  const journal = openSqlite(path);
  await journal.append([await entryOf(newRecord())]);
  const reader = openRaw(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM entries').get();
  const asked: string[] = [];
  const sql = connect(path);
  const recording: Sql = {
    ...sql,
    prepare(text) {
      const statement = sql.prepare(text);
      return { ...statement, get: (...values) => (asked.push(text), statement.get(...values)) };
    },
  };
  onTestFinished(async () => {
    for (const each of [reader, sql]) each.close();
    await journal.close();
  });
  return { recording, asked, stopReading: () => reader.exec('COMMIT'), bytes: () => statSync(`${path}-wal`).size };
};

const TRY = ['PRAGMA busy_timeout = 0', 'PRAGMA wal_checkpoint(TRUNCATE)', 'PRAGMA busy_timeout = 2000'];

test('waits for no reader, leaves other work its patience, and tries again once a minute', async () => {
  const { recording, asked, stopReading, bytes } = await newLog();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { run, stop } = createTruncation(recording);
  for (let erasure = 0; erasure < 3; erasure++) run();
  expect(asked).toEqual(TRY);
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([...TRY, ...TRY]);
  expect(bytes()).toBeGreaterThan(0);
  stopReading();
  vi.advanceTimersByTime(60_000);
  expect(bytes()).toBe(0);
  run();
  expect(asked).toEqual([...TRY, ...TRY, ...TRY, ...TRY]);
  stop();
});

test('empties the log before the file is packed, and after there was no room for it', async () => {
  const { recording, asked, stopReading, bytes } = await newLog();
  stopReading();
  const exec = (text: string): never => {
    asked.push(text);
    expect(bytes()).toBe(0);
    throw new Error('full');
  };
  expect(createTruncation({ ...recording, exec }).pack).toThrow('full');
  expect(asked).toEqual([...TRY, 'VACUUM', ...TRY]);
});
