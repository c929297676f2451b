/** Finds names in a manifest behind which nothing was built: themes, languages and ready-made services. */
import type { Manifest } from '../manifest/types.js';
import type { Facts } from '../services/types.js';
import { readCodes, readThemes } from './files.js';
import { misshapen, type Finding } from './lint/finding.js';

/** Resolves to what is wrong with the names of the theme and of the language. */
export const unbuiltNames = async ({ options = {} }: Manifest): Promise<Finding[]> => {
  const { theme, locale } = options;
  const found: Finding[] = [];
  // An address has a dot or a slash.
  const themes = theme && !/[./]/.test(theme) ? await readThemes() : undefined;
  if (themes && !themes.includes(theme!))
    found.push(
      misshapen(
        'options.theme',
        `there is no theme "${theme}"`,
        `Write one of: ${themes.join(', ')}; or the address of a stylesheet, such as "/${theme}.css".`,
      ),
    );
  const codes = locale ? await readCodes() : [];
  if (locale && !codes.includes(locale))
    found.push(misshapen('options.locale', `there are no texts for "${locale}"`, `Write one of: ${codes.join(', ')}.`));
  return found;
};

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, '');

/** Returns whether one text becomes the other by one letter more, less or other. */
const isOneOff = (one: string, other: string): boolean => {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const rests = [one.slice(start), other.slice(start)] as const;
  return rests[0].slice(1) === rests[1].slice(1) || rests[0].slice(1) === rests[1] || rests[0] === rests[1].slice(1);
};

/** Returns the ready-made services whose name or id is much like what is written. */
const nearTo = (written: string, facts: readonly Facts[]): string[] => {
  const asked = lettersOf(written);
  const isNear = (name: string): boolean =>
    isOneOff(asked, name) || (asked.length > 3 && (name.startsWith(asked) || asked.startsWith(name)));
  return facts.filter(({ id, name }) => isNear(lettersOf(id)) || isNear(lettersOf(name))).map(({ id }) => id);
};

/** Returns how to mend a name that is none of the ready-made services: the nearest, and all that there are. */
export const mendOfUse = (written: string, facts: readonly Facts[]): string => {
  const near = nearTo(written, facts).map((id) => `"${id}"`);
  const all = facts.map(({ id }) => id).toSorted();
  return `${near.length ? `Did you mean ${near.join(' or ')}? ` : ''}Write one of: ${all.join(', ')}; or declare the service by hand.`;
};
