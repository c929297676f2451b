/** Tells which of the things that services store are the same, by names in which `*` stands for anything. */
import { isWithin } from '../../manifest/host.js';
import type { StoredItem } from '../../manifest/types.js';
import type { Facts } from '../../services/types.js';

/** Returns whether a name means all that another means. */
export const covers = (name: string, other: string): boolean => {
  const pattern = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*');
  return new RegExp(`^${pattern}$`).test(other);
};

/** Returns where a service keeps an item. */
export const storageOf = ({ storage = 'cookie' }: StoredItem): string => storage;

/** Returns whether two items may be one: the same storage, and a name that covers the other. */
export const mayBeOne = (one: StoredItem, other: StoredItem): boolean =>
  storageOf(one) === storageOf(other) && (covers(one.name, other.name) || covers(other.name, one.name));

const isSameDomain = (one: string, other: string): boolean => isWithin(one, other) || isWithin(other, one);

/** Returns the ready-made services that keep such an item. One that lies on a vendor's domain is known by that too. */
export const knownByItem = (item: StoredItem, facts: readonly Facts[]): Facts[] =>
  facts.filter(({ cookies }) =>
    cookies.some(
      (known) => mayBeOne(item, known) && (!known.domain || (!!item.domain && isSameDomain(item.domain, known.domain))),
    ),
  );

/** Returns the ready-made services that fetch from a host. */
export const knownByHost = (host: string, facts: readonly Facts[]): Facts[] =>
  facts.filter(({ hosts }) => hosts.includes(host.toLowerCase()));
