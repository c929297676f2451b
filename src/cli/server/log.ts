/** Writes the server's log: JSON lines of fixed words and numbers, and nothing that a visitor sent. */
import type { Logger } from 'pino';

/** The levels of the log, from little to much. */
const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

type Pino = typeof import('pino');

/** The bytes that wait while the output takes none; lines beyond them are lost. */
const ROOM = 65_536;

/** Returns the output, which neither ends nor holds up the server where it has no room or no reader: pino's own does. */
const createOutput = ({ destination }: Pino): ReturnType<Pino['destination']> => {
  const output = destination({ dest: 1, sync: false, maxLength: ROOM });
  output.removeAllListeners('error').on('error', () => undefined);
  // It would try for ever, at a fatal line and at the end. What is being written keeps the process until it is.
  output.flushSync = () => undefined;
  return output;
};

/**
 * Returns the log, on standard output; what cannot be written waits for the next line. Throws an Error that says how to
 * mend the level.
 */
export const createLog = (packages: Pino, level: string): Logger => {
  if (!LEVELS.some((name) => name === level))
    throw new Error(`"${level}" is no level of the log. Write one of: ${LEVELS.join(', ')}.`);
  const options = {
    level,
    // Not the host's name, nor the process's number.
    base: null,
    timestamp: packages.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return packages.pino(options, createOutput(packages));
};

/** The milliseconds between two lines of one kind. */
const PAUSE = 10_000;

/**
 * Returns a function that counts by kind and writes the count: at once for the first, then at most every ten seconds, so
 * that a flood of requests makes no flood of lines. A count still waiting when the process ends is not written.
 */
export const seldom = (write: (kind: string, count: number) => void): ((kind: string) => void) => {
  const waiting = new Map<string, number>();
  const begin = (kind: string, count: number): void => {
    waiting.set(kind, 0);
    setTimeout(end, PAUSE, kind).unref();
    write(kind, count);
  };
  const end = (kind: string): void => {
    const count = waiting.get(kind) ?? 0;
    waiting.delete(kind);
    if (count) begin(kind, count);
  };
  return (kind) => {
    const count = waiting.get(kind);
    if (count === undefined) begin(kind, 1);
    else waiting.set(kind, count + 1);
  };
};

/** Returns the code of a fault, else its name: a message may quote what was being written, a code never does. */
export const codeOf = (error: unknown): string => {
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown };
  return [code, name].find((word): word is string => typeof word === 'string' && /^\w{2,40}$/.test(word)) ?? 'unknown';
};
