/** Writes entries behind the last one and reads them back; every value goes in as a parameter. */
import { uuidv7 } from '../../decision/uuid.js';
import { linkTo, START, writeId, type Content, type Tip } from '../integrity/chain.js';
import { builtin } from '../integrity/node.js';
import { writeNote, type Note } from '../integrity/notes.js';
import type { Kept, Row } from '../journal.js';
import type { ConsentRecord } from '../../decision/record.js';
import type { Sql } from './sql.js';

/** What stands beside an entry without being part of the chain. */
interface Beside {
  readonly subject: string | null;
  /** The hash of the subject's key; zero where none has come, ignored without a subject. */
  readonly key: string;
  readonly until: number;
}

/** Adds to the chain inside one transaction. */
export interface Writer {
  /** Where the chain stands. */
  readonly tip: () => Tip;
  /** Adds an entry behind the last. */
  readonly add: (content: Content, beside: Beside) => void;
  /** Adds a note of the journal's own. */
  readonly note: (note: Note, time: number) => void;
}

/**
 * Returns the function that begins to add entries, inside a transaction and anew for each: it reads how far the chain goes,
 * since others may write to the file too.
 */
export const createWriter = (sql: Sql): (() => Writer) => {
  const last = sql.prepare('SELECT seq, head, time FROM entries ORDER BY seq DESC LIMIT 1');
  // All bytes go in as one parameter: six of them took 4 µs more of each entry.
  const insert = sql.prepare(`
    INSERT INTO entries (seq, time, kind, until, body, id, salt, leaf, head, subject, key)
    VALUES (?1, ?2, ?3, ?4, ?5, substr(?6, 1, 16), substr(?6, 17, 16), substr(?6, 33, 32), substr(?6, 65, 32),
      nullif(substr(?6, 97, 32), x''), nullif(substr(?6, 129, 32), x''))`);

  return () => {
    const found = last.get() as Tip | undefined;
    // libsql hands out plain bytes.
    let tip: Tip = found ? { ...found, head: Buffer.from(found.head) } : START;

    const add: Writer['add'] = (content, { subject, key, until }) => {
      const link = linkTo(tip, content);
      const { seq, id, time, kind, salt, leaf, head, body } = link;
      const bytes = Buffer.allocUnsafe(subject ? 160 : 96);
      writeId(id, bytes, 0);
      salt.copy(bytes, 16);
      leaf.copy(bytes, 32);
      head.copy(bytes, 64);
      if (subject && bytes.write(subject + key, 96, 'hex') !== 64)
        throw new TypeError('An entry needs 64 hex digits each as its subject and its key.');
      insert.run([seq, time, kind === 'note' ? 1 : 0, until, body, bytes]);
      tip = link;
    };

    return {
      tip: () => tip,
      add,
      note(note, time) {
        const id = uuidv7(time, builtin('node:crypto').randomBytes(16));
        add({ id, time, kind: 'note', body: writeNote(note) }, { subject: null, key: '', until: 0 });
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
  'seq, lower(hex(id)) AS id, time, kind, emptied, lower(hex(subject)) AS subject, salt, leaf, head, body';

interface Raw extends Omit<Row, 'kind' | 'emptied' | 'content'> {
  readonly kind: 0 | 1;
  readonly emptied: 0 | 1 | 2;
  readonly subject: string;
  readonly salt: Buffer;
  readonly body: string;
}

const REASONS = [null, 'erased', 'expired'] as const;

/** Returns a line of the table as whoever checks the chain wants it. */
export const rowIn = (raw: unknown): Row => {
  const { seq, id, time, kind, emptied, subject, salt, leaf, head, body } = raw as Raw;
  return {
    seq,
    id: id.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    time,
    kind: kind ? 'note' : 'record',
    emptied: REASONS[emptied]!,
    content: emptied ? null : { salt: Buffer.from(salt), body, subject: subject || null },
    leaf: Buffer.from(leaf),
    head: Buffer.from(head),
  };
};
