/** Reads how long records are to be kept. */
import type { Retention } from '../receiver/index.js';
import { MOST_MONTHS } from '../receiver/retention.js';

/** The options that say how long, for every command that takes them. */
export const RETENTION = {
  afterwards: { type: 'string' },
  'at-most': { type: 'string' },
  nameless: { type: 'string' },
} as const;

export const RETENTION_HELP = `  --afterwards MONTHS     how long a record is kept after its answer ran out or another followed (12)
  --at-most MONTHS        how long after it arrived, whatever it says (24)
  --nameless MONTHS       how long a refusal without an id is kept (12)
`;

type Values = { readonly [Name in keyof typeof RETENTION]?: string | undefined };

/** Returns what the options say of retention. Throws an Error that says how to mend one that is no number of months. */
export const retentionIn = (values: Values): Partial<Retention> => {
  const monthsIn = (option: keyof Values): number | undefined => {
    const text = values[option];
    if (text === undefined) return undefined;
    const months = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (months >= 1 && months <= MOST_MONTHS) return months;
    throw new Error(
      `"${text}" is no number of months. Write --${option} 12, or another whole number from 1 to ${MOST_MONTHS}.`,
    );
  };
  const said = { afterwards: monthsIn('afterwards'), atMost: monthsIn('at-most'), nameless: monthsIn('nameless') };
  return Object.fromEntries(Object.entries(said).filter(([, months]) => months !== undefined));
};
