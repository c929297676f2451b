/** How much the tests try: a seeded sample by default, everything with SAMTYCKE_FULL=1. */

/** Whether every case is to be tried. */
export const isFull = process.env.SAMTYCKE_FULL === '1';

/** The seed of this run; `npm test` prints it, and SAMTYCKE_SEED=… repeats it. */
export const seed = Number((process.env.SAMTYCKE_SEED ??= String(Math.floor(Math.random() * 2 ** 31))));

/** Returns a number in [0, 1) for each call, the same series for the same seed (mulberry32). */
export function createRandom(start = seed): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Deals the cases out by the seed, as evenly as they go, and returns those of each hand. */
export function deal<Case>(cases: readonly Case[], hands: number): Case[][] {
  const random = createRandom();
  const order = cases.map((one) => ({ one, draw: random() })).toSorted((a, b) => a.draw - b.draw);
  return Array.from({ length: hands }, (_, hand) =>
    order.flatMap(({ one }, index) => (index % hands === hand ? [one] : [])),
  );
}

/** Returns so many of the cases, drawn by the seed; all of them in a full run. */
export const sample = <Case>(cases: readonly Case[], count: number): Case[] =>
  isFull ? [...cases] : deal(cases, 1)[0]!.slice(0, count);
