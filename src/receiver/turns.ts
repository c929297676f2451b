/** Works through much in turns, so that all else is answered in between. */

/** So many at a time. */
export const TURN = 250;

/** Runs after what this turn of the event loop has brought in; not every runtime has `setImmediate`. */
export const soon = (run: () => void): void =>
  void (typeof setImmediate === 'function' ? setImmediate(run) : setTimeout(run, 0));

/** Resolves after what this turn of the event loop has brought in. */
export const nextTurn = (): Promise<void> => new Promise(soon);

/** Resolves to what the function makes of each, in order. */
export const inTurns = async <T, R>(items: readonly T[], make: (item: T) => R): Promise<R[]> => {
  const made: R[] = [];
  for (const item of items) {
    if (made.length && made.length % TURN === 0) await nextTurn();
    made.push(make(item));
  }
  return made;
};
