/** Goes on with what is here, or with what is still on its way. */

/** Returns whether it is a promise: by what it can do, since a page may have another Promise than `import()` returns. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Partial<Promise<unknown>> | undefined)?.catch === 'function';

/** Calls at once with a value, or as soon as a promise of it resolves; what is thrown on the way there or then goes to `fail`. */
export const when = <T>(value: T | Promise<T>, then: (value: T) => void, fail: (fault: unknown) => void): void => {
  if (isPromise(value)) return void value.then(then).catch(fail);
  try {
    then(value);
  } catch (fault) {
    fail(fault);
  }
};
