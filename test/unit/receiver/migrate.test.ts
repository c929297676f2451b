/** Shows that a journal of the first version, which knew no chain, is moved whole into one that does. */
import { expect, test } from 'vitest';
import { openSqlite, verifyJournal } from '../../../src/receiver/index.js';
import { sha256 } from '../../../src/receiver/key.js';
import { entryOf } from './contract.js';
import { newPath, newRecord, newRefusal, NOW, openRaw } from './support.js';

const FIRST = `
  CREATE TABLE records (place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), time INTEGER NOT NULL, subject BLOB, body TEXT NOT NULL) STRICT;
  CREATE INDEX records_subject ON records (subject) WHERE subject IS NOT NULL;
  CREATE TABLE keys (place INTEGER PRIMARY KEY, subject BLOB, hash BLOB NOT NULL) STRICT;
  CREATE UNIQUE INDEX keys_subject ON keys (subject) WHERE subject IS NOT NULL;
  CREATE TRIGGER records_not_removed BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'a record is never removed'); END;
  CREATE TRIGGER keys_kept BEFORE INSERT ON keys WHEN EXISTS (SELECT 1 FROM keys WHERE subject = NEW.subject) BEGIN SELECT RAISE(ABORT, 'a key is never replaced'); END;
  CREATE TRIGGER keys_not_removed BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'a key is never removed'); END;
  PRAGMA user_version = 1;
`;

test('chains what the first version kept, and leaves erased what it had erased', async () => {
  const path = newPath();
  const raw = openRaw(path);
  raw.exec(FIRST);
  const [kept, erased, refusal] = [newRecord(), newRecord(), newRefusal()];
  const subject = await sha256(kept.consentId!);
  const add = raw.prepare("INSERT INTO records (id, time, subject, body) VALUES (unhex(?, '-'), ?, unhex(?), ?)");
  add.run(kept.recordId, NOW, subject, JSON.stringify(kept));
  add.run(erased.recordId, NOW, null, '     ');
  add.run(refusal.recordId, NOW + 5, null, JSON.stringify(refusal));
  raw.prepare('INSERT INTO keys (subject, hash) VALUES (unhex(?), unhex(?))').run(subject, '11'.repeat(32));
  raw.close();

  const journal = openSqlite(path);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 2, erased: 1, size: 4, checkpoints: 1 });
  expect(await journal.bySubject(subject)).toEqual([{ time: NOW, record: kept }]);
  expect((await journal.list({ limit: 9 })).map(({ time }) => time)).toEqual([NOW + 5, NOW]);
  expect(await journal.keyOf(subject)).toBe('11'.repeat(32));
  expect(await journal.append([await entryOf(erased), await entryOf(kept), await entryOf(newRecord())])).toEqual([
    'duplicate',
    'duplicate',
    'stored',
  ]);
  expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 3, erased: 1, size: 5 });
  await journal.close();
  const again = openRaw(path);
  expect(again.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'records%'").all()).toEqual([]);
  again.close();
});

test('forgets the keys whose records an earlier version has forgotten', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  const entry = await entryOf(newRecord(), { key: '22'.repeat(32) });
  await journal.append([entry]);
  await journal.close();
  const raw = openRaw(path);
  const orphan = '33'.repeat(32);
  raw.prepare('INSERT INTO keys (subject, hash) VALUES (unhex(?), unhex(?))').run(orphan, orphan);
  raw.exec('PRAGMA user_version = 3');
  raw.close();
  const again = openSqlite(path);
  expect(await again.keyOf(orphan)).toBeNull();
  expect(await again.keyOf(entry.subject!)).toBe('22'.repeat(32));
  await again.close();
});
