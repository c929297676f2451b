/** Shows that whatever is done to a journal behind its back is found, and where; and that what the law asks it to do is not taken for that (R43). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { openSqlite, verifyJournal, type Finding } from '../../../src/receiver/index.js';
import { headOf, leafOf } from '../../../src/receiver/integrity/chain.js';
import { entryOf } from './contract.js';
import { newPath, newRecord, newRefusal, NOW, openRaw, type Raw } from './support.js';

const COUNT = 12;

/** Fills a journal with as many records, does something to its file with no trigger in the way, and walks it. */
const tamper = async (act: (raw: Raw) => readonly string[] | void): Promise<Finding> => {
  const path = newPath();
  const journal = openSqlite(path);
  for (let n = 0; n < COUNT / 4; n++)
    await journal.append(
      await Promise.all([newRecord(), newRefusal(), newRecord(), newRecord()].map((record) => entryOf(record))),
    );
  await journal.close();
  const raw = openRaw(path);
  const triggers = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[];
  for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
  const checkpoints = act(raw) ?? [];
  raw.close();
  const again = openSqlite(path);
  return verifyJournal(again, { checkpoints }).finally(() => again.close());
};

const faultsAfter = async (sql: string) => (await tamper((raw) => void raw.exec(sql))).faults;

test('finds nothing where nothing was done', async () => {
  expect(await tamper(() => undefined)).toEqual({
    faults: [],
    size: COUNT,
    kept: COUNT,
    erased: 0,
    expired: 0,
    removed: 0,
    checkpoints: 2,
    given: [],
    unresolved: [
      { seq: 1, hash: 'a'.repeat(64) },
      { seq: 1, hash: 'b'.repeat(64) },
    ],
  });
});

test.each([
  [
    'changes a record',
    "UPDATE entries SET body = replace(body, 'false', 'true ') WHERE seq = 5",
    5,
    'the content has been changed',
  ],
  ['changes when one arrived', 'UPDATE entries SET time = time - 1 WHERE seq = 5', 5, 'moved'],
  [
    'gives one another id',
    "UPDATE entries SET id = unhex('00000000000070008000000000000000') WHERE seq = 5",
    5,
    'moved',
  ],
  [
    'files one under another visitor',
    "UPDATE entries SET subject = unhex(printf('%064d', 1)) WHERE seq = 5",
    5,
    'another visitor',
  ],
  ['files one under nobody', 'UPDATE entries SET subject = NULL WHERE seq = 5', 5, 'another visitor'],
  [
    'replaces one',
    "REPLACE INTO entries SELECT seq, id, time, kind, emptied, until, subject, key, salt, leaf, head, '{}' FROM entries WHERE seq = 5",
    5,
    'the content has been changed',
  ],
  ['removes one', 'DELETE FROM entries WHERE seq = 5', 5, 'missing up to 5'],
  ['removes some', 'DELETE FROM entries WHERE seq BETWEEN 5 AND 8', 5, 'missing up to 8'],
  ['removes the oldest', 'DELETE FROM entries WHERE seq < 5', 1, 'missing up to 4'],
  ['cuts off the newest', 'DELETE FROM entries WHERE seq >= 5', 5, `cut off up to ${COUNT}`],
  ['empties the journal', 'DELETE FROM entries', 1, `cut off up to ${COUNT}`],
  [
    'empties one',
    "UPDATE entries SET emptied = 1, subject = NULL, salt = zeroblob(16), body = '' WHERE seq = 5",
    5,
    'never did that',
  ],
  [
    'lets one expire',
    "UPDATE entries SET emptied = 2, subject = NULL, salt = zeroblob(16), body = '' WHERE seq = 5",
    5,
    'never did that',
  ],
])('says where one %s', async (_, sql, seq, what) => {
  const faults = await faultsAfter(sql);
  expect(faults[0]).toEqual({ seq, what: expect.stringContaining(what) });
});

test('says where two have changed places, whole or in content', async () => {
  const swap =
    'UPDATE entries SET seq = -1 WHERE seq = 6; UPDATE entries SET seq = 6 WHERE seq = 10; UPDATE entries SET seq = 10 WHERE seq = -1';
  expect((await faultsAfter(swap)).map(({ seq }) => seq)).toEqual([6, 7, 10, 11]);
  const columns = ['id', 'time', 'until', 'subject', 'salt', 'leaf', 'body'];
  const from = (column: string) => `${column} = (SELECT ${column} FROM copy WHERE copy.seq = 16 - entries.seq)`;
  const content = `CREATE TEMP TABLE copy AS SELECT * FROM entries; UPDATE entries SET id = randomblob(16) WHERE seq IN (6, 10); UPDATE entries SET ${columns.map(from).join(', ')} WHERE seq IN (6, 10)`;
  expect((await faultsAfter(content)).map(({ seq }) => seq)).toEqual([6, 10]);
});

