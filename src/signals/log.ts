/** Sends what waits to the site's own receiver until it is taken: back-off with jitter between, by beacon when the page hides. */
import { textOf } from '../decision/text.js';
import { complete, type LogSite } from './complete.js';
import { forgetExpired } from './forget.js';
import type { Note } from './note.js';
import { post, type Outcome } from './post.js';
import { WAITING, type Store } from './store.js';
import { inTurn } from './turn.js';
import { openWaiting } from './waiting.js';

interface LogOptions extends LogSite {
  readonly url: string;
  readonly store: Store;
  readonly report: (message: string) => void;
  /** Is told after each answer, or the lack of one, whether the log took the record, and its text. */
  readonly onAnswer: (taken: boolean, text: string) => void;
}

// RELIABILITY §3: the first wait and the longest, in milliseconds; doubled each time, with jitter.
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 3_600_000;

/** A tab whose waits have grown longer than so many milliseconds takes the one that holds the lock for frozen, and sends itself. */
const FROZEN = 30_000;

/** The log as a page sends to it. */
export interface Log {
  /** Sends all that waits, now; resolves when nothing does or the log must be left alone for a while. */
  readonly flush: () => Promise<void>;
  readonly stop: () => void;
}

/** Returns what does it once at a time, and once more where it is asked for meanwhile: its last look may have been before. */
const oneByOne = (act: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const run = (): Promise<void> => {
    isAskedAgain = !!running;
    return (running ??= act().finally(() => {
      running = undefined;
      return isAskedAgain ? run() : undefined;
    }));
  };
  return run;
};

/** Returns what hands the browser all that waits, as the page hides. */
const createBeacon = ({ url, store }: LogOptions, ids: () => readonly string[]): ((event: Event) => void) => {
  // What is handed over stays in the queue until an answer on a later page: a repeat is harmless. Once a page is enough.
  const handed = new Set<string>();
  return ({ type }) => {
    if ((type !== 'pagehide' && document.visibilityState !== 'hidden') || !navigator.sendBeacon) return;
    for (const id of ids()) {
      const body = store.get(WAITING + id) ?? '';
      if (handed.has(id) || !body.startsWith('{"schema"')) continue;
      if (!navigator.sendBeacon(url, body)) return;
      handed.add(id);
    }
  };
};

/** Opens the log of this page; it also sends when the browser comes online. */
export const openLog = (options: LogOptions): Log => {
  const { url, store, report, onAnswer } = options;
  // Before the next answer is given: it may be a refusal, which is nobody's.
  forgetExpired(store, options.months, Date.now());
  const { ids, bury, trim } = openWaiting(store, report);
  let isOver = false;
  let wait = FIRST_WAIT;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Completes what is still a note; resolves to what has become of it where nothing is to be sent now. */
  const prepare = async (id: string): Promise<Outcome | undefined> => {
    const text = store.get(WAITING + id);
    // By another tab.
    if (text === null) return 'taken';
    try {
      const found = JSON.parse(text) as { schema?: 1 };
      if (found.schema) return undefined;
      const make = await complete({ note: found as Note, recordId: id }, store, options).catch(() => undefined);
      if (!make) return 'left';
      return await inTurn(() => {
        // Another tab may have made the record meanwhile: another one of the same id would be refused for good.
        const now = store.get(WAITING + id);
        if (now === text) store.set(WAITING + id, textOf(make()));
        return now === null ? 'taken' : undefined;
      });
    } catch {
      return 'dead';
    }
  };

  /** Sends all that waits; returns how long to leave the log alone, or `undefined` when nothing is left. */
  const sendAll = async (): Promise<number | undefined> => {
    trim();
    // All of them before the first is sent: if that fails and the page goes, the beacons take the others along.
    for (const id of ids()) if ((await prepare(id)) === 'dead') bury(id);
    // Asks anew each time: a record may have come in, or another tab sent one, meanwhile.
    const left = new Set<string>();
    const nextOf = (): string | undefined => ids().find((id) => !left.has(id));
    for (let id = nextOf(); id; id = nextOf()) {
      const unsent = await prepare(id);
      const text = store.get(WAITING + id) ?? '';
      const outcome = unsent ?? (await post(url, id, store));
      if (outcome === 'dead') bury(id);
      if (outcome === 'left') left.add(id);
      onAnswer(outcome === 'taken', text);
      if (typeof outcome === 'object') return outcome.after || wait * (0.5 + Math.random());
    }
    return undefined;
  };

  // One flusher across tabs, where the browser has locks; without them, or where it refuses them (storage blocked, an opaque
  // origin), a repeat is harmless. None queues for the lock or goes without it for long: a tab may be frozen while it holds it.
  const sendLocked = async (): Promise<void> => {
    clearTimeout(timer);
    const ifFree = (lock: unknown): Promise<number | undefined> | number =>
      lock || wait > FROZEN ? sendAll() : FIRST_WAIT;
    const locks = (navigator as { locks?: LockManager }).locks;
    const sent = locks?.request('samtycke:q', { ifAvailable: true }, ifFree).catch(sendAll) ?? sendAll();
    const pause = await sent.catch(() => wait);
    if (pause === undefined || isOver) return void (wait = FIRST_WAIT);
    timer = setTimeout(flush, Math.min(pause, LONGEST_WAIT));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const flush = oneByOne(sendLocked);

  const beacon = createBeacon(options, ids);
  // A page that comes back from the back/forward cache may have slept through its pause.
  const wake = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) void flush();
  };

  addEventListener('online', flush);
  addEventListener('pageshow', wake);
  addEventListener('visibilitychange', beacon);
  addEventListener('pagehide', beacon);
  return {
    flush,
    stop() {
      isOver = true;
      clearTimeout(timer);
      removeEventListener('online', flush);
      removeEventListener('pageshow', wake);
      removeEventListener('visibilitychange', beacon);
      removeEventListener('pagehide', beacon);
    },
  };
};
