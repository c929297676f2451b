/** Writes values as JSON, whatever a page has made of `toJSON`. */

/**
 * Returns the JSON text of a value that holds plain objects, arrays and primitives. Prototype.js 1.6 gives arrays a
 * `toJSON` that makes texts of them (RELIABILITY S11); the function has the last word, and takes what stands there.
 */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key: string): unknown {
    return this[key];
  });
