/** Tells who receives what a service collects, and where that is. */
import { isWithin } from '../../manifest/host.js';
import { isForeign, nameOf } from '../../manifest/recipients.js';
import type { Recipient, Service } from '../../manifest/types.js';

/** Returns a name without what people write in different ways: "Mixpanel Inc." is "Mixpanel, Inc." */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim();

/** Returns the names of the recipients that are no processors. */
export const foreignIn = (recipients: readonly Recipient[] = []): string[] => recipients.filter(isForeign).map(nameOf);

/** Returns the hosts and cookie domains of a service that lie outside the site; none where the site is not known. */
export const outsideOf = ({ hosts = [], cookies }: Service, site: string | undefined): string[] => {
  const all = [...hosts, ...cookies.flatMap(({ domain }) => domain ?? [])];
  return site ? all.filter((host) => !isWithin(host, site)) : [];
};
