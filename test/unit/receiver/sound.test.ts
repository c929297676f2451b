/** Shows what no journal can be made to forget by whoever changes its rows behind its back (R43). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addMonths } from '../../../src/decision/validity.js';
import { openSqlite, verifyJournal } from '../../../src/receiver/index.js';
import { entryOf, type Place } from './contract.js';
import { schemaOn, startPostgres, type Server } from './postgres.js';
import { iso, newPath, newRecord, newRefusal, NOW, openRaw } from './support.js';

const DAY = 86_400_000;

/** A place whose rows can be changed behind the journal's back. */
interface OpenPlace extends Place {
  /** The table of the entries, and the column of their arrival. */
  readonly entries: string;
  readonly time: string;
  readonly change: (sql: string) => Promise<unknown>;
}

let server: Server;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.stop());

const inSqlite = (): OpenPlace => {
  const path = newPath();
  const open = async () => openSqlite(path);
  const change = async (sql: string) => {
    const raw = openRaw(path);
    raw.exec(`DROP TRIGGER IF EXISTS entries_unchanged; ${sql}`);
    raw.close();
  };
  return { open, entries: 'entries', time: 'time', change };
};

const inPostgres = (): OpenPlace => {
  const { schema, open, ask } = schemaOn(server);
  return { open, entries: `${schema}.entries`, time: 'received', change: ask };
};

describe.each([
  ['SQLite', inSqlite],
  ['PostgreSQL', inPostgres],
])('in %s', (_place, newPlace) => {
  test.each([
    [
      'its own end has been set back',
      ({ entries, time }: OpenPlace) => `UPDATE ${entries} SET until = ${time} WHERE seq = 2`,
    ],
    [
      'it has been filed under nobody',
      ({ entries }: OpenPlace) => `UPDATE ${entries} SET subject = NULL WHERE seq = 2`,
    ],
    [
      "another visitor's has been filed behind it",
      ({ entries }: OpenPlace) =>
        `UPDATE ${entries} SET subject = (SELECT subject FROM ${entries} WHERE seq = 2) WHERE seq = 3`,
    ],
    [
      'what followed has been set back',
      ({ entries, time }: OpenPlace) =>
        `UPDATE ${entries} SET ${time} = (SELECT ${time} FROM ${entries} WHERE seq = 3) WHERE seq = 4`,
    ],
  ])('R43 forgets no record before its time because %s, and what is due all the same', async (_, change) => {
    const place = newPlace();
    const { entries, time } = place;
    const journal = await place.open();
    const first = newRecord();
    const later = addMonths(NOW, 5);
    const second = newRecord({ consentId: first.consentId, seq: 2, clientTime: iso(later) });
    await journal.append([await entryOf(newRefusal()), await entryOf(first)]);
    await journal.append([await entryOf(newRecord(), { time: NOW + DAY })]);
    await journal.append([await entryOf(second, { time: later })]);
    const kept = `${entries}_kept`;
    await place.change(`CREATE TABLE ${kept} AS SELECT seq, ${time}, until, subject FROM ${entries}`);
    await place.change(change(place));
    expect(await journal.expire(addMonths(NOW, 13))).toEqual({ expired: 1, removed: 0 });
    expect((await verifyJournal(journal)).faults).not.toEqual([]);
    await place.change(
      `UPDATE ${entries} SET (${time}, until, subject) = (SELECT ${time}, until, subject FROM ${kept} WHERE ${kept}.seq = ${entries}.seq) WHERE seq BETWEEN 2 AND 4`,
    );
    expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 3, expired: 1 });
    expect(await journal.expire(addMonths(NOW, 25))).toMatchObject({ expired: 3 });
    await journal.close();
  });

  test.each([
    ['been emptied by hand', ({ entries }: OpenPlace) => `UPDATE ${entries} SET emptied = 2 WHERE seq = 2`],
    ['been made a note', ({ entries }: OpenPlace) => `UPDATE ${entries} SET kind = 1 WHERE seq = 2`],
  ])('R43 removes no month in which a record has %s', async (_, change) => {
    const place = newPlace();
    const journal = await place.open();
    await journal.append([await entryOf(newRefusal()), await entryOf(newRecord())]);
    await place.change(change(place));
    const later = addMonths(NOW, 13);
    expect(await journal.expire(later)).toMatchObject({ expired: 1, removed: 0, fault: { seq: 2 } });
    expect(await journal.expire(later)).toMatchObject({ expired: 0, removed: 0, fault: { seq: 2 } });
    await place.change(`UPDATE ${place.entries} SET emptied = 0, kind = 0 WHERE seq = 2`);
    expect(await verifyJournal(journal)).toMatchObject({ faults: [], kept: 1, expired: 1, removed: 0 });
    expect(await journal.expire(addMonths(NOW, 25))).toEqual({ expired: 1, removed: 3 });
    await journal.close();
  });

  test('R41 forgets what stands behind removed months in its time', async () => {
    const { open } = newPlace();
    const journal = await open();
    await journal.append([await entryOf(newRefusal())]);
    await journal.append([await entryOf(newRefusal(), { time: addMonths(NOW, 3) })]);
    expect(await journal.expire(addMonths(NOW, 13))).toEqual({ expired: 1, removed: 1 });
    expect(await journal.expire(addMonths(NOW, 16))).toMatchObject({ expired: 1 });
    expect((await verifyJournal(journal)).faults).toEqual([]);
    await journal.close();
  });
});
