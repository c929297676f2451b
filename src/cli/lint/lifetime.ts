/** Compares lifetimes as the manifest writes them. */

const DAYS: Readonly<Record<string, number>> = { min: 1 / 1440, h: 1 / 24, d: 1, mo: 365 / 12, y: 365 };

const partsOf = (lifetime: string): readonly [count: number, unit: string] => {
  const [, count, unit] = /^(\d+)(\D+)$/.exec(lifetime) ?? [];
  return unit ? [Number(count), unit] : [0, ''];
};

/** Returns a lifetime in days; 0 for `session`. */
export const daysOf = (lifetime: string): number => {
  const [count, unit] = partsOf(lifetime);
  return count * (DAYS[unit] ?? 0);
};

/** Returns whether a lifetime is longer than another. In other units it must be clearly so: `1mo` is not longer than `30d`. */
export const isLonger = (lifetime: string, other: string): boolean => {
  const [[count, unit], [otherCount, otherUnit]] = [partsOf(lifetime), partsOf(other)];
  return unit === otherUnit ? count > otherCount : daysOf(lifetime) > daysOf(other) * 1.02;
};

/** Thirteen months of 365 / 12 days, and what rounding may add. */
const LONG_DAYS = 397;

/** Returns whether a lifetime is longer than thirteen months, of which the check warns. */
export const isLong = (lifetime: string): boolean => daysOf(lifetime) > LONG_DAYS;
