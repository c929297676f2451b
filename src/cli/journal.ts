/** Opens the journal that a command is told of: an SQLite file, or a PostgreSQL database by its URL. */
import { existsSync } from 'node:fs';
import { openPostgres, openSqlite, type ChainedJournal } from '../receiver/index.js';

/** The options of every command that opens a journal. */
export const JOURNAL = {
  db: { type: 'string', default: 'samtycke.db' },
  key: { type: 'string' },
} as const;

export const JOURNAL_HELP = `  --db FILE|URL           the SQLite file, or postgres://user@host/database (samtycke.db)
  --key FILE              the key that signs checkpoints, made for a new log (the file and .key; samtycke.key)
`;

/** Returns whether that is a URL, which may hold a password and so is never shown. Throws an Error on one of another kind. */
const isUrl = (db: string): boolean => {
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//i.exec(db) ?? [];
  if (scheme && !/^postgres(ql)?$/i.test(scheme))
    throw new Error(
      `A URL with "${scheme}" is no PostgreSQL database. Write --db postgres://user@host/database, or a file.`,
    );
  return scheme !== undefined;
};

/** What a command is told of a journal. */
interface Told {
  readonly db: string;
  readonly key?: string | undefined;
  /** What checks the signatures, for a command that only reads. */
  readonly publicKey?: string | undefined;
}

/** Resolves to the journal, which is made if it is not there. */
export const openJournal = async ({ db, key, publicKey }: Told): Promise<ChainedJournal> => {
  const options = { ...(key && { key }), ...(publicKey !== undefined && { publicKey }) };
  return isUrl(db) ? openPostgres(db, options) : openSqlite(db, options);
};

/**
 * Resolves to a journal that is there already, with its key: a misspelt name must not make an empty one, in which nothing is
 * wrong, nor another key, with which all is. A command that can do with a public key says so by the field `publicKey`.
 */
export const openKept = async (told: Told): Promise<ChainedJournal> => {
  const { db, key, publicKey } = told;
  const isFile = !isUrl(db);
  if (isFile && !existsSync(db)) throw new Error(`There is no journal "${db}". Name it with --db.`);
  const file = key || (isFile ? `${db}.key` : 'samtycke.key');
  if (publicKey !== undefined || existsSync(file)) return openJournal(told);
  // What is wrong with the journal itself is said first.
  await (await openJournal({ db, publicKey: '' })).close();
  throw new Error(
    `There is no key "${file}". Name it with --key${'publicKey' in told ? ', or give --public-key' : ''}.`,
  );
};
