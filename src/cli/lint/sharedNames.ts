/** Finds one name that two services of different purposes store under. */
import { itemsHere } from '../../manifest/host.js';
import type { Service, StoredItem } from '../../manifest/types.js';
import type { Finding, Judge } from './finding.js';
import { covers, mayBeOne } from './stored.js';

type Item = StoredItem & { readonly index: number };

const itemsOf = ({ cookies }: Service, site: string): Item[] => {
  const here = itemsHere(cookies, site);
  return cookies.flatMap((item, index) => (here.includes(item) ? [{ ...item, index }] : []));
};

/** Returns why it matters that two items are one; nothing where it does not. */
const harmOf = (one: Service, other: Service): string => {
  const necessary = [one, other].find(({ purpose }) => purpose === 'necessary');
  return necessary
    ? `what "${necessary.id}" calls necessary is never erased, so that it survives a no to the other`
    : `a yes to one purpose keeps what belongs to the other`;
};

/** A wildcard of an optional service reaches nothing that a necessary one declares: that is left alone (DESIGN §5). */
const isHarmless = ([one, item]: [Service, Item], [other, otherItem]: [Service, Item]): boolean => {
  if (one.purpose === 'necessary') return !covers(item.name, otherItem.name);
  return other.purpose === 'necessary' && !covers(otherItem.name, item.name);
};

/** Returns each pair of services that store under one name for different purposes. */
export const sharedNames: Judge = ({ manifest: { services, site = 'site.invalid' } }) =>
  services.flatMap((other, at) =>
    services.slice(0, at).flatMap((one) => {
      if (one.purpose === other.purpose) return [];
      const pairs = itemsOf(other, site).flatMap((otherItem) =>
        itemsOf(one, site).flatMap((item) =>
          mayBeOne(item, otherItem) && !isHarmless([one, item], [other, otherItem]) ? [{ item, otherItem }] : [],
        ),
      );
      return pairs.slice(0, 1).map(({ item, otherItem }): Finding => {
        const isGrave = one.purpose === 'necessary' || other.purpose === 'necessary';
        return {
          rule: 'shared-name',
          severity: isGrave ? 'error' : 'warning',
          path: `services[${at}].cookies[${otherItem.index}].name`,
          service: other.id,
          message: `"${otherItem.name}" (${other.purpose}) and "${item.name}" of "${one.id}" (${one.purpose}) may be one, and ${harmOf(one, other)}`,
          mend: 'Give each its own name, declare it with one of them only, or give both the same purpose.',
          source: isGrave ? 'LEK 9:28, GDPR 7(3)' : 'GDPR 4(11), rec. 32',
        };
      });
    }),
  );
