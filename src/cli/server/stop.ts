/** Hears when the server is told to stop, and when it has been waited for long enough. */
import type { EventEmitter } from 'node:events';

/** Longer than any request may take to arrive, and as long as service managers commonly wait. */
const PATIENCE = 10_000;

/** npm passes on the signal that a terminal has sent to both: one Ctrl-C arrives as two signals. */
const ONE_SIGNAL = 1000;

/**
 * Resolves at the first SIGTERM or SIGINT. Calls `giveUp` with the reason at another one after a second, and when ten seconds
 * have passed and the process is still there.
 */
export const untilTold = (giveUp: (why: string) => void, signals: EventEmitter = process): Promise<void> =>
  new Promise((resolve) => {
    let told: number | undefined;
    const hear = (): void => {
      if (told === undefined) {
        told = Date.now();
        setTimeout(giveUp, PATIENCE, 'not done within ten seconds').unref();
        resolve();
      } else if (Date.now() - told > ONE_SIGNAL) giveUp('told again to stop');
    };
    signals.on('SIGTERM', hear);
    signals.on('SIGINT', hear);
  });
