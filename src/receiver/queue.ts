/** Gathers the records of one turn of the event loop and hands them to the journal as one batch, so that they share one flush to disk. */
import type { Entry, Journal, Outcome } from './journal.js';
import { soon } from './turns.js';

interface Waiting {
  readonly entry: Entry;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}

/** Puts an entry in line, or returns `undefined` when there is no room. Resolves only when the journal has kept the entry. */
export type Enqueue = (entry: Entry) => Promise<Outcome> | undefined;

/** How long the line may get, and who hears how long it is. */
interface QueueOptions {
  /** The entries that may be in line, those being written included. */
  readonly room: number;
  readonly onLength: (length: number) => void;
}

/** Returns a line into the journal. */
export const createQueue = (journal: Journal, { room, onLength }: QueueOptions): Enqueue => {
  let waiting: Waiting[] = [];
  let inLine = 0;
  let isBusy = false;

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await journal.append(batch.map(({ entry }) => entry));
      batch.forEach(({ done, failed }, index) => {
        const outcome = outcomes[index];
        if (outcome) done(outcome);
        else failed(new Error('The journal gave no outcome for an entry.'));
      });
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  };

  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    await write(batch);
    inLine -= batch.length;
    onLength(inLine);
    isBusy = waiting.length > 0;
    if (isBusy) soon(flush);
  };

  return (entry) => {
    if (inLine >= room) return undefined;
    inLine++;
    onLength(inLine);
    return new Promise((done, failed) => {
      waiting.push({ entry, done, failed });
      if (!isBusy) soon(flush);
      isBusy = true;
    });
  };
};
