/** Empties what has been kept long enough, and removes whole months of which nothing is left, in any chained journal (GDPR 5(1)(e); R41). */
import { addMonths, DAY } from '../decision/validity.js';
import { LONGEST } from './checkRecord.js';
import type { Finding } from './integrity/verify.js';
import type { Purge, Retention } from './journal.js';

/** Entries behind `after`, up to `through`. */
export interface Window {
  readonly after: number;
  readonly through: number;
}

/** Milliseconds since 1970, UTC. */
export interface Limits {
  readonly now: number;
  /** What arrived or ended before these has been kept long enough. */
  readonly atMost: number;
  readonly nameless: number;
  readonly afterwards: number;
}

/**
 * How long an answer can hold after it has arrived at the most, in milliseconds, with a day for clocks that differ. One that
 * seems to hold longer came while the server's clock was behind, or its visitor's ahead, so that its arrival says nothing: it
 * ends no answer before it, and as long as it may hold, which is never longer than this from now, it is not emptied for its age.
 * One that seems to have ended before it arrived came from a visitor whose clock was behind, and is taken to have ended as it
 * arrived.
 */
export const LASTS = LONGEST + DAY;

/** Returns the latest time before which something has been kept long enough. */
export const latestOf = ({ atMost, nameless, afterwards }: Limits): number => Math.max(atMost, nameless, afterwards);

/** What retention asks of a journal; each does its part whole or not at all. */
export interface Shelf {
  /** The entries that there are. */
  readonly span: () => Promise<Window>;
  /**
   * Empties what is due among them, notes it in the chain, forgets the keys of visitors of whom no record is left, and
   * resolves to how many that were.
   */
  readonly empty: (window: Window, limits: Limits) => Promise<number>;
  /** The number and arrival of the first record that is not emptied. */
  readonly firstKept: () => Promise<{ readonly seq: number; readonly time: number } | undefined>;
  /** The number of the first entry that arrived then or later. */
  readonly firstSince: (time: number) => Promise<number | undefined>;
  /**
   * Removes the entries, all of them emptied records or notes, notes it in the chain, and resolves to how many they were:
   * none where somebody else is in the way.
   */
  readonly remove: (window: Window, now: number) => Promise<number>;
  /** How many it removes at a time, so that records are taken in between; Infinity where whole months go at once. */
  readonly removes: number;
}

/**
 * Stands in the body of a record of an embed shown once, which is no answer and so follows none; the receiver writes the
 * fields without a blank, and lets no quotation mark into any.
 */
export const EMBED = '"event":"embed"';

/** So many entries are looked through at a time, for the same reason. */
const STRIDE = 2000;

const DEFAULTS: Retention = { afterwards: 12, atMost: 24, nameless: 12 };

const startOfMonth = (time: number): number => {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
};

/** Acts on the window in strides, one after another, and resolves to the sum. */
const inStrides = async (
  { after, through }: Window,
  stride: number,
  act: (window: Window) => Promise<number>,
): Promise<number> => {
  let sum = 0;
  for (let from = after; from < through; from += stride) {
    sum += await act({ after: from, through: Math.min(from + stride, through) });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return sum;
};

/** A hundred years. */
export const MOST_MONTHS = 1200;

/** What retention works on. */
interface Place {
  readonly shelf: Shelf;
  readonly verify: () => Promise<Finding>;
}

/** Resolves to what one round has done. Throws a RangeError on a retention that is no number of months. */
export const expire = async ({ shelf, verify }: Place, now: number, wished: Partial<Retention>): Promise<Purge> => {
  const retention = { ...DEFAULTS, ...wished };
  for (const months of Object.values(retention))
    if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
      throw new RangeError(`Retention counts in whole months, from 1 to ${MOST_MONTHS}.`);
  const limits = {
    now,
    atMost: addMonths(now, -retention.atMost),
    nameless: addMonths(now, -retention.nameless),
    afterwards: addMonths(now, -retention.afterwards),
  };
  const span = await shelf.span();
  const expired = await inStrides(span, STRIDE, (window) => shelf.empty(window, limits));
  const kept = await shelf.firstKept();
  const young = await shelf.firstSince(startOfMonth(Math.min(kept?.time ?? now, now)));
  const through = Math.min(kept?.seq ?? Infinity, young ?? Infinity) - 1;
  if (!Number.isFinite(through) || through <= span.after) return { expired, removed: 0 };
  // By what is gone nobody could tell any more whether it was emptied here, or by hand. It holds nothing, and can wait.
  const [fault] = (await verify()).faults;
  if (fault) return { expired, removed: 0, fault };
  const removed = await inStrides({ after: span.after, through }, shelf.removes, (window) => shelf.remove(window, now));
  return { expired, removed };
};
