/** Keeps records in one SQLite file: a journal for a site that one machine can serve. */
import { readerOf, signerIn } from '../integrity/keyFile.js';
import { builtin } from '../integrity/node.js';
import { signerOf, type Signer } from '../integrity/signer.js';
import { verifyJournal } from '../integrity/verify.js';
import type { ChainedJournal, Entry, Kept, Outcome } from '../journal.js';
import { judge, subjectsIn } from '../outcomes.js';
import { expire } from '../retention.js';
import { nextTurn, TURN } from '../turns.js';
import { createArtefacts } from './artefacts.js';
import { createCheckpoints } from './checkpoints.js';
import { createLastRemoval, createWriter, keptIn, ROW, rowIn, type Writer } from './entries.js';
import { migrate } from './migrate.js';
import { createShelf } from './shelf.js';
import { connect, whole, type Sql } from './sql.js';
import { createTruncation } from './truncate.js';

/** How to open an SQLite file. */
export interface SqliteOptions {
  /** The file of the Ed25519 key that signs checkpoints; made if it is not there and the journal is new. @default the path and `.key` */
  readonly key?: string;
  /** What checks the signatures. The file of the key is not asked for then, and the journal can be read alone. */
  readonly publicKey?: string;
}

/** Returns whether nothing has been kept or signed yet. */
const isNewIn = (sql: Sql): boolean => {
  const asked = 'SELECT NOT EXISTS (SELECT 1 FROM tip) AND NOT EXISTS (SELECT 1 FROM entries) AS isNew';
  return Boolean((sql.prepare(asked).get() as { isNew: number }).isNew);
};

