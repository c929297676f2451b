/** Finds what is missing or unwise in single fields: what is not told or in no language of the site, lifetimes, addresses, the site itself, too many services. */
import type { Service } from '../../manifest/types.js';
import { quoted, type Finding, type Judge } from './finding.js';
import { isLong } from './lifetime.js';

const ADVISED = ['text', 'data', 'recipients', 'policyUrl'] as const;

/** Texts without any say nothing. */
const isSaid = (value: Service[(typeof ADVISED)[number]]): boolean =>
  !!value && (typeof value === 'string' || Array.isArray(value) || Object.keys(value).length > 0);

const untoldOf = (service: Service): string[] =>
  ADVISED.filter((field) => !isSaid(service[field]) && (service.purpose !== 'necessary' || field === 'text'));

/** Returns what is wrong with a text that is not in the site's language: the first that there is takes its place. */
const unspokenIn = ({ text = {} }: Service, lang: string): Pick<Finding, 'path' | 'message' | 'mend'>[] => {
  const codes = Object.keys(text);
  return codes.length && !codes.includes(lang)
    ? [
        {
          path: '.text',
          message: `there is no text in the site's language, "${lang}", and visitors are shown the one called ${quoted(codes.slice(0, 1))}`,
          mend: `Add "${lang}": "…"; or name another language by its code in options.locale.`,
        },
      ]
    : [];
};

/** Returns what a visitor ought to be told and is not. */
export const untold: Judge = ({ manifest: { services, options } }) => {
  // A variant such as "sv-easy" shows the texts of its language.
  const lang = (options?.locale ?? 'sv').replace(/-.*/, '');
  return services.flatMap((service, index) => {
    const missing = untoldOf(service);
    const found = missing.length
      ? [{ path: '', message: `the visitor ought to be told ${missing.join(', ')}`, mend: 'Add what is missing.' }]
      : [];
    return [...found, ...unspokenIn(service, lang)].map((it): Finding => ({
      rule: 'untold',
      severity: 'warning',
      service: service.id,
      source: 'GDPR 12(1), 13(1), Planet49 C-673/17 §§75-81',
      ...it,
      path: `services[${index}]${it.path}`,
    }));
  });
};

/** Returns whether nothing tells which hosts are the site's own. */
export const unknownSite: Judge = ({ manifest: { site, services } }) =>
  site || !services.some(({ hosts, cookies }) => hosts?.length || cookies.some(({ domain }) => domain))
    ? []
    : [
        {
          rule: 'unknown-site',
          severity: 'warning',
          path: 'site',
          message: 'hosts are named, but not the site, so that nothing here tells which of them are third parties',
          mend: 'Add "site": "example.com", the domain of the site.',
          source: 'Planet49 C-673/17 §§80-81',
        },
      ];

/** Returns whether a dot stands before or behind the site: then no host is below it, and its own ones count as third parties. */
export const dottedSite: Judge = ({ manifest: { site = '' } }) =>
  /^\.|\.$/.test(site)
    ? [
        {
          rule: 'unknown-site',
          severity: 'error',
          path: 'site',
          message: `no host lies below "${site}", so that the site's own hosts count as third parties`,
          mend: `Write "${site.replaceAll(/^\.+|\.+$/g, '')}".`,
          source: 'Planet49 C-673/17 §§80-81',
        },
      ]
    : [];

/** The services that a record can name (receiver/checkRecord.ts); the log refuses one that names more, for good. */
const MOST = 100;

/** Returns whether an answer may have to name more services than a record can. */
export const tooManyServices: Judge = ({ manifest: { services } }) => {
  const optional = services.filter(({ purpose }) => purpose !== 'necessary').length;
  return optional > MOST
    ? [
        {
          rule: 'too-many-services',
          severity: 'error',
          path: 'services',
          message: `there are ${optional} optional services, and a record can name ${MOST}: the log refuses a yes to all`,
          mend: 'Make one of those that one vendor brings for one purpose, or remove what is not used.',
          source: 'GDPR 7(1)',
        },
      ]
    : [];
};

/** Returns the services that keep something for more than thirteen months; of necessary ones another rule asks more. */
export const longLifetimes: Judge = ({ manifest: { services } }) =>
  services.flatMap(({ id, purpose, cookies }, index): Finding[] => {
    const long = (purpose === 'necessary' ? [] : cookies).filter(({ lifetime }) => isLong(lifetime));
    return long.length
      ? [
          {
            rule: 'long-lifetime',
            severity: 'warning',
            path: `services[${index}].cookies[${cookies.indexOf(long[0]!)}].lifetime`,
            service: id,
            message: `longer than 13 months: ${quoted(long.map(({ name }) => name))} (CNIL's measure; Sweden has set none, and browsers end cookies after 400 days)`,
            mend: 'Have the vendor keep it for a shorter time, and write that; or be ready to say why it is needed.',
            source: 'GDPR 5(1)(e)',
          },
        ]
      : [];
  });

const isOpen = (address: string): boolean => /^http:\/\/(?!localhost\b|127\.)/i.test(address);

/** Returns the addresses that anybody on the way can read and change, and policies that are no page. */
export const insecureAddresses: Judge = ({ manifest: { services, policy, options = {} } }) => {
  const all: [path: string, address: string | undefined, service?: string][] = [
    ['policy.url', policy.url],
    ...services.map(
      ({ id, policyUrl }, index) => [`services[${index}].policyUrl`, policyUrl, id] as [string, string, string],
    ),
    ['options.log', options.log],
    ['options.theme', options.theme],
  ];
  return all.flatMap(([path, address = '', service]): Finding[] => {
    const isMail = /^mailto:/i.test(address);
    return isOpen(address) || isMail
      ? [
          {
            rule: 'insecure-address',
            severity: 'warning',
            path,
            ...(service && { service }),
            message: isMail
              ? `"${address}" is no page to read`
              : `"${address}" is not https, so that it can be changed on the way`,
            mend: isMail ? 'Write the address of the page.' : 'Write its https address.',
            source: isMail ? 'GDPR 12(1)' : 'GDPR 32',
          },
        ]
      : [];
  });
};
