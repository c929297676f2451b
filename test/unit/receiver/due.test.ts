/** Shows which records are due, and how little is read to find them (R41). */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../../src/receiver/index.js';
import { LASTS } from '../../../src/receiver/retention.js';
import { DUE, ENDS } from '../../../src/receiver/sqlite/shelf.js';
import { newPath, openRaw, type Raw } from './support.js';

interface Entry {
  readonly subject: number | null;
  readonly time: number;
  readonly until: number;
  readonly kind?: 0 | 1;
  readonly emptied?: 0 | 1;
  readonly event?: string;
}

interface Asked {
  readonly now: number;
  readonly after: number;
  readonly through: number;
  readonly atMost: number;
  readonly nameless: number;
  readonly afterwards: number;
}

/** Returns the tables of a journal, empty, behind its back. */
const newTables = async (): Promise<Raw> => {
  const path = newPath();
  await openSqlite(path).close();
  const raw = openRaw(path);
  onTestFinished(() => raw.close());
  return raw;
};

const add = (raw: Raw, entries: readonly Entry[]): void => {
  const insert = raw.prepare(
    `INSERT INTO entries (seq, id, time, kind, emptied, until, subject, salt, leaf, head, body)
      VALUES (?, randomblob(16), ?, ?, ?, ?, ?, zeroblob(16), zeroblob(32), zeroblob(32), ?)`,
  );
  entries.forEach(({ time, kind = 0, emptied = 0, until, subject, event = 'custom' }, index) => {
    const whose = subject === null || emptied ? null : Buffer.alloc(32, subject);
    insert.run(index + 1, time, kind, emptied, until, whose, JSON.stringify({ seq: 1, event, method: 'banner' }));
  });
};

const dueIn = (raw: Raw, asked: Asked): number[] =>
  (raw.prepare(DUE).all(asked) as { seq: number }[]).map(({ seq }) => seq);

/** Returns the same by the words of R41, without a thought of how long it takes. */
const byTheBook = (entries: readonly Entry[], asked: Asked): number[] => {
  const { after, through, now, atMost, nameless, afterwards } = asked;
  const isOdd = ({ time, until }: Entry) => until - time > LASTS;
  return entries.flatMap((entry, index) => {
    const { time, until, subject } = entry;
    if (index < after || index >= through || entry.kind || entry.emptied) return [];
    const followers = entries
      .slice(index + 1)
      .filter((later) => !later.emptied && later.subject === subject && later.event !== 'embed' && !isOdd(later));
    const ended = Math.min(Math.max(until, time), ...followers.map((later) => later.time));
    const isOld = time < atMost || (subject === null && time < nameless);
    const mayHold = isOdd(entry) && until >= now && until <= now + LASTS;
    return (isOld && !mayHold) || (subject !== null && ended < afterwards) ? [index + 1] : [];
  });
};

test('R41 finds what is due by the words of it, in any log', async () => {
  const raw = await newTables();
  const entry = fc.record({
    subject: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 4 }),
    pause: fc.nat(2),
    lasts: fc.integer({ min: -20, max: 60 }),
    isOdd: fc.constantFrom(false, false, true),
    kind: fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const),
    emptied: fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const),
    event: fc.constantFrom('granted', 'embed'),
  });
  const asked = fc.record({
    after: fc.nat(4),
    through: fc.nat(24),
    now: fc.nat(120),
    atMost: fc.nat(3),
    nameless: fc.nat(20),
    afterwards: fc.nat(24),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), asked, (drafts, limits) => {
      let time = 0;
      const entries = drafts.map(({ subject, pause, lasts, isOdd, kind, emptied, event }): Entry => {
        time += pause;
        const until = time + lasts + (isOdd ? LASTS : 0);
        return { subject: kind ? null : subject, time, until, kind, emptied: kind ? 0 : emptied, event };
      });
      raw.exec('BEGIN');
      add(raw, entries);
      const found = dueIn(raw, limits);
      raw.exec('ROLLBACK');
      expect(found).toEqual(byTheBook(entries, limits));
    }),
  );
});

/** Makes the time of these entries unreadable: whoever looks fails. */
const hide = (raw: Raw, from: number, to: number): void =>
  void raw.exec(`CREATE TEMP VIEW entries AS SELECT seq, kind, emptied, until, subject, body,
    CASE WHEN seq BETWEEN ${from} AND ${to} THEN json('{') ELSE time END AS time FROM main.entries`);

test("R41 reads one follower of a record, not all that its visitor's later ones are", async () => {
  const raw = await newTables();
  add(
    raw,
    Array.from({ length: 50 }, (_, time) => ({ subject: 7, time, until: 1000 })),
  );
  hide(raw, 2, 49);
  const limits = { after: 0, through: 1, now: 500, atMost: 0, nameless: 0 };
  expect(dueIn(raw, { ...limits, afterwards: 500 })).toEqual([1]);
  // Too young to have been followed long ago.
  expect(dueIn(raw, { ...limits, afterwards: 0 })).toEqual([]);
});

test('R41 looks for followers once a visitor, and by the visitor', async () => {
  const raw = await newTables();
  const limits = { after: 0, through: 2000, now: 500, atMost: 0, nameless: 0, afterwards: 500 };
  const plan = raw.prepare(`EXPLAIN QUERY PLAN ${DUE}`).all(limits) as { id: number; parent: number; detail: string }[];
  const lookup = plan.find(({ detail }) => detail.includes('later'))!;
  expect(lookup.detail).toBe('SEARCH later USING INDEX entries_subject (subject=?)');
  const above = ({ parent }: { parent: number }): string[] =>
    plan.filter(({ id }) => id === parent).flatMap((step) => [step.detail, ...above(step)]);
  expect(above(lookup)).toContain('MATERIALIZE followed');
  expect(plan.filter(({ detail }) => /^SCAN (entry|entries|later)/.test(detail))).toEqual([]);
});

test('R41 finds the ends of a log without looking through it', async () => {
  const raw = await newTables();
  expect(raw.prepare(ENDS).get()).toMatchObject({ after: 0, through: 0 });
  add(
    raw,
    Array.from({ length: 5 }, (_, time) => ({ subject: 7, time, until: 9 })),
  );
  expect(raw.prepare(ENDS).get()).toMatchObject({ after: 0, through: 5 });
  const plan = raw.prepare(`EXPLAIN QUERY PLAN ${ENDS}`).all() as { detail: string }[];
  expect(
    plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN') && detail.includes('entries')),
  ).toEqual([]);
});
