/** Lets little of what takes much memory be under way at once. */

/** Returns a function that runs the work once fewer than so many others are under way, in the order in which they came. */
export const createFewAtOnce = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let free = most;

  return async (work) => {
    if (free) free--;
    // Whoever is done leaves their place to the first in line.
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
};
