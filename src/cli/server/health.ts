/** Knows whether the server can take records just now. */
import type { Journal } from '../../receiver/index.js';

/** A journal that takes longer to say that it can write, in milliseconds, is as good as none. */
const SLOW = 2000;

/** Whether the server can take records, and what it goes by. */
export interface Health {
  /** Hears how many records wait for the journal. */
  readonly queue: (length: number) => void;
  /** Turns the server unready for good. */
  readonly stop: () => void;
  readonly isStopping: () => boolean;
  /** Resolves to whether the journal can be written to, its queue has room and the server is not stopping. Never rejects. */
  readonly isReady: () => Promise<boolean>;
}

/** What health goes by. */
interface HealthOptions {
  readonly journal: Journal;
  /** The records that may wait for the journal. */
  readonly room: number;
  /** Hears why the journal cannot be written to. */
  readonly onFault: (error: unknown) => void;
}

/** Returns the health of a server. */
export const createHealth = ({ journal, room, onFault }: HealthOptions): Health => {
  let length = 0;
  let isStopping = false;
  let check: Promise<boolean> | undefined;

  const canWrite = (): Promise<boolean> =>
    journal.ready().then(
      () => true,
      (error: unknown) => {
        onFault(error);
        return false;
      },
    );

  const canWriteSoon = (): Promise<boolean> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => void (timer = setTimeout(resolve, SLOW, false)));
    return Promise.race([canWrite(), late]).finally(() => clearTimeout(timer));
  };

  return {
    queue: (now) => void (length = now),
    stop: () => void (isStopping = true),
    isStopping: () => isStopping,
    isReady: async () => {
      if (isStopping || length >= room) return false;
      // Anyone may ask, as often as they like: however many do, the journal is asked once at a time.
      check ??= canWriteSoon().finally(() => void (check = undefined));
      return (await check) && !isStopping;
    },
  };
};
