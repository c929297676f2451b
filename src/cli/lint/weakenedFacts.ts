/** Finds fields beside `use` that say less than the ready-made facts do. */
import { GROUPS } from '../../decision/cells.js';
import { nameOf } from '../../manifest/recipients.js';
import { groupOf } from '../../manifest/resolve.js';
import type { Service } from '../../manifest/types.js';
import type { Facts } from '../../services/types.js';
import { quoted, type Finding, type Judge } from './finding.js';
import { isLong, isLonger } from './lifetime.js';
import { foreignIn, plainName } from './recipients.js';
import { covers, storageOf } from './stored.js';

type Found = Pick<Finding, 'path' | 'message'> & Partial<Finding>;

const ofGroup = (service: Service, facts: Facts, site: string): Found[] => {
  const { recipients, cookies } = facts;
  const told = { ...service, recipients, cookies, hosts: [...facts.hosts, ...(service.host ? [service.host] : [])] };
  const [is, was] = [groupOf(service, site), groupOf(told, site)];
  return GROUPS.indexOf(is) < GROUPS.indexOf(was)
    ? [
        {
          severity: 'error',
          path: '',
          message: `the fields beside "use" make it ${is}, and by the facts it is ${was}: visitors would say yes to another thing than runs`,
        },
      ]
    : [];
};

const ofRecipients = ({ recipients = [] }: Service, facts: Facts): Found[] => {
  const told = new Set(recipients.map((it) => plainName(nameOf(it))));
  const known = facts.recipients.map(nameOf);
  const untold = known.filter((name) => !told.has(plainName(name)));
  const path = '.recipients';
  if (!recipients.length && known.length)
    return [
      {
        severity: 'error',
        path,
        message: `it says that nobody receives the data, and the facts name ${quoted(known)}`,
      },
    ];
  if (untold.length) return [{ path, message: `it leaves out who receives the data by the facts: ${quoted(untold)}` }];
  const turned = foreignIn(facts.recipients).filter(
    (name) => !foreignIn(recipients).map(plainName).includes(plainName(name)),
  );
  return turned.length
    ? [{ path, message: `it has for a processor who by the facts has ends of its own: ${quoted(turned)}` }]
    : [];
};

const ofPlaces = ({ hosts = [], countries = [] }: Service, facts: Facts): Found[] => {
  const found: Found[] = [];
  if (!hosts.length && facts.hosts.length)
    found.push({
      severity: 'error',
      path: '.hosts',
      message: `it says that nothing is fetched, and by the facts it reaches ${quoted(facts.hosts)}`,
    });
  const untold = facts.countries.filter((country) => !countries.includes(country));
  if (untold.length)
    found.push({ path: '.countries', message: `it leaves out where data goes by the facts: ${quoted(untold)}` });
  return found;
};

/** Where the vendor's own is longer than thirteen months, the check asks for a shorter one: then that is no fault. */
const isOtherLife = (lifetime: string, known: string): boolean =>
  isLonger(lifetime, known) || (isLonger(known, lifetime) && !isLong(known));

const ofCookies = ({ cookies }: Service, facts: Facts): Found[] => {
  const sourced = new Set(facts.sources.flatMap((source) => source.facts));
  const untold = facts.cookies.filter(
    (known) => !cookies.some((item) => storageOf(item) === storageOf(known) && covers(item.name, known.name)),
  );
  const found: Found[] = untold.length
    ? [
        {
          path: '.cookies',
          message: `it leaves out ${quoted(untold.map(({ name }) => name))}: visitors are not told, and nothing erases them`,
        },
      ]
    : [];
  cookies.forEach((item, index) => {
    const known = facts.cookies.find((it) => it.name === item.name && storageOf(it) === storageOf(item));
    if (known && isOtherLife(item.lifetime, known.lifetime) && sourced.has(`cookies.${item.name}`))
      found.push({
        path: `.cookies[${index}].lifetime`,
        message: `"${item.name}" stays ${item.lifetime}, and its vendor says ${known.lifetime}`,
      });
  });
  return found;
};

const ofPurpose = ({ purpose, replay }: Service, facts: Facts): Found[] => {
  const found: Found[] = [];
  if (purpose !== facts.purpose)
    found.push({
      rule: 'doubtful-purpose',
      path: '.purpose',
      message: `it is for ${purpose}, and by the facts for ${facts.purpose}`,
      source: 'GDPR 4(11), 5(1)(b)',
    });
  if (facts.replay && !replay)
    found.push({
      path: '.replay',
      message: 'it is no session replay, and by the facts it is one, which keeps off sensitive paths',
      source: 'GDPR 9, 25, 32',
    });
  return found;
};

/** Returns what is weaker beside `use` than the facts; what is only another way of saying the same is not found. */
export const weakenedFacts: Judge = ({ manifest: { services, site = 'site.invalid' }, facts }) =>
  services.flatMap((service, index) => {
    const known = facts.find(({ id }) => id === service.use);
    if (!known) return [];
    const found = [
      ...ofGroup(service, known, site),
      ...[ofRecipients, ofPlaces, ofCookies, ofPurpose].flatMap((judge) => judge(service, known)),
    ];
    return found.map((it): Finding => ({
      rule: 'weakened-fact',
      severity: 'warning',
      service: service.id,
      mend: 'Leave the field out and the facts stand, or be ready to show that they are wrong for this site.',
      source: 'GDPR 13(1)(e)-(f), Planet49 C-673/17 §§75-81',
      ...it,
      path: `services[${index}]${it.path}`,
    }));
  });