test('finds an entry that is chained but not signed', async () => {
  const faults = await faultsAfter('DELETE FROM tip');
  expect(faults).toEqual([{ seq: 5, what: expect.stringContaining('without a signature') }]);
});

test('finds what was cut off with its signature by a checkpoint that somebody has kept, and by nothing else', async () => {
  const cut = (raw: Raw) => raw.exec('DELETE FROM entries WHERE seq > 4; DELETE FROM tip');
  expect((await tamper((raw) => void cut(raw))).faults).toEqual([]);
  const { faults } = await tamper((raw) => {
    const { checkpoint } = raw.prepare('SELECT checkpoint FROM tip').get() as { checkpoint: string };
    cut(raw);
    return [checkpoint];
  });
  expect(faults).toEqual([{ seq: 5, what: 'entries have been cut off up to 12' }]);
});

test('finds a whole chain made anew, by the checkpoint that somebody has kept', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  await journal.append(await Promise.all([newRecord(), newRecord()].map((record) => entryOf(record))));
  const [kept = ''] = await journal.checkpoints();
  const { publicKey } = journal;
  await journal.close();
  const forged = openSqlite(`${path}-2`, { key: `${path}.key` });
  await forged.append(await Promise.all([newRecord(), newRecord()].map((record) => entryOf(record))));
  expect((await verifyJournal(forged)).faults).toEqual([]);
  expect((await verifyJournal(forged, { checkpoints: [kept], publicKey })).faults).toEqual([
    { seq: 2, what: expect.stringContaining('something else stood here') },
  ]);
  await forged.close();
});

test('finds a checkpoint that another key has signed', async () => {
  const [path, other] = [newPath(), openSqlite(':memory:')];
  const journal = openSqlite(path);
  await journal.append([await entryOf(newRecord())]);
  const { faults } = await verifyJournal(journal, { publicKey: other.publicKey });
  expect(faults.map(({ what }) => what)).toContain('a checkpoint is not signed by that key');
  await expect(verifyJournal(journal, { publicKey: 'no key' })).rejects.toThrow('That is no public key');
  await expect(verifyJournal(journal, { checkpoints: ['no note'] })).rejects.toThrow('no signed checkpoint');
  await Promise.all([journal.close(), other.close()]);
});

/** Gives an entry another body, with a leaf that fits it. */
const write = (raw: Raw, seq: number, body: string): void => {
  const salt = Buffer.alloc(16, 7);
  raw.prepare('UPDATE entries SET salt = ?, body = ?, leaf = ? WHERE seq = ?').run(salt, body, leafOf(salt, body), seq);
};

test.each(['{"consentId":m4rk3r}', 'null', '7', '[]', '{"recordId":null,"consentId":7}', ''])(
  'says where a record has become %j, and nothing of what it holds',
  async (body) => {
    const { faults } = await tamper((raw) => write(raw, 5, body));
    expect(faults.map(({ seq }) => seq)).toEqual([5, 5]);
    expect(JSON.stringify(faults)).not.toContain('m4rk3r');
  },
);

test.each([
  '{"removed":m4rk3r}',
  '{"removed":{"through":"m4rk3r"}}',
  '{"removed":{"through":2}}',
  '{"removed":7}',
  '{"expired":7}',
  '{"expired":{"after":0,"bits":7}}',
  '{"erased":7}',
  'null',
  'm4rk3r',
])('says where a note has become %s', async (body) => {
  const { faults } = await tamper((raw) => {
    raw.exec('UPDATE entries SET kind = 1 WHERE seq = 5');
    write(raw, 5, body);
  });
  expect(faults[0]!.seq).toBe(5);
  expect(JSON.stringify(faults)).not.toContain('m4rk3r');
});

