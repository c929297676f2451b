/** Erases the visitor's own records at the log (GDPR 17), and with them the key that led there. */
import { isAbsent, isDone } from './answers.js';
import { post } from './post.js';
import { DEAD, KEY, LAST, WAITING, type Store } from './store.js';

/** A record before the first yes belongs to nobody (R40); all else here does, a note too that has become no record yet. */
const NOBODYS = '"consentId":null';

/** More than the tabs of one visitor decide while an answer is on its way. */
const TURNS = 10;

/** Returns the names that begin so, of what is the visitor's. */
const ownedBy = (store: Store, start: string): string[] =>
  store.keys().filter((name) => name.startsWith(start) && !store.get(name)?.includes(NOBODYS));

/** Resolves to whether the log has what waits of the visitor, or never will. */
const sendFirst = async (url: string, store: Store): Promise<boolean> => {
  for (const name of ownedBy(store, WAITING)) {
    if (!store.get(name)?.startsWith('{"schema"')) continue;
    if (typeof (await post(url, name.slice(WAITING.length), store)) === 'object') return false;
  }
  return true;
};

/** Resolves to whether the log has nothing of this key (any more). */
const eraseThere = async (url: string, key: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/mine`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${key}` },
      // Not the page that the visitor is on (R39).
      referrerPolicy: 'origin',
      // As in posting: only the log itself can say that it has erased.
      redirect: 'manual',
    });
    return isDone(answer) || (await isAbsent(answer));
  } catch {
    return false;
  }
};

/** Resolves to whether the log has nothing of this key, nor gets anything more of what waits here. */
const eraseAll = async (url: string, key: string, store: Store): Promise<boolean> => {
  const waiting = (): string =>
    ownedBy(store, WAITING)
      .map((name) => name + store.get(name))
      .join();
  for (let turn = 0; turn < TURNS; turn++) {
    if (!(await sendFirst(url, store))) return false;
    const before = waiting();
    if (!(await eraseThere(url, key))) return false;
    // A note may have become a record meanwhile, and been sent: then once more.
    if (waiting() === before) return true;
  }
  return false;
};

/**
 * Resolves to whether nothing of the visitor is left at the log; if anything is, the key stays so that one can try again.
 * What waits is sent before: a copy may be on its way already, by beacon and without the key, and of what the log has
 * erased it knows a late copy again.
 */
export const eraseRecords = async (url: string | undefined, store: Store): Promise<boolean> => {
  const key = store.get(KEY);
  if (key && url && !(await eraseAll(url, key, store))) return false;
  for (const name of [...ownedBy(store, WAITING), ...ownedBy(store, DEAD), KEY, LAST]) store.remove(name);
  return true;
};
