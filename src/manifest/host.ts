/** Tells which hosts belong to a site, and what may lie on it. */
import type { StoredItem } from './types.js';

/** Returns whether a host belongs to the site: the domain itself or below it. */
export const isWithin = (host: string, site: string): boolean =>
  `.${host.toLowerCase().replace(/^\./, '')}`.endsWith(`.${site.toLowerCase()}`);

/** Returns those that can lie on the site. An item of another cannot: what bears its name here is someone else's. */
export const itemsHere = (items: readonly StoredItem[], host: string): StoredItem[] =>
  items.filter(({ domain }) => !domain || isWithin(domain, host));
