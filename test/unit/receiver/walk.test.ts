/** Shows that a journal can be walked while it works (R43). */
import { expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { openSqlite, verifyJournal, type ChainedJournal } from '../../../src/receiver/index.js';
import { entryOf } from './contract.js';
import { newPath, newRecord, newRefusal, NOW } from './support.js';

/** Returns a journal of three months, with a note in the first that explains an entry of it. */
const newLog = async (): Promise<ChainedJournal> => {
  const journal = openSqlite(newPath());
  const erased = await entryOf(newRecord());
  await journal.append([erased]);
  await journal.erase(erased.subject!);
  for (const months of [0, 2, 20]) {
    const time = addMonths(NOW, months);
    const refusals = Array.from({ length: 1100 }, () => newRefusal({ clientTime: new Date(time).toISOString() }));
    await journal.append(await Promise.all(refusals.map((record) => entryOf(record, { time }))));
  }
  return journal;
};

/** Returns the journal, in which something happens before it is asked for the so manieth time. */
const disturbed = (
  journal: ChainedJournal,
  before: { readonly rows?: (asked: number) => unknown; readonly lastRemoval?: (asked: number) => unknown },
): ChainedJournal => {
  const asked = { rows: 0, lastRemoval: 0 };
  return {
    ...journal,
    rows: async (after, limit) => {
      await before.rows?.(++asked.rows);
      return journal.rows(after, limit);
    },
    lastRemoval: async () => {
      await before.lastRemoval?.(++asked.lastRemoval);
      return journal.lastRemoval();
    },
  };
};

const round = (journal: ChainedJournal, months: number) => journal.expire(addMonths(NOW, months));

test.each([1, 2, 3, 4])('takes old months for removed that go before it asks for the %i. time', async (time) => {
  const journal = await newLog();
  const finding = await verifyJournal(disturbed(journal, { rows: (asked) => asked === time && round(journal, 13) }));
  expect(finding).toMatchObject({ faults: [], removed: time < 3 ? 1102 : 0 });
  expect((await verifyJournal(journal)).faults).toEqual([]);
  await journal.close();
});

test('lets others work meanwhile', async () => {
  const journal = await newLog();
  let turns = 0;
  const count = () => setImmediate(() => (turns++, (counting = count())));
  let counting = count();
  await verifyJournal(journal);
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(3302 / 250);
  await journal.close();
});

test('takes for removed what goes while it finds out what has', async () => {
  const journal = await newLog();
  const finding = await verifyJournal(
    disturbed(journal, {
      rows: (asked) => asked === 2 && round(journal, 13),
      lastRemoval: (asked) => asked === 2 && round(journal, 15),
    }),
  );
  expect(finding).toMatchObject({ faults: [], removed: 2202 });
  await journal.close();
});
