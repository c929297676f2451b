/** What every journal must do where a clock was wrong, tried on each of them (R41). */
import { expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { verifyJournal } from '../../../src/receiver/index.js';
import { entryOf, type Place } from './contract.js';
import { newRecord, newRefusal, NOW } from './support.js';

const DAY = 86_400_000;

/** Tries it; `newPlace` gives each test a place of its own. */
export const tryClocks = (newPlace: () => Place): void => {
  test("R41 keeps answers that hold, though the server's clock was years behind when they came", async () => {
    const journal = await newPlace().open();
    const time = Date.UTC(2001, 0, 1);
    const first = newRecord();
    const second = { ...newRecord(), consentId: first.consentId, seq: 2 };
    for (const record of [first, newRefusal(), second]) await journal.append([await entryOf(record, { time })]);
    expect(await journal.expire(NOW + DAY)).toEqual({ expired: 0, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 6) - DAY)).toEqual({ expired: 0, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 6) + DAY)).toMatchObject({ expired: 3 });
    expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 0 });
    await journal.close();
  });

  test("R41 keeps none longer for a visitor's clock that is ahead by decades, nor for what follows by one", async () => {
    const journal = await newPlace().open();
    const clientTime = '2099-01-01T00:00:00.000Z';
    await journal.append([await entryOf(newRecord({ clientTime })), await entryOf(newRefusal({ clientTime }))]);
    expect(await journal.expire(addMonths(NOW, 12) + DAY)).toEqual({ expired: 1, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 24) + DAY)).toMatchObject({ expired: 1 });
    await journal.close();
  });

  test("R41 keeps an answer as long from its arrival where its visitor's clock was years behind", async () => {
    const journal = await newPlace().open();
    await journal.append([await entryOf(newRecord({ clientTime: '2001-01-01T00:00:00.000Z' }))]);
    expect(await journal.expire(NOW + DAY)).toEqual({ expired: 0, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 12) - DAY)).toEqual({ expired: 0, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 12) + DAY)).toMatchObject({ expired: 1 });
    await journal.close();
  });

  test('R41 empties an answer that holds still where that is asked for, if no clock was wrong', async () => {
    const journal = await newPlace().open();
    const first = newRecord();
    await journal.append([await entryOf(first), await entryOf(newRefusal())]);
    await journal.append([await entryOf({ ...newRecord(), consentId: first.consentId, seq: 2 }, { time: NOW + DAY })]);
    expect(await journal.expire(addMonths(NOW, 2), { nameless: 1 })).toEqual({ expired: 1, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 2), { afterwards: 1 })).toEqual({ expired: 1, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 2), { atMost: 1 })).toMatchObject({ expired: 1 });
    await journal.close();
  });
};
