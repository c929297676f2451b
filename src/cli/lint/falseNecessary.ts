/** Finds services that call themselves necessary and do not look it. */
import type { Service } from '../../manifest/types.js';
import type { Facts } from '../../services/types.js';
import { quoted, type Finding, type Judge } from './finding.js';
import { daysOf } from './lifetime.js';
import { foreignIn, outsideOf } from './recipients.js';
import { knownByHost, knownByItem } from './stored.js';

type Found = Pick<Finding, 'severity' | 'path' | 'message' | 'mend'>;

/**
 * How long what is necessary for a reason may stay before it is asked about, in days: the law gives no number, and says
 * "necessary for a service that the user has expressly asked for"; these are ours.
 */
const USUAL_DAYS: Readonly<Record<string, number>> = {
  'load-balancing': 1,
  payment: 1,
  form: 30,
  login: 90,
  security: 90,
  consent: 366,
  preference: 397,
};

const CHOOSE = 'Choose another purpose, so that it waits for a yes.';

const isOptionalOnly = (known: readonly Facts[]): boolean => known.every(({ purpose }) => purpose !== 'functional');

/** What analytics and ads store and fetch is never necessary: LEK has no exemption for statistics. */
const ofKnown = (service: Service, facts: readonly Facts[]): Found[] => {
  const items = service.cookies.flatMap((item, index) => {
    const known = knownByItem(item, facts);
    return known.length ? [{ path: `.cookies[${index}].name`, name: item.name, known }] : [];
  });
  const hosts = (service.hosts ?? []).flatMap((name, index) => {
    const known = knownByHost(name, facts);
    return known.length ? [{ path: `.hosts[${index}]`, name, known }] : [];
  });
  return [...items, ...hosts].map(({ path, name, known }) => ({
    severity: isOptionalOnly(known) ? 'error' : 'warning',
    path,
    message: `"${name}" is known from ${quoted(known.map((it) => it.name))}, for which no visitor has asked`,
    mend: CHOOSE,
  }));
};

const ofReceivers = (service: Service, site: string | undefined): Found[] => {
  const { reason } = service.necessary!;
  // The visitor starts a payment at whoever takes it.
  if (reason === 'payment') return [];
  const names = foreignIn(service.recipients);
  const outside = outsideOf(service, site);
  if (!names.length && !outside.length) return [];
  const mayBe = !names.length || reason === 'login' || reason === 'security';
  return [
    {
      severity: mayBe ? 'warning' : 'error',
      path: names.length ? '.recipients' : '.hosts',
      message: `for the reason "${reason}", data goes without a yes to ${quoted(names.length ? names : outside)}`,
      mend: `${CHOOSE} If it only acts for you, say so: "role": "processor".`,
    },
  ];
};

const ofLifetimes = ({ cookies, necessary }: Service): Found[] => {
  const { reason } = necessary!;
  const usual = USUAL_DAYS[reason] ?? Infinity;
  return cookies.flatMap(({ name, lifetime }, index) =>
    daysOf(lifetime) > usual
      ? [
          {
            severity: 'warning' as const,
            path: `.cookies[${index}].lifetime`,
            message: `"${name}" stays ${lifetime}, long for the reason "${reason}" (more than ${usual} days; that measure is ours, not the law's)`,
            mend: 'Let it end with what the visitor asked for, or be ready to say why it must stay.',
          },
        ]
      : [],
  );
};

/** Returns what in necessary services speaks against their being necessary. */
export const falseNecessary: Judge = ({ manifest: { services, site }, facts }) =>
  services.flatMap((service, index) => {
    if (service.purpose !== 'necessary') return [];
    const known = ofKnown(service, facts);
    const found = [...known, ...(known.length ? [] : ofReceivers(service, site)), ...ofLifetimes(service)];
    return found.map((it): Finding => ({
      rule: 'false-necessary',
      service: service.id,
      source: 'LEK 9:28 second paragraph, WP194',
      ...it,
      path: `services[${index}]${it.path}`,
    }));
  });
