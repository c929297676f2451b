/** Tells who receives what a service collects, and where that is. */
import { isWithin } from '../../manifest/host.js';
import type { Recipient, Service } from '../../manifest/types.js';

/** Returns a recipient's name. */
export const nameOf = (recipient: Recipient): string => (typeof recipient === 'string' ? recipient : recipient.name);

/** Returns a name without what people write in different ways: "Mixpanel Inc." is "Mixpanel, Inc." */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim();

/** Returns whether a recipient may use the data for ends of its own. */
export const isForeign = (recipient: Recipient): boolean =>
  typeof recipient === 'string' || recipient.role !== 'processor';

/** Returns the names of the recipients that are no processors. */
export const foreignIn = (recipients: readonly Recipient[] = []): string[] => recipients.filter(isForeign).map(nameOf);

/** Returns the hosts and cookie domains of a service that lie outside the site; none where the site is not known. */
export const outsideOf = ({ hosts = [], cookies }: Service, site: string | undefined): string[] => {
  const all = [...hosts, ...cookies.flatMap(({ domain }) => domain ?? [])];
  return site ? all.filter((host) => !isWithin(host, site)) : [];
};
