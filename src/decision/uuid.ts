/** Makes ids that sort by time. */

/**
 * Returns a UUID of version 7 (RFC 9562 §5.7): the time in milliseconds, then the random bits given.
 * Sorted ids are sorted by time, which keeps the log's index small.
 */
export const uuidv7 = (now: number, random: Uint8Array): string => {
  const time = now.toString(16).padStart(12, '0');
  const [version, variant] = [0x70 | (random[6]! & 0x0f), 0x80 | (random[8]! & 0x3f)];
  const bytes = [version, random[7]!, variant, ...random.slice(9, 16)];
  return (time + bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')).replace(
    /(.{8})(.{4})(.{4})(.{4})/,
    '$1-$2-$3-$4-',
  );
};
