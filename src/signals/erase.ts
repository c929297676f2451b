/** Erases the visitor's own records at the log (GDPR 17), and with them the key that led there. */
import { KEY, LAST, WAITING, openStore } from './store.js';

/** Resolves to whether nothing of the visitor is left at the log; if it is, the key stays so that one can try again. */
export const eraseRecords = async (url: string | undefined): Promise<boolean> => {
  const store = openStore();
  const key = store.get(KEY);
  if (key && url) {
    const answer = await fetch(`${url}/mine`, { method: 'DELETE', headers: { Authorization: `Bearer ${key}` } }).catch(
      () => undefined,
    );
    // 404: the log has nothing of this key (any more).
    if (!answer?.ok && answer?.status !== 404) return false;
  }
  // What still waits would come back under the old id.
  const id = key?.split('.')[0];
  for (const name of store.keys())
    if (id && name.startsWith(WAITING) && store.get(name)?.includes(id)) store.remove(name);
  store.remove(KEY);
  store.remove(LAST);
  return true;
};
