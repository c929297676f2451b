/** Listens for several events with one function, and stops as it began. */

/** Listens on the target, or on the window; undone by the function it returns. */
export const hear = (
  types: readonly string[],
  listener: (event: Event) => void,
  target: EventTarget = window,
): (() => void) => {
  for (const type of types) target.addEventListener(type, listener);
  return () => types.forEach((type) => target.removeEventListener(type, listener));
};
