/** Opens the journal that a command is told of: an SQLite file, or a PostgreSQL database by its URL. */
import { existsSync } from 'node:fs';
import { openPostgres, openSqlite, type ChainedJournal } from '../receiver/index.js';

/** The options of every command that opens a journal. */
export const JOURNAL = {
  db: { type: 'string', default: 'samtycke.db' },
  key: { type: 'string' },
} as const;

export const JOURNAL_HELP = `  --db FILE|URL           the SQLite file, or postgres://user@host/database (samtycke.db)
  --key FILE              the key that signs checkpoints, made if it is not there (the file and .key; samtycke.key)
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

/** Resolves to the journal, which is made if it is not there. */
export const openJournal = async ({ db, key }: { db: string; key?: string | undefined }): Promise<ChainedJournal> =>
  isUrl(db) ? openPostgres(db, key ? { key } : {}) : openSqlite(db, key ? { key } : {});

/** Resolves to a journal that is there already: a misspelt name must not make an empty one, in which nothing is wrong. */
export const openKept = async (options: { db: string; key?: string | undefined }): Promise<ChainedJournal> => {
  if (!isUrl(options.db) && !existsSync(options.db))
    throw new Error(`There is no journal "${options.db}". Name it with --db.`);
  return openJournal(options);
};
