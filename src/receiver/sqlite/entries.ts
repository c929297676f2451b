/** Writes entries behind the last one and reads them back; every value goes in as a parameter. */
import { uuidv7 } from '../../decision/uuid.js';
import { linkTo, START, type Content, type Tip } from '../integrity/chain.js';
import { builtin } from '../integrity/node.js';
import { writeNote, type Note } from '../integrity/notes.js';
import type { Kept, Row } from '../journal.js';
import type { ConsentRecord } from '../../decision/record.js';
import { createLayout, STORE, type Line } from './sheet.js';
import type { Sql } from './sql.js';

/** Adds to the chain inside one transaction. */
export interface Writer {
  /** Where the chain stands. */
  readonly tip: () => Tip;
  /** Adds an entry behind the last; it is stored when the work is done. */
  readonly add: (content: Content, beside: Omit<Line, 'link'>) => void;
  /** Adds a note of the journal's own. */
  readonly note: (note: Note, time: number) => void;
  /** Stores what has been added. */
  readonly store: () => void;
}

/** So many go in at once: a sheet of the longest records is 2 MB then. */
const AT_ONCE = 256;

/**
 * Returns the function that begins to add entries, inside a transaction and anew for each: it reads how far the chain goes,
 * since others may write to the file too.
 */
export const createWriter = (sql: Sql): (() => Writer) => {
  const last = sql.prepare('SELECT seq, head, time FROM entries ORDER BY seq DESC LIMIT 1');
  const insert = sql.prepare(STORE);
  const layOut = createLayout();

  return () => {
    const found = last.get() as Tip | undefined;
    // libsql hands out plain bytes.
    let tip: Tip = found ? { ...found, head: Buffer.from(found.head) } : START;
    const lines: Line[] = [];

    const add: Writer['add'] = (content, beside) => {
      const link = linkTo(tip, content);
      lines.push({ link, ...beside });
      tip = link;
    };

    return {
      tip: () => tip,
      add,
      note(note, time) {
        const id = uuidv7(time, builtin('node:crypto').randomBytes(16));
        add({ id, time, kind: 'note', body: writeNote(note) }, { subject: null, key: '', until: 0 });
      },
      store() {
        for (let done = 0; done < lines.length; done += AT_ONCE) insert.run(layOut(lines.slice(done, done + AT_ONCE)));
      },
    };
  };
};

/** Returns rows as the receiver wants them. */
export const keptIn = (rows: readonly unknown[]): Kept[] =>
  (rows as readonly { time: number; body: string }[]).map(({ time, body }) => ({
    time,
    record: JSON.parse(body) as ConsentRecord,
  }));

/** The columns of {@link rowIn}. */
export const ROW =
  'seq, lower(hex(id)) AS id, time, until, kind, emptied, lower(hex(subject)) AS subject, salt, leaf, head, body';

interface Raw extends Omit<Row, 'kind' | 'emptied' | 'content'> {
  readonly kind: 0 | 1;
  readonly emptied: 0 | 1 | 2;
  readonly subject: string;
  readonly until: number;
  readonly salt: Buffer;
  readonly body: string;
}

const REASONS = [null, 'erased', 'expired'] as const;

/** Returns a line of the table as whoever checks the chain wants it. */
export const rowIn = (raw: unknown): Row => {
  const { seq, id, time, until, kind, emptied, subject, salt, leaf, head, body } = raw as Raw;
  return {
    seq,
    id: id.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    time,
    kind: kind ? 'note' : 'record',
    emptied: REASONS[emptied]!,
    content: emptied ? null : { salt: Buffer.from(salt), body, subject: subject || null, until },
    leaf: Buffer.from(leaf),
    head: Buffer.from(head),
  };
};

/** Returns the function that reads the body of the newest note of a removal; null where there is none. */
export const createLastRemoval = (sql: Sql): (() => string | null) => {
  const find = sql.prepare(
    `SELECT body FROM entries WHERE kind = 1 AND body LIKE '{"removed"%' ORDER BY seq DESC LIMIT 1`,
  );
  return () => (find.get() as { body: string } | undefined)?.body ?? null;
};
