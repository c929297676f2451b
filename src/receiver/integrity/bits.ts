/** A set of many small numbers, one bit each: a log of ten million entries takes 1.25 MB. */

interface Bits {
  readonly add: (n: number) => void;
  readonly remove: (n: number) => void;
  /** Returns the first so many numbers in the set, in order. */
  readonly first: (count: number) => number[];
}

export const createBits = (): Bits => {
  let bytes = new Uint8Array(1024);

  const grow = (n: number): void => {
    if (n >> 3 < bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, (n >> 3) + 1));
    larger.set(bytes);
    bytes = larger;
  };

  return {
    add(n) {
      grow(n);
      bytes[n >> 3]! |= 1 << (n & 7);
    },
    remove(n) {
      if (n >> 3 < bytes.length) bytes[n >> 3]! &= ~(1 << (n & 7));
    },
    first(count) {
      const found: number[] = [];
      for (let n = 0; found.length < count && n < bytes.length * 8; n++)
        if (bytes[n >> 3]! & (1 << (n & 7))) found.push(n);
      return found;
    },
  };
};
