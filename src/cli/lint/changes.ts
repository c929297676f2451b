/** Tells what a service does that it did not do before: what no older yes covers. */
import { GROUPS } from '../../decision/cells.js';
import { isWithin } from '../../manifest/host.js';
import { isForeign, nameOf } from '../../manifest/recipients.js';
import { groupOf } from '../../manifest/resolve.js';
import type { Service, StoredItem, Texts } from '../../manifest/types.js';
import type { Rule } from './finding.js';
import { isLonger } from './lifetime.js';
import { plainName } from './recipients.js';
import { covers, storageOf } from './stored.js';

/** A service in a manifest, on its site. */
export interface Placed {
  readonly service: Service;
  readonly site: string;
}

/** One thing that is new. */
export interface Change {
  readonly rule: Rule;
  /** The field within the service; empty for the service. */
  readonly path: string;
  readonly message: string;
  /** Where the rule comes from, if from elsewhere than the others. */
  readonly source?: string;
}

const recipientsOf = ({ service: is }: Placed, { service: was }: Placed): Change[] => {
  const before = new Map((was.recipients ?? []).map((it) => [plainName(nameOf(it)), isForeign(it)]));
  return (is.recipients ?? []).flatMap((recipient, index): Change[] => {
    const name = nameOf(recipient);
    const wasForeign = before.get(plainName(name));
    if (wasForeign === undefined || (isForeign(recipient) && !wasForeign))
      return [
        {
          rule: 'new-recipient',
          path: `.recipients[${index}]`,
          message:
            wasForeign === undefined
              ? `"${name}" did not receive the data before`
              : `"${name}" was a processor, and now has ends of its own`,
        },
      ];
    return [];
  });
};

const placesOf = ({ service: is, site }: Placed, { service: was }: Placed): Change[] => {
  const hosts = (is.hosts ?? []).flatMap((host, index): Change[] =>
    isWithin(host, site) || was.hosts?.some((it) => isWithin(host, it))
      ? []
      : [{ rule: 'new-host', path: `.hosts[${index}]`, message: `it did not reach "${host}" before` }],
  );
  const countries = (is.countries ?? []).flatMap((country, index): Change[] =>
    was.countries?.includes(country)
      ? []
      : [{ rule: 'new-country', path: `.countries[${index}]`, message: `data did not go to "${country}" before` }],
  );
  return [...hosts, ...countries];
};

/** A domain of the site's own makes no other cookie. */
const domainOf = ({ domain }: StoredItem, site: string): string => (domain && !isWithin(domain, site) ? domain : '');

const cookiesOf = ({ service: is, site }: Placed, { service: was, site: before }: Placed): Change[] =>
  is.cookies.flatMap((item, index): Change[] => {
    const same = was.cookies.filter(
      (it) =>
        storageOf(it) === storageOf(item) &&
        domainOf(it, before) === domainOf(item, site) &&
        covers(it.name, item.name),
    );
    if (!same.length)
      return [{ rule: 'new-cookie', path: `.cookies[${index}]`, message: `"${item.name}" was not stored before` }];
    return same.every(({ lifetime }) => isLonger(item.lifetime, lifetime))
      ? [
          {
            rule: 'longer-lifetime',
            path: `.cookies[${index}].lifetime`,
            message: `"${item.name}" stays ${item.lifetime}, and stayed ${same[0]!.lifetime}`,
          },
        ]
      : [];
  });

const wordsOf = (data: string | Texts): string[] => (typeof data === 'string' ? [data] : Object.values(data));

/** A kind of data is the same where it has the same words in any language, so that a translation is nothing new. */
const dataOf = ({ service: is }: Placed, { service: was }: Placed): Change[] => {
  const before = new Set((was.data ?? []).flatMap(wordsOf).map(plainName));
  return (is.data ?? []).flatMap((data, index): Change[] => {
    const words = wordsOf(data);
    return words.some((it) => before.has(plainName(it)))
      ? []
      : [
          {
            rule: 'new-data',
            path: `.data[${index}]`,
            message: `visitors were not told before that it collects "${words[0] ?? ''}"`,
            source: 'EDPB 05/2020 §64',
          },
        ];
  });
};

const replayOf = ({ service: is }: Placed, { service: was }: Placed): Change[] =>
  is.replay && !was.replay
    ? [
        {
          rule: 'new-replay',
          path: '.replay',
          message: 'it records sessions, and did not before',
          source: 'GDPR 4(11), EDPB 05/2020 §64',
        },
      ]
    : [];

const purposeOf = ({ service: is }: Placed, { service: was }: Placed): Change[] =>
  is.purpose === was.purpose
    ? []
    : [{ rule: 'new-purpose', path: '.purpose', message: `it is for ${is.purpose}, and was for ${was.purpose}` }];

/** What makes no group stricter. */
const isApart = ({ rule }: Change): boolean => rule === 'new-data' || rule === 'new-replay';

/** Returns what is new in a service; a stricter group only where nothing else tells of it. */
export const changesIn = (is: Placed, was: Placed): Change[] => {
  const found = [purposeOf, recipientsOf, placesOf, cookiesOf, dataOf, replayOf].flatMap((judge) => judge(is, was));
  const [group, before] = [groupOf(is.service, is.site), groupOf(was.service, was.site)];
  return !found.every(isApart) || GROUPS.indexOf(group) <= GROUPS.indexOf(before)
    ? found
    : [{ rule: 'moved-group', path: '', message: `it is ${group}, and was ${before}` }, ...found];
};

/** Returns whether it has come into a milder group: to another cell, which the visitor may have granted for other services. */
export const isMilder = (is: Placed, was: Placed): boolean =>
  GROUPS.indexOf(groupOf(is.service, is.site)) < GROUPS.indexOf(groupOf(was.service, was.site));
