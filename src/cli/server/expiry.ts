/** Lets the log forget what it has kept long enough, while the server runs (GDPR 5(1)(e); R41). */
import type { Logger } from 'pino';
import type { ChainedJournal, Retention } from '../../receiver/index.js';

/** A day, and a minute after the start: not while whoever restarted the server waits for it. */
const DAY = 86_400_000;
const FIRST = 60_000;

interface Hearing {
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly onFault: (error: unknown) => void;
}

/** Runs a round of retention soon and then daily; `stop` resolves when none is under way any more. */
export const keepExpiring = (
  journal: Pick<ChainedJournal, 'expire'>,
  retention: Partial<Retention>,
  { log, onFault }: Hearing,
): { readonly stop: () => Promise<void> } => {
  let round = Promise.resolve();
  let timer: NodeJS.Timeout;

  const run = async (): Promise<void> => {
    try {
      const { expired, removed, fault } = await journal.expire(Date.now(), retention);
      if (expired || removed) log.info({ expired, removed }, 'kept long enough');
      if (fault)
        log.warn(fault, 'no month is removed while something is wrong with the log; run "npx samtycke verify"');
    } catch (error) {
      onFault(error);
    }
    timer = setTimeout(start, DAY).unref();
  };
  const start = (): void => void (round = run());
  timer = setTimeout(start, FIRST).unref();

  return {
    async stop() {
      clearTimeout(timer);
      await round;
      clearTimeout(timer);
    },
  };
};
