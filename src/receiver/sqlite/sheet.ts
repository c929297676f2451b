/** Lays a batch out in one row of bytes, out of which SQLite stores all of it with one statement: a statement each took 10 % longer. */
import { writeId, type Link } from '../integrity/chain.js';

/** An entry on its way into the table. */
export interface Line {
  readonly link: Link;
  readonly subject: string | null;
  /** The hash of the subject's key; zero where none has come, ignored without a subject. */
  readonly key: string;
  readonly until: number;
}

/** The parts of an entry before its body, and their widths. The first are digits, for SQLite reads no number from bytes. */
const WIDTHS = {
  size: 9,
  kind: 1,
  /** The width of the subject and of the key: 0 where there is none. */
  owned: 2,
  time: 17,
  until: 17,
  id: 16,
  salt: 16,
  leaf: 32,
  head: 32,
  subject: 32,
  key: 32,
};

type Part = keyof typeof WIDTHS;

/** Where each part begins. The body follows behind them all. */
const PLACES = {} as Record<Part, number>;
let front = 0;
for (const part of Object.keys(WIDTHS) as Part[]) {
  PLACES[part] = front;
  front += WIDTHS[part];
}

const bytes = (part: Part, width: string | number = WIDTHS[part]): string =>
  `substr(?1, value + ${PLACES[part]}, ${width})`;
const number = (part: Part): string => `CAST(${bytes(part)} AS INTEGER)`;
const owned = (part: Part): string => `nullif(${bytes(part, number('owned'))}, x'')`;

/** Stores a {@link Sheet}. */
export const STORE = `
  INSERT INTO entries (seq, kind, time, until, id, salt, leaf, head, subject, key, body)
  SELECT ?2 + key, ${number('kind')}, ${number('time')}, ${number('until')}, ${bytes('id')}, ${bytes('salt')}, ${bytes('leaf')},
    ${bytes('head')}, ${owned('subject')}, ${owned('key')}, CAST(substr(?1, value + ${front}, ${number('size')}) AS TEXT)
  FROM json_each(?3)`;

/** What {@link STORE} asks for: the bytes, the number of the first entry, and where each begins, counted from 1, as JSON. */
type Sheet = readonly [bytes: Buffer, seq: number, begins: string];

/** Every whole number that JavaScript knows has room; any other would push what follows it aside. */
const digits = (part: Part, value: number): string => {
  if (!Number.isSafeInteger(value)) throw new TypeError('An entry needs whole milliseconds as its times.');
  return String(value).padStart(WIDTHS[part]);
};

/** Writes an entry into the sheet, over what stood there, and returns where it ends. */
const write = (sheet: Buffer, begin: number, { link, subject, key, until }: Line): number => {
  const { id, kind, time, salt, leaf, head, body } = link;
  const size = sheet.write(body, begin + front);
  sheet.write(
    digits('size', size) +
      digits('kind', kind === 'note' ? 1 : 0) +
      digits('owned', subject === null ? 0 : WIDTHS.key) +
      digits('time', time) +
      digits('until', until),
    begin,
    'latin1',
  );
  writeId(id, sheet, begin + PLACES.id);
  salt.copy(sheet, begin + PLACES.salt);
  leaf.copy(sheet, begin + PLACES.leaf);
  head.copy(sheet, begin + PLACES.head);
  if (subject !== null && sheet.write(subject + key, begin + PLACES.subject, 'hex') !== WIDTHS.subject + WIDTHS.key)
    throw new TypeError('An entry needs 64 hex digits each as its subject and its key.');
  return begin + front + size;
};

/** Returns the function that lays out entries that follow each other, at least one. It writes over what it gave before. */
export const createLayout = (): ((lines: readonly Line[]) => Sheet) => {
  const usual = Buffer.alloc(262_144);
  return (lines) => {
    const length = lines.reduce((sum, { link }) => sum + front + Buffer.byteLength(link.body), 0);
    const sheet = length > usual.length ? Buffer.alloc(length) : usual;
    let end = 0;
    const begins = lines.map((line) => {
      const begin = end;
      end = write(sheet, begin, line);
      return begin + 1;
    });
    return [sheet.subarray(0, end), lines[0]!.link.seq, JSON.stringify(begins)];
  };
};
