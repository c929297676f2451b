/** Tells which hosts belong to a site. */

/** Returns whether a host belongs to the site: the domain itself or below it. */
export const isWithin = (host: string, site: string): boolean =>
  `.${host.toLowerCase().replace(/^\./, '')}`.endsWith(`.${site.toLowerCase()}`);