test('signs nothing that somebody else has chained: an entry emptied by hand, with a note that says it was erased', async () => {
  const path = newPath();
  const journal = openSqlite(path);
  await journal.append(await Promise.all([newRecord(), newRecord()].map((record) => entryOf(record))));
  const raw = openRaw(path);
  raw.exec("UPDATE entries SET emptied = 1, subject = NULL, key = NULL, salt = zeroblob(16), body = '' WHERE seq = 1");
  const { head: before } = raw.prepare('SELECT head FROM entries WHERE seq = 2').get() as { head: Buffer };
  const { recordId: id } = newRecord();
  const [salt, body] = [Buffer.alloc(16, 7), '{"erased":[1]}'];
  const leaf = leafOf(salt, body);
  const head = headOf(Buffer.from(before), { seq: 3, time: NOW, kind: 'note', id, leaf });
  raw
    .prepare("INSERT INTO entries VALUES (3, unhex(?, '-'), ?, 1, 0, 0, NULL, NULL, ?, ?, ?, ?)")
    .run(id, NOW, salt, leaf, head, body);
  raw.close();
  const entry = await entryOf(newRecord());
  await expect(journal.append([entry])).rejects.toMatchObject({ code: 'OTHER_END' });
  await expect(journal.erase(entry.subject!)).rejects.toThrow('somebody else has written to it');
  await expect(journal.expire(addMonths(NOW, 25))).rejects.toThrow('is not what was signed');
  await expect(journal.ready()).rejects.toThrow('samtycke verify');
  expect((await verifyJournal(journal)).faults).toEqual([
    { seq: 3, what: expect.stringContaining('without a signature') },
  ]);
  await journal.close();
});

test.each(['DELETE FROM tip', 'DROP TRIGGER entries_not_removed; DELETE FROM entries WHERE seq = 2'])(
  'takes nothing more after %s',
  async (sql) => {
    const path = newPath();
    const journal = openSqlite(path);
    await journal.append(await Promise.all([newRecord(), newRecord()].map((record) => entryOf(record))));
    const raw = openRaw(path);
    raw.exec(sql);
    raw.close();
    await expect(journal.append([await entryOf(newRecord())])).rejects.toMatchObject({ code: 'OTHER_END' });
    await journal.close();
  },
);

test.each([
  ["UPDATE checkpoints SET checkpoint = 'm4rk3r'", [0]],
  ["UPDATE tip SET checkpoint = 'm4rk3r'", [0, 5]],
  ["UPDATE tip SET checkpoint = replace(checkpoint, 'chain/1', 'chain/2')", [0, 5]],
  ["UPDATE tip SET checkpoint = replace(checkpoint, 'Z', 'm4rk3r')", [0, 5]],
])('says that a signed checkpoint cannot be read after %s', async (sql, places) => {
  const faults = await faultsAfter(sql);
  expect(faults.map(({ seq }) => seq)).toEqual(places);
  expect(faults[0]!.what).toBe('a checkpoint that the log keeps cannot be read');
});

test('finds any byte changed in any column of any entry', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: COUNT }),
      fc.constantFrom('id', 'salt', 'leaf', 'head', 'body', 'time', 'kind', 'until'),
      fc.nat(),
      async (seq, column, at) => {
        const { faults } = await tamper((raw) => {
          const row = raw.prepare(`SELECT ${column} AS value FROM entries WHERE seq = ?`).get(seq) as {
            value: unknown;
          };
          const { value } = row;
          const bytes = Buffer.from(typeof value === 'string' ? value : value instanceof Uint8Array ? value : []);
          if (bytes.length) bytes[at % bytes.length]! ^= 1;
          const changed =
            typeof value === 'number' ? Number(!value) : typeof value === 'string' ? bytes.toString() : bytes;
          raw.prepare(`UPDATE entries SET ${column} = ? WHERE seq = ?`).run(changed, seq);
        });
        expect(faults[0]!.seq).toBe(seq);
      },
    ),
    { numRuns: 25 },
  );
});

test('lets any visitors be erased, and time pass, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 30 }), { maxLength: 12 }), async (steps) => {
      const journal = openSqlite(':memory:');
      let now = NOW;
      const subjects: string[] = [];
      for (const step of steps) {
        const entry = await entryOf(newRecord({ clientTime: new Date(now).toISOString() }), { time: now });
        await journal.append([entry, await entryOf(newRefusal(), { time: now })]);
        subjects.push(entry.subject!);
        if (step % 3 === 0) await journal.erase(subjects[step % subjects.length]!);
        if (step % 3 === 1) now = addMonths(now, step);
        if (step % 3 === 2) await journal.expire(now);
        expect((await verifyJournal(journal)).faults).toEqual([]);
      }
      await journal.close();
    }),
    { numRuns: 15 },
  );
});
