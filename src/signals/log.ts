/** Sends what waits to the site's own receiver until it is taken: back-off with jitter between, by beacon when the page hides. */
import { textOf } from '../decision/text.js';
import { complete, type LogSite } from './complete.js';
import type { Note } from './note.js';
import { post } from './post.js';
import { WAITING, openStore } from './store.js';

export interface LogOptions extends LogSite {
  readonly url: string;
  readonly report: (message: string) => void;
  /** Is told after each answer, or the lack of one, whether the log took the record. */
  readonly onAnswer: (taken: boolean) => void;
}

// RELIABILITY §3: the first wait and the longest, in milliseconds; doubled each time, with jitter.
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 3_600_000;

/** More than a browser makes in a lifetime; past it the oldest make room and are counted as dead. */
const ROOM = 1000;

const DEAD = 'samtycke:dead:';

export interface Log {
  /** Sends all that waits, now; resolves when nothing does or the log must be left alone for a while. */
  readonly flush: () => Promise<void>;
  readonly stop: () => void;
}

/** Opens the log of this page; it also sends when the browser comes online. */
export const openLog = (options: LogOptions): Log => {
  const { url, report, onAnswer } = options;
  const store = openStore();
  let wait = FIRST_WAIT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;

  /** Returns the ids that wait, oldest first: UUIDs of version 7 sort by time. */
  const waiting = (): string[] =>
    store
      .keys()
      .filter((key) => key.startsWith(WAITING))
      .map((key) => key.slice(WAITING.length))
      .sort();

  /** Sets a record aside that the log will never take, and says so. */
  const bury = (id: string): void => {
    store.set(DEAD + id, store.get(WAITING + id) ?? '');
    store.remove(WAITING + id);
    report(
      `the log refused record ${id} for good; it is kept as "${DEAD}${id}". Check that site and receiver run the same version.`,
    );
  };

  /** Completes what is still a note; returns false for what is neither note nor record. */
  const prepare = async (id: string): Promise<boolean> => {
    try {
      const found = JSON.parse(store.get(WAITING + id) ?? '') as { schema?: 1 };
      if (!found.schema)
        store.set(WAITING + id, textOf(await complete({ note: found as Note, recordId: id }, store, options)));
      return true;
    } catch {
      return false;
    }
  };

  /** Sends all that waits; returns how long to leave the log alone, or `undefined` when nothing is left. */
  const sendAll = async (): Promise<number | undefined> => {
    for (const id of waiting().slice(0, -ROOM)) bury(id);
    // Asks anew each time: a record may have come in, or another tab sent one, meanwhile.
    const left = new Set<string>();
    const nextOf = (): string | undefined => waiting().find((id) => !left.has(id));
    for (let id = nextOf(); id; id = nextOf()) {
      const outcome = (await prepare(id)) ? await post(url, id, store) : 'dead';
      if (outcome === 'dead') bury(id);
      if (outcome === 'left') left.add(id);
      onAnswer(outcome === 'taken');
      if (typeof outcome === 'object') return outcome.after || wait * (0.5 + Math.random());
    }
    return undefined;
  };

  // One flusher across tabs, where the browser has locks; without them a repeat is harmless. None queues for the lock: a
  // tab that is frozen while it holds it must not stop the others for ever.
  const sendLocked = async (): Promise<void> => {
    clearTimeout(timer);
    const locks = (navigator as { locks?: LockManager }).locks;
    const pause = await (
      locks ? locks.request('samtycke:q', { ifAvailable: true }, (lock) => (lock ? sendAll() : FIRST_WAIT)) : sendAll()
    ).catch(() => wait);
    if (pause === undefined) return void (wait = FIRST_WAIT);
    timer = setTimeout(flush, Math.min(pause, LONGEST_WAIT));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const flush = (): Promise<void> => (running ??= sendLocked().finally(() => (running = undefined)));

  // What is handed over stays in the queue until an answer on a later page: a repeat is harmless.
  const beacon = (): void => {
    if (document.visibilityState !== 'hidden' || !navigator.sendBeacon) return;
    for (const id of waiting()) {
      const body = store.get(WAITING + id) ?? '';
      if (body.startsWith('{"schema"') && !navigator.sendBeacon(url, body)) return;
    }
  };

  addEventListener('online', flush);
  addEventListener('visibilitychange', beacon);
  return {
    flush,
    stop() {
      clearTimeout(timer);
      removeEventListener('online', flush);
      removeEventListener('visibilitychange', beacon);
    },
  };
};
