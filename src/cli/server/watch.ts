/** Watches the server at work: counts what happens, and writes down what its operator should know. */
import type { Logger } from 'pino';
import type { Journal } from '../../receiver/index.js';
import { codeOf, seldom } from './log.js';
import type { Meter, Watched } from './metrics.js';

/** One request that has been answered, in fixed words and numbers. */
interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Milliseconds. */
  readonly ms: number;
}

/** Hears what happens. No function of it throws. */
export interface Watch {
  readonly event: (event: Watched) => void;
  readonly fault: (error: unknown) => void;
  /** Absent where nobody would hear of it, since waiting for each answer's end takes time. */
  readonly answered: ((answered: Answered) => void) | undefined;
  /** Returns the journal with its batches measured. */
  readonly measured: (journal: Journal) => Journal;
  /** Returns how often each thing has happened since the start. */
  readonly totals: () => Readonly<Record<string, number>>;
}

/** What is worth a line. What goes well is not, and a fault has a line with its code. */
const LINES: Readonly<Partial<Record<string, string>>> = {
  conflict: 'a known id came with other content',
  foreign: 'a record came with the key of another',
  unreadable: 'a body could not be read as JSON',
  'refused-record': 'a body was no record',
  full: 'no record could be taken: too many wait for the journal',
  'unknown-key': 'somebody asked for records without their key',
  'refused-origin': 'a request came from another origin',
  'rate-limited': 'an address asked too often',
  'unnamed-proxy': 'all behind a proxy count as one address until --trust-proxy names it',
};

/** Returns a watch that writes to the log and, where there is one, to the meter. */
export const createWatch = (log: Logger, meter?: Meter): Watch => {
  const totals = new Map<string, number>();
  const write = seldom((event, count) => log.warn({ event, count }, LINES[event]));
  const writeFault = seldom((code, count) => log.error({ event: 'fault', code, count }, 'the journal failed'));
  return {
    event: (event) => {
      totals.set(event, (totals.get(event) ?? 0) + 1);
      meter?.event(event);
      if (LINES[event]) write(event);
    },
    fault: (error) => writeFault(codeOf(error)),
    answered:
      meter || log.isLevelEnabled('debug')
        ? (answered) => {
            meter?.request(answered.route, answered.status);
            log.debug(answered, 'answered');
          }
        : undefined,
    measured: (journal) => ({
      ...journal,
      append: async (batch) => {
        const began = performance.now();
        try {
          return await journal.append(batch);
        } finally {
          meter?.append(batch.length, (performance.now() - began) / 1000);
        }
      },
    }),
    totals: () => Object.fromEntries(totals),
  };
};
