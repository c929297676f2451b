/** What every journal must do, tried on each of them. */
import { expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { verifyJournal, type ChainedJournal, type Entry } from '../../../src/receiver/index.js';
import { sha256 } from '../../../src/receiver/key.js';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { iso, newPath, newRecord, newRefusal, NOW } from './support.js';

/** A place of its own for one test. */
export interface Place {
  /** Opens the journal there, as a process that starts does. */
  readonly open: (options?: { readonly key?: string }) => Promise<ChainedJournal>;
  /** Returns all that is stored there, as text, whatever form it has. */
  readonly dump?: () => string;
}

/** Returns the entry that the receiver makes of a record. */
export const entryOf = async (record: ConsentRecord, changes: Partial<Entry> = {}): Promise<Entry> => ({
  id: record.recordId,
  time: NOW,
  subject: record.consentId && (await sha256(record.consentId)),
  key: null,
  until: Date.parse(record.validUntil),
  body: JSON.stringify(record),
  ...changes,
});

const newEntry = (changes: Partial<Entry> = {}): Promise<Entry> => entryOf(newRecord(), changes);

const clean = { faults: [] };
const bodies = (kept: readonly { record: unknown }[]) => kept.map(({ record }) => JSON.stringify(record));

const keeping = (newPlace: () => Place): void => {
  test('gives back what it was given, after it is closed and opened again', async () => {
    const { open } = newPlace();
    const journal = await open();
    const record = newRecord();
    const entries = [
      await entryOf(record),
      await entryOf(newRefusal()),
      await entryOf({ ...newRecord(), consentId: record.consentId }, { time: NOW + 1 }),
    ];
    expect(await journal.append(entries)).toEqual(['stored', 'stored', 'stored']);
    await journal.close();
    await journal.close();
    const again = await open();
    expect(bodies(await again.list({ limit: 10 }))).toEqual(entries.map(({ body }) => body).toReversed());
    expect((await again.list({ limit: 1 })).map(({ time }) => time)).toEqual([NOW + 1]);
    expect(bodies(await again.bySubject(entries[0]!.subject!))).toEqual([entries[0]!.body, entries[2]!.body]);
    expect(bodies(await again.bySubject(entries[0]!.subject!, { limit: 1 }))).toEqual([entries[2]!.body]);
    expect(await again.bySubject('cd'.repeat(32))).toEqual([]);
    await again.ready();
    await again.close();
  });

  test('keeps large batches of texts of any length and script, with any time', async () => {
    const journal = await newPlace().open();
    const texts = ['', 'å€😀\u0000', 'x'.repeat(300_000), ...Array.from({ length: 300 }, (_, n) => 'ö'.repeat(n))];
    const { consentId } = newRecord();
    const entries = await Promise.all(
      texts.map((site, n) => entryOf(newRecord({ consentId, site, validUntil: iso(n % 2 && -n) }), { time: NOW + n })),
    );
    await journal.append(entries.slice(0, 1));
    expect(new Set(await journal.append(entries))).toEqual(new Set(['duplicate', 'stored']));
    expect(bodies(await journal.bySubject(entries[0]!.subject!))).toEqual(entries.map(({ body }) => body));
    expect(await verifyJournal(journal)).toMatchObject({ ...clean, kept: texts.length });
    await journal.close();
  });

  test('tells stored, duplicate, conflict and foreign apart, within a batch and after it', async () => {
    const journal = await newPlace().open();
    const first = await newEntry({ key: '11'.repeat(32) });
    const second = await entryOf({ ...newRecord(), consentId: (JSON.parse(first.body) as ConsentRecord).consentId });
    const other = { ...second, key: '22'.repeat(32) };
    const batch = [first, first, { ...first, body: '{}' }, other, second];
    expect(await journal.append(batch)).toEqual(['stored', 'duplicate', 'conflict', 'foreign', 'stored']);
    expect(await journal.append([first, { ...first, body: '{}' }, other, second])).toEqual([
      'duplicate',
      'conflict',
      'foreign',
      'duplicate',
    ]);
    expect(await journal.keyOf(first.subject!)).toBe('11'.repeat(32));
    expect(await journal.keyOf('00'.repeat(32))).toBeNull();
    expect(await journal.list({ limit: 10 })).toHaveLength(2);
    await journal.close();
  });

  test('takes the key that a repeat brings', async () => {
    const journal = await newPlace().open();
    const entry = await newEntry();
    await journal.append([entry]);
    expect(await journal.append([{ ...entry, key: '33'.repeat(32) }])).toEqual(['duplicate']);
    expect(await journal.keyOf(entry.subject!)).toBe('33'.repeat(32));
    await journal.close();
  });

  test('keeps all of a batch or nothing', async () => {
    const journal = await newPlace().open();
    await expect(
      journal.append([await newEntry(), await newEntry({ id: 'not-an-id' }), await newEntry()]),
    ).rejects.toThrow();
    expect(await journal.list({ limit: 10 })).toEqual([]);
    expect(await journal.append([await newEntry()])).toEqual(['stored']);
    await journal.close();
  });

  test("stores ids of any year: the visitor's clock decides nothing", async () => {
    const journal = await newPlace().open();
    const ids = ['00000000-0000-7000-8000-000000000000', '03b5c2b3-4c00-7000-8000-000000000001'];
    const records = ids.map((recordId) => newRecord({ recordId }));
    const entries = await Promise.all(records.map((record) => entryOf(record)));
    expect(await journal.append(entries)).toEqual(['stored', 'stored']);
    expect(await journal.append(entries)).toEqual(['duplicate', 'duplicate']);
    expect(await verifyJournal(journal)).toMatchObject({ ...clean, kept: 2 });
    await journal.close();
  });

  test('keeps each of many batches that two receivers bring at once, in one chain', async () => {
    const { open } = newPlace();
    const journals = [await open(), await open()];
    const batches = await Promise.all(Array.from({ length: 20 }, () => Promise.all([newEntry(), newEntry()])));
    const outcomes = await Promise.all(batches.map((batch, index) => journals[index % 2]!.append(batch)));
    expect(new Set(outcomes.flat())).toEqual(new Set(['stored']));
    expect(await verifyJournal(journals[0]!)).toMatchObject({ ...clean, kept: 40, size: 40 });
    for (const journal of journals) await journal.close();
  });

  test('is written with one key alone, that of the first who wrote, and read without it', async () => {
    const { open } = newPlace();
    const [own, other] = [await open(), await open({ key: newPath() })];
    await other.ready();
    await own.append([await newEntry()]);
    await expect(other.append([await newEntry()])).rejects.toThrow('signed with another key. Name its file with --key');
    await expect(other.ready()).rejects.toThrow('another key');
    await expect(other.expire(addMonths(NOW, 25))).rejects.toThrow('another key');
    expect(await other.list({ limit: 9 })).toHaveLength(1);
    await own.append([await newEntry()]);
    await own.ready();
    const { publicKey } = own;
    expect(await verifyJournal(other, { publicKey })).toMatchObject({ ...clean, kept: 2 });
    for (const journal of [own, other]) await journal.close();
  });

  test('R38 keeps what visitors were shown, by its hash, as it first came', async () => {
    const { open } = newPlace();
    const journal = await open();
    const artefact = { hash: await sha256('{"å":1}'), type: 'application/json', content: '{"å":1}' } as const;
    await journal.keepArtefacts([artefact, { hash: 'cd'.repeat(32), type: 'text/css', content: '' }]);
    await journal.keepArtefacts([{ ...artefact, content: 'other' }]);
    await journal.close();
    const again = await open();
    expect(await again.artefact(artefact.hash)).toEqual(artefact);
    expect(await again.artefact('00'.repeat(32))).toBeNull();
    await again.close();
  });

  test('rejects once it is closed, instead of throwing', async () => {
    const journal = await newPlace().open();
    await journal.close();
    await expect(journal.append([await newEntry()])).rejects.toThrow();
    await expect(journal.list({ limit: 1 })).rejects.toThrow();
    await expect(journal.erase('ab'.repeat(32))).rejects.toThrow();
    await expect(journal.ready()).rejects.toThrow();
  });
};

const forgetting = (newPlace: () => Place): void => {
  test('erases a visitor, and brings nothing back', async () => {
    const { open } = newPlace();
    const journal = await open();
    const entry = await newEntry({ key: '11'.repeat(32) });
    await journal.append([entry, await newEntry()]);
    expect(await journal.erase(entry.subject!)).toBe(1);
    expect(await journal.erase(entry.subject!)).toBe(0);
    expect(await journal.keyOf(entry.subject!)).toBeNull();
    expect(await journal.bySubject(entry.subject!)).toEqual([]);
    expect(await journal.append([entry])).toEqual(['duplicate']);
    expect(await journal.list({ limit: 10 })).toHaveLength(1);
    expect(await verifyJournal(journal)).toMatchObject({ ...clean, kept: 1, erased: 1, size: 3 });
    await journal.close();
  });

  // REQUIREMENTS §4: a year after the answer has run out or been followed by another, two years at most; a year for who has no id.
  test('R41 keeps each record as long as its kind is kept, and empties it then', async () => {
    const journal = await newPlace().open();
    const lasting = newRecord();
    const followed = newRecord();
    const follower = { ...newRecord(), consentId: followed.consentId };
    const long = newRecord({ validUntil: new Date(addMonths(NOW, 13)).toISOString() });
    const all = [lasting, newRefusal(), followed, long];
    await journal.append(await Promise.all(all.map((record) => entryOf(record))));
    await journal.append([await entryOf(follower, { time: addMonths(NOW, 2) })]);
    const left = async (months: number, days: number) => {
      await journal.expire(addMonths(NOW, months) + days * 86_400_000);
      const kept = new Set((await journal.list({ limit: 100 })).map(({ record }) => record.recordId));
      return [...all, follower].map(({ recordId }) => kept.has(recordId));
    };
    expect(await left(12, -1)).toEqual([true, true, true, true, true]);
    expect(await left(12, 1)).toEqual([true, false, true, true, true]);
    expect(await left(14, 1)).toEqual([true, false, false, true, true]);
    expect(await left(18, 1)).toEqual([false, false, false, true, false]);
    expect(await verifyJournal(journal)).toMatchObject({ ...clean, kept: 1, expired: 4, removed: 0 });
    expect(await left(24, 1)).toEqual([false, false, false, false, false]);
    await journal.close();
  });

  test('R41 takes an embed that was shown once for no answer', async () => {
    const journal = await newPlace().open();
    const answer = newRecord();
    const { consentId } = answer;
    const embed: Partial<ConsentRecord> = { event: 'embed', method: 'embed', layer: null, state: {} };
    const shown = newRecord({ ...embed, validUntil: new Date(addMonths(NOW, 13)).toISOString() });
    await journal.append([await entryOf(answer)]);
    await journal.append([await entryOf({ ...shown, consentId }, { time: addMonths(NOW, 2) })]);
    expect(await journal.expire(addMonths(NOW, 14) + 86_400_000)).toEqual({ expired: 0, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 18) + 86_400_000)).toMatchObject({ expired: 1 });
    expect((await journal.list({ limit: 9 })).map(({ record }) => record.event)).toEqual(['embed']);
    await journal.close();
  });

  test('R41 removes months of which nothing is left, and still verifies', async () => {
    const { open } = newPlace();
    const journal = await open();
    const later = addMonths(NOW, 24);
    const young = await entryOf(newRecord({ clientTime: new Date(later).toISOString() }), {
      key: '55'.repeat(32),
      time: later,
    });
    await journal.append(await Promise.all(Array.from({ length: 30 }, () => newEntry({ key: '44'.repeat(32) }))));
    await journal.append([young]);
    const erased = (await journal.list({ limit: 5 }))[3]!.record.consentId!;
    await journal.erase(await sha256(erased));
    expect(await journal.expire(addMonths(NOW, 25))).toEqual({ expired: 29, removed: 30 });
    expect(bodies(await journal.list({ limit: 100 }))).toEqual([young.body]);
    expect(await journal.keyOf(young.subject!)).toBe('55'.repeat(32));
    expect(await journal.keyOf(await sha256(erased))).toBeNull();
    expect(await verifyJournal(journal)).toMatchObject({ ...clean, kept: 1, removed: 30 });
    expect(await journal.expire(addMonths(NOW, 25))).toEqual({ expired: 0, removed: 0 });
    await journal.close();
    const again = await open();
    expect(await again.append([await newEntry({ time: addMonths(NOW, 25) })])).toEqual(['stored']);
    expect(await verifyJournal(again)).toMatchObject({ ...clean, kept: 2, removed: 30 });
    await again.close();
  });

  test('R41 removes a month on the first day of one in which nothing has come yet', async () => {
    const journal = await newPlace().open();
    const gone = await newEntry();
    await journal.append([gone, await newEntry({ time: Date.UTC(2026, 11, 15) })]);
    await journal.erase(gone.subject!);
    expect(await journal.expire(Date.UTC(2027, 0, 1, 0, 1))).toEqual({ expired: 0, removed: 1 });
    expect(await verifyJournal(journal)).toMatchObject({ ...clean, kept: 1, removed: 1 });
    await journal.append([await newEntry({ time: Date.UTC(2027, 0, 1, 0, 2) })]);
    await journal.close();
  });

  test('R41 removes once what two remove at once', async () => {
    const { open } = newPlace();
    const journals = [await open(), await open()];
    await journals[0]!.append(await Promise.all(Array.from({ length: 30 }, () => newEntry())));
    const rounds = await Promise.all(journals.map((journal) => journal.expire(addMonths(NOW, 25))));
    expect(rounds.map(({ removed }) => removed).toSorted()).toEqual([0, 30]);
    expect(await verifyJournal(journals[1]!)).toMatchObject({ ...clean, kept: 0, removed: 30 });
    for (const journal of journals) await journal.close();
  });

  test('refuses to keep for half a month, or for ever', async () => {
    const journal = await newPlace().open();
    for (const atMost of [0, 0.5, 1201, NaN])
      await expect(journal.expire(NOW, { atMost })).rejects.toThrow('whole months');
    await journal.close();
  });
};

/** Tries the contract; `newPlace` gives each test a place of its own. */
export const tryContract = (newPlace: () => Place): void => {
  keeping(newPlace);
  forgetting(newPlace);
};