/** Returns the signer; a journal in memory has a key as short-lived as itself. */
const signerFor = (sql: Sql, path: string, { key, publicKey }: SqliteOptions): Signer => {
  if (publicKey !== undefined) return readerOf(publicKey);
  if (key !== undefined || path !== ':memory:') return signerIn(key ?? `${path}.key`, { isNew: isNewIn(sql) });
  const { privateKey } = builtin('node:crypto').generateKeyPairSync('ed25519');
  return signerOf(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
};

/** Returns the connection to a file whose tables are there, and the signer. */
const connectTo = (path: string, options: SqliteOptions): { sql: Sql; signer: Signer } => {
  const sql = connect(path);
  try {
    migrate(sql);
    return { sql, signer: signerFor(sql, path, options) };
  } catch (error) {
    sql.close();
    throw error;
  }
};

/** What stands for a key that has not come yet. */
const NO_KEY = '0'.repeat(64);

/** Returns the function that keeps a batch inside a transaction. */
const keeper = (sql: Sql): ((batch: readonly Entry[], writer: Writer) => readonly Outcome[]) => {
  const find = sql.prepare(
    "SELECT value AS id, emptied, body FROM json_each(?) CROSS JOIN entries ON entries.id = unhex(value, '-')",
  );
  const findKeys = sql.prepare(
    'SELECT value AS subject, (SELECT lower(hex(key)) FROM entries WHERE subject = unhex(value) LIMIT 1) AS hash FROM json_each(?) WHERE hash IS NOT NULL',
  );
  const setKey = sql.prepare('UPDATE entries SET key = unhex(?) WHERE subject = unhex(?) AND key = zeroblob(32)');
  return (batch, writer) => {
    const ids = find.all(JSON.stringify(batch.map(({ id }) => id))) as { id: string; emptied: number; body: string }[];
    const known = findKeys.all(JSON.stringify(subjectsIn(batch))) as { subject: string; hash: string }[];
    const { outcomes, fresh, keys } = judge(batch, {
      ids: new Map(ids.map((row) => [row.id, row])),
      keys: new Map(known.flatMap(({ subject, hash }) => (hash === NO_KEY ? [] : [[subject, hash]]))),
    });
    for (const { subject, hash } of known)
      if (hash === NO_KEY && keys.has(subject)) setKey.run(keys.get(subject), subject);
    for (const { id, time, subject, until, body } of fresh)
      writer.add({ id, time, kind: 'record', body }, { subject, until, key: keys.get(subject ?? '') ?? NO_KEY });
    return outcomes;
  };
};

/** Returns the function that empties a subject's entries inside a transaction, and returns their numbers. */
const eraser = (sql: Sql): ((subject: string) => number[]) => {
  const find = sql.prepare('SELECT seq FROM entries WHERE subject = unhex(?) ORDER BY seq');
  const clear = sql.prepare(
    "UPDATE entries SET emptied = 1, subject = NULL, key = NULL, salt = zeroblob(16), body = printf('%*s', length(body), '') WHERE subject = unhex(?)",
  );
  return (subject) => {
    const found = (find.all(subject) as { seq: number }[]).map(({ seq }) => seq);
    clear.run(subject);
    return found;
  };
};

type WhileOpen = <T>(work: () => T | Promise<T>) => Promise<T>;

/** Returns the function that reads a subject's newest records in turns, the newest first, and hands them out in order. */
const createBySubject = (sql: Sql, whileOpen: WhileOpen): ChainedJournal['bySubject'] => {
  const page = sql.prepare(
    'SELECT seq, time, body FROM entries WHERE subject = unhex(?) AND seq < ? ORDER BY seq DESC LIMIT ?',
  );
  return async (subject, { limit } = { limit: Infinity }) => {
    const all: Kept[] = [];
    for (let before = Number.MAX_SAFE_INTEGER; all.length < limit; await nextTurn()) {
      const size = Math.min(TURN, limit - all.length);
      const rows = await whileOpen(() => page.all(subject, before, size) as { seq: number }[]);
      if (!rows.length) break;
      all.push(...keptIn(rows));
      before = rows.at(-1)!.seq;
    }
    return all.toReversed();
  };
};

/**
 * Returns the journal in the file, which is made if it is not there; `-wal` and `-shm` files stand beside it, and the key
 * that signs, which is made with it. One process serves at a time: several would wait for each other. Of an erased record its id, its times and
 * its place in the chain stay, so that a late copy of it is recognised, and its place blank; all else is overwritten, but
 * for a rare copy of the subject's hash that SQLite may leave inside an index. Throws if libsql is missing, the file
 * has no name, cannot be opened or is of a later version, or the key cannot be read, or is not there though the journal has
 * begun.
 */
export const openSqlite = (path: string, options: SqliteOptions = {}): ChainedJournal => {
  const { sql, signer } = connectTo(path, options);
  const checkpoints = createCheckpoints(sql, signer);
  const begin = createWriter(sql);
  const keep = keeper(sql);
  const empty = eraser(sql);
  const key = sql.prepare(
    'SELECT lower(hex(key)) AS hash FROM entries WHERE subject = unhex(?) AND key <> zeroblob(32) LIMIT 1',
  );
  const newest = sql.prepare('SELECT time, body FROM entries WHERE kind = 0 AND emptied = 0 ORDER BY seq DESC LIMIT ?');
  const behind = sql.prepare(`SELECT ${ROW} FROM entries WHERE seq > ? ORDER BY seq LIMIT ?`);
  const lastRemoval = createLastRemoval(sql);
  const artefacts = createArtefacts(sql);
  const log = createTruncation(sql);
  // What was erased just before a crash still stands in the log that SQLite writes ahead.
  log.run();
  let isClosed = false;

  // libsql's statements outlive their connection; ours do not.
  const whileOpen: WhileOpen = async (work) => {
    if (isClosed) throw new Error('The journal is closed.');
    return work();
  };

  /** Runs the work as one transaction, with the chain's new end signed in it. */
  const write = <T>(work: (writer: Writer) => T): T =>
    whole(sql, () => {
      const writer = begin();
      checkpoints.check(writer.tip());
      const before = writer.tip().seq;
      const result = work(writer);
      writer.store();
      if (writer.tip().seq > before) checkpoints.sign(writer.tip());
      return result;
    });

  const shelf = createShelf(sql, write, lastRemoval);
  const journal: ChainedJournal = {
    publicKey: signer.publicKey,
    append: (batch) => whileOpen(() => write((writer) => keep(batch, writer))),
    keyOf: (subject) => whileOpen(() => (key.get(subject) as { hash: string } | undefined)?.hash ?? null),
    bySubject: createBySubject(sql, whileOpen),
    erase: (subject) =>
      whileOpen(() => {
        const erased = write((writer) => {
          const seqs = empty(subject);
          if (seqs.length) writer.note({ erased: seqs }, Date.now());
          return seqs.length;
        });
        log.run();
        return erased;
      }),
    list: ({ limit }) => whileOpen(() => keptIn(newest.all(limit))),
    keepArtefacts: (some) => whileOpen(() => artefacts.keep(some)),
    artefact: (hash) => whileOpen(() => artefacts.find(hash)),
    ready: () =>
      whileOpen(() =>
        whole(sql, () => {
          checkpoints.check(begin().tip());
          checkpoints.touch();
        }),
      ),
    rows: (after, limit) => whileOpen(() => behind.all(after, limit).map(rowIn)),
    lastRemoval: () => whileOpen(lastRemoval),
    checkpoints: () => whileOpen(checkpoints.all),
    expire: (now, retention = {}) =>
      whileOpen(async () => {
        const purge = await expire({ shelf, verify: () => verifyJournal(journal) }, now, retention);
        if (purge.removed) log.pack();
        else if (purge.expired) log.run();
        return purge;
      }),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      log.stop();
      sql.close();
    },
  };
  return journal;
};
