/** Keeps what waits for the log in order and within bounds: room for 1,000, and as many that it refused for good (RELIABILITY §3). */
import { DEAD, WAITING, type Store } from './store.js';

/** More than a browser makes in a lifetime. */
const ROOM = 1000;

/** How many such records had to go, since there were more than there is room for. */
const LOST = 'samtycke:lost';

/** The queue of records, and those set aside. */
interface Waiting {
  /** Returns the ids that wait, oldest first: UUIDs of version 7 sort by time. */
  readonly ids: () => string[];
  /** Sets a record aside that the log will never take, and says so. */
  readonly bury: (id: string) => void;
  /** Sets the oldest aside where more wait than there is room for. */
  readonly trim: () => void;
}

/** Returns the queue in that store. */
export const openWaiting = (store: Store, report: (message: string) => void): Waiting => {
  const idsUnder = (start: string): string[] =>
    store
      .keys()
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length))
      .sort();

  const bury = (id: string): void => {
    const text = store.get(WAITING + id);
    // By another tab.
    if (text === null) return;
    // In this order: full storage has room for it once.
    store.remove(WAITING + id);
    store.set(DEAD + id, text);
    report(
      `the log refused record ${id} for good; it is kept as "${DEAD}${id}". Check that site and receiver run the same version.`,
    );
    for (const oldest of idsUnder(DEAD).slice(0, -ROOM)) {
      store.remove(DEAD + oldest);
      store.set(LOST, String(Number(store.get(LOST)) + 1));
    }
  };

  const ids = (): string[] => idsUnder(WAITING);
  return { ids, bury, trim: () => ids().slice(0, -ROOM).forEach(bury) };
};
