/** Finds facts of a service that cannot all be true. */
import { isForeign, nameOf } from '../../manifest/recipients.js';
import type { Manifest, Service } from '../../manifest/types.js';
import { quoted, type Finding, type Judge } from './finding.js';
import { foreignIn, outsideOf, plainName } from './recipients.js';

/** Countries of the EEA, where no transfer needs telling. */
const EEA = 'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';

interface Place {
  readonly manifest: Manifest;
  readonly given: readonly string[];
}

type Found = Pick<Finding, 'path' | 'message' | 'mend' | 'source'> & Partial<Pick<Finding, 'severity'>>;

const ofCountries = ({ countries = [], recipients = [], ...service }: Service, { manifest }: Place): Found[] => {
  const path = '.countries';
  const inside = countries.filter((country) => EEA.split(' ').includes(country));
  const found: Found[] = [];
  if (inside.length)
    found.push({
      severity: 'warning',
      path,
      message: `it names countries of the EEA, ${quoted(inside)}, and is for those outside it`,
      mend: 'Remove them.',
      source: 'GDPR 13(1)(f)',
    });
  // Where the site is not known, any host may be the one that receives.
  const outside = manifest.site ? outsideOf(service, manifest.site) : (service.hosts ?? []);
  if (countries.length > inside.length && !recipients.length && !outside.length)
    found.push({
      path,
      message: `data goes to ${quoted(countries)}, and nobody receives it`,
      mend: 'Name in recipients who does, with "role": "processor" if it only acts for you, or empty countries.',
      source: 'GDPR 13(1)(e)-(f)',
    });
  return found;
};

const ofRecipients = (service: Service, { manifest, given }: Place): Found[] => {
  const { recipients, use } = service;
  const outside = outsideOf(service, manifest.site);
  const path = '.recipients';
  // With none at all it is told of as missing.
  if (outside.length && (recipients ? !recipients.length : service.purpose === 'necessary'))
    return [
      {
        // What the ready-made facts say is no fault of the manifest, though only its owner knows whose host it is.
        severity: use && !given.includes('recipients') ? 'warning' : 'error',
        path,
        message: `it reaches ${quoted(outside)}, outside the site, and nobody receives anything`,
        mend: 'Name in recipients who runs that host, with "role": "processor" if it only acts for you.',
        source: 'GDPR 13(1)(e), Planet49 C-673/17 §§75-81',
      },
    ];
  const isSelf = (name: string): boolean => plainName(name) === plainName(manifest.controller.name);
  return outside.length || !(recipients ?? []).some((it) => isForeign(it) && isSelf(nameOf(it)))
    ? []
    : [
        {
          severity: 'warning',
          path,
          message: 'the controller is no recipient of its own data, and this makes the service third-party',
          mend: 'Remove it; an empty list says that nobody else receives the data.',
          source: 'GDPR 4(9)-(10)',
        },
      ];
};

/** What a text says of one who shares nothing. */
const SHARES_NOTHING =
  /dela[rs]? (?:inte|aldrig)|(?:inte|aldrig) delas?\b|lämnas? (?:inte|aldrig) (?:ut|vidare)|(?:not|never) (?:be )?shared?\b|(?:do not|don't|never) share\b/i;

const ofPromises = ({ text = {}, recipients }: Service): Found[] =>
  Object.entries(text).flatMap(([code, words]) => {
    const said = SHARES_NOTHING.exec(words)?.[0];
    const names = foreignIn(recipients);
    return said && names.length
      ? [
          {
            path: `.text.${code}`,
            message: `it says "${said}", and data goes to ${quoted(names)}`,
            mend: 'Write what is true.',
            source: 'GDPR 5(1)(a)',
          },
        ]
      : [];
  });

const ofAliases = ({ id, aliases = [] }: Service, { manifest }: Place): Found[] =>
  aliases.flatMap((alias, index) => {
    const other = manifest.services.find((it) => it.id !== id && (it.id === alias || it.aliases?.includes(alias)));
    return other
      ? [
          {
            path: `.aliases[${index}]`,
            message: `"${alias}" means the service "${other.id}" too, so that a tag of that name may follow the wrong yes`,
            mend: 'Give each service names of its own.',
            source: 'GDPR 4(11)',
          },
        ]
      : [];
  });

/** Returns what in a manifest contradicts itself. */
export const contradictions: Judge = ({ manifest, given }) =>
  manifest.services.flatMap((service, index) => {
    const place = { manifest, given: given[index] ?? [] };
    const found = [ofCountries, ofRecipients, ofPromises, ofAliases].flatMap((judge) => judge(service, place));
    return found.map((it): Finding => ({
      rule: 'contradiction',
      severity: 'error',
      service: service.id,
      ...it,
      path: `services[${index}]${it.path}`,
    }));
  });
