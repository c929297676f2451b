/** Keeps what visitors were shown in an SQLite file, by its hash. */
import type { Artefact } from '../journal.js';
import { whole, type Sql } from './sql.js';

interface Artefacts {
  /** Keeps them; one that is there already stays as it is. */
  readonly keep: (artefacts: readonly Artefact[]) => void;
  readonly find: (hash: string) => Artefact | null;
}

/** Returns the artefacts of the file. */
export const createArtefacts = (sql: Sql): Artefacts => {
  const add = sql.prepare('INSERT INTO artefacts (hash, type, content) VALUES (unhex(?), ?, ?) ON CONFLICT DO NOTHING');
  const find = sql.prepare('SELECT lower(hex(hash)) AS hash, type, content FROM artefacts WHERE hash = unhex(?)');
  return {
    keep: (artefacts) =>
      whole(sql, () => {
        for (const { hash, type, content } of artefacts) add.run(hash, type, content);
      }),
    find(hash) {
      const [found] = find.all(hash) as Artefact[];
      return found ? { hash: found.hash, type: found.type, content: found.content } : null;
    },
  };
};
