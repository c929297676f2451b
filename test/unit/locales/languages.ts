/** Gathers the languages for the tests of this room, and measures how plain a text is. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import da from '../../../locales/da.js';
import de from '../../../locales/de.js';
import en from '../../../locales/en.js';
import fi from '../../../locales/fi.js';
import nb from '../../../locales/nb.js';
import svCookies from '../../../locales/sv-cookies.js';
import svEasy from '../../../locales/sv-easy.js';
import sv from '../../../locales/sv.js';
import type { Locale } from '../../../src/manifest/locale.js';

export type Key = keyof Locale;

/** Every language by its code, variants included. */
export const LOCALES: Readonly<Record<string, Locale>> = {
  sv,
  'sv-easy': svEasy,
  'sv-cookies': svCookies,
  en,
  nb,
  da,
  fi,
  de,
};

/** The code of each language that there is a file for. */
export const CODES = readdirSync(fileURLToPath(import.meta.url).replace(/test\/unit\/.*$/, 'locales'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));

/** Returns each text of a language, but not its code. */
export const textsIn = (locale: object): [key: Key, text: string][] =>
  (Object.entries(locale) as [Key, string][]).filter(([key]) => key !== 'lang');

export const placeholders = (text: string): string[] => (text.match(/\{[^}]*\}/g) ?? []).toSorted();

/** What may stand in the place of each `{name}`. */
export const VALUES: Readonly<Record<string, string>> = {
  controller: 'AssistMe Försäkring i Sverige AB',
  months: '6 månader',
  changes: 'Vi har lagt till en film.',
  name: 'Exempelfilm AB',
  names: 'Exempelfilm AB (USA)',
  number: '559246-3425',
  dpo: 'dpo@assistme.eu',
};

/** Returns a text as a visitor may read it, with the purposes as the language calls them. */
export const filled = (text: string, locale: Locale): string => {
  const purposes = [locale['purpose.functional'], locale['purpose.statistics'], locale['purpose.marketing']];
  const values: Readonly<Record<string, string>> = {
    ...VALUES,
    purpose: locale['purpose.statistics'],
    purposes: new Intl.ListFormat(locale.lang).format(purposes),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
};

/** Returns what the first layer says of itself, as one text. */
export const bodyOf = (locale: Locale): string =>
  filled([locale['banner.body'], locale['banner.third'], locale['banner.withdraw']].join(' '), locale);

export const sentencesOf = (text: string): string[] =>
  text.split(/[.:?]\s+|[.:?]$/).filter((sentence) => /\p{L}/u.test(sentence));

export const wordsOf = (text: string): string[] => text.match(/[\p{L}\d]+(-[\p{L}\d]+)*/gu) ?? [];

/** The Swedish measure of plainness: words in a sentence, and the share of words longer than six letters. */
export const lix = (text: string): number => {
  const words = wordsOf(text);
  return (
    words.length / sentencesOf(text).length + (100 * words.filter((word) => word.length > 6).length) / words.length
  );
};

/** Returns the texts that are whole sentences, as a visitor may read them; "Dataskyddsombud: {dpo}." is none. */
export const proseIn = (locale: Locale): [key: Key, text: string][] =>
  textsIn(locale)
    .filter(([key, text]) => /[.?]$/.test(text) && key !== 'controller' && key !== 'dpo')
    .map(([key, text]) => [key, filled(text, locale)]);
