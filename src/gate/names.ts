/** Tells which of the things that lie in a browser a manifest means by its names. */
import type { StoredItem } from '../manifest/types.js';

/** An item as the manifest declares it; `*` stands for any run of characters. */
export type Item = Pick<StoredItem, 'name' | 'storage'>;

/** Where an item may lie. */
export type Kind = NonNullable<Item['storage']>;

/** Returns whether the key fits the pattern, without a regular expression that a pattern could slow down. */
const matches = (key: string, pattern: string): boolean => {
  const [start = '', ...rest] = pattern.split('*');
  if (!rest.length) return key === pattern;
  const end = rest.pop()!;
  if (!key.startsWith(start) || key.length < start.length + end.length || !key.endsWith(end)) return false;
  let from = start.length;
  for (const part of rest) {
    from = key.indexOf(part, from);
    if (from < 0) return false;
    from += part.length;
  }
  return from <= key.length - end.length;
};

/** Returns whether one of the items means one of these keys. */
export const isNamed = (keys: readonly string[], items: readonly Item[]): boolean =>
  items.some(({ name }) => keys.some((key) => matches(key, name)));

/** Returns the items of one kind. */
export const ofKind = (kind: Kind, items: readonly Item[]): Item[] =>
  items.filter(({ storage = 'cookie' }) => storage === kind);
