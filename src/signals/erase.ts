/** Erases the visitor's own records at the log (GDPR 17), and with them the key that led there. */
import { post } from './post.js';
import { DEAD, KEY, LAST, WAITING, type Store } from './store.js';

/** A record before the first yes belongs to nobody (R40); all else here does, a note too that has become no record yet. */
const NOBODYS = '"consentId":null';

/** Resolves to whether the log has what waits of the visitor, or never will. */
const sendFirst = async (url: string, store: Store, names: readonly string[]): Promise<boolean> => {
  for (const name of names) {
    if (!store.get(name)?.startsWith('{"schema"')) continue;
    if (typeof (await post(url, name.slice(WAITING.length), store)) === 'object') return false;
  }
  return true;
};

/**
 * Resolves to whether nothing of the visitor is left at the log; if anything is, the key stays so that one can try again.
 * What waits is sent before: a copy may be on its way already, by beacon and without the key, and of what the log has
 * erased it knows a late copy again.
 */
export const eraseRecords = async (url: string | undefined, store: Store): Promise<boolean> => {
  const key = store.get(KEY);
  const under = (start: string): string[] =>
    store.keys().filter((name) => name.startsWith(start) && !store.get(name)?.includes(NOBODYS));
  if (key && url) {
    if (!(await sendFirst(url, store, under(WAITING)))) return false;
    const answer = await fetch(`${url}/mine`, { method: 'DELETE', headers: { Authorization: `Bearer ${key}` } }).catch(
      () => undefined,
    );
    // 404: the log has nothing of this key (any more).
    if (!answer?.ok && answer?.status !== 404) return false;
  }
  for (const name of [...under(WAITING), ...under(DEAD), KEY, LAST]) store.remove(name);
  return true;
};
