/** Shows that the languages say the same, in plain and fair words (R12, R13, R15, R35). */
import { expect, test } from 'vitest';
import en from '../../../locales/en.js';
import sv from '../../../locales/sv.js';
import { banner } from '../../../locales/sv/banner.js';
import { embeds } from '../../../locales/sv/embeds.js';
import { services } from '../../../locales/sv/services.js';
import { settings } from '../../../locales/sv/settings.js';
import { table } from '../../../locales/sv/table.js';
import type { Locale } from '../../../src/manifest/locale.js';

const languages: readonly (readonly [string, Locale])[] = [
  ['sv', sv],
  ['en', en],
];
const textsIn = (locale: object): [key: string, text: string][] => Object.entries(locale) as [string, string][];
const placeholders = (text: string): string[] => (text.match(/\{[^}]*\}/g) ?? []).toSorted();

const FILLED = {
  controller: 'AssistMe Försäkring i Sverige AB',
  purposes: 'funktioner, statistik och marknadsföring',
  months: '6 månader',
  changes: 'Vi har lagt till en film.',
  name: 'Exempelfilm AB',
  purpose: 'statistik',
  names: 'Exempelfilm AB (USA)',
  dpo: 'dpo@assistme.eu',
  number: '559246-3425',
};
const filled = (text: string): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => FILLED[name as keyof typeof FILLED]);
const sentencesOf = (text: string): string[] =>
  filled(text)
    .split(/[.:?]\s+|[.:?]$/)
    .filter((sentence) => /\p{L}/u.test(sentence));
const wordsOf = (text: string): string[] => filled(text).match(/[\p{L}\d]+(-[\p{L}\d]+)*/gu) ?? [];

/** The Swedish measure of plainness: words in a sentence, and the share of words longer than six letters. */
const lix = (text: string): number =>
  wordsOf(text).length / sentencesOf(text).length +
  (100 * wordsOf(text).filter((word) => word.length > 6).length) / wordsOf(text).length;

test('has the same texts in every language', () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(sv).toSorted());
  const parts = [banner, services, settings, table, embeds].flatMap(Object.keys);
  expect(new Set(parts).size).toBe(parts.length);
});

test.each(textsIn(sv))('has the same placeholders for %s in every language', (key, text) => {
  expect(placeholders(en[key as keyof Locale])).toEqual(placeholders(text));
  for (const placeholder of placeholders(text)) expect(Object.keys(FILLED)).toContain(placeholder.slice(1, -1));
});

test('leaves no text in the words of another language', () => {
  expect(
    textsIn(sv)
      .filter(([key, text]) => en[key as keyof Locale] === text)
      .map(([key]) => key),
  ).toEqual([]);
});

test.each(languages)('holds nothing in %s but plain text', (code, locale) => {
  expect(locale.lang).toBe(code);
  for (const [key, text] of textsIn(locale)) {
    expect(text, key).toMatch(/\S/);
    expect(text, key).toBe(text.trim());
    expect(text, key).not.toMatch(/[<>&\\]|\{\{|https?:|\s{2}/);
  }
});

test.each(languages)('gives each unit in %s in the singular and the plural', (_code, locale) => {
  for (const [key, text] of textsIn(locale)) expect(text.split('|'), key).toHaveLength(key.startsWith('unit.') ? 2 : 1);
});

const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  sv: /!|rekommender|\bbäst|\bbättre\b|tyvärr|\bmissa|erbjud|\bgratis\b|\bälska|okej|\bok\b|fortsätt|njut|\bfull upplevelse|skräddarsy|anpassad upplevelse|bry oss|värdesätt|uppskatta|tack\b|😀|🍪/i,
  en: /!|recommend|\bbest\b|\bbetter\b|\bsorry\b|unfortunately|\bmiss\b|\boffer|\bfree\b|\blove\b|\bok(ay)?\b|continue|enjoy|tailor|experience|we value|we care|thank|😀|🍪/i,
};

test.each(languages)('praises, begs and warns of nothing in %s', (code, locale) => {
  for (const [key, text] of textsIn(locale)) expect(text, key).not.toMatch(FORBIDDEN[code]!);
});

test.each(languages)('names no other legal basis than consent in %s', (_code, locale) => {
  for (const [key, text] of textsIn(locale)) expect(text, key).not.toMatch(/berättiga|legitim|intresse|interest/i);
});

test('says kakor throughout, and cookies once, in brackets', () => {
  const withCookies = textsIn(sv).filter(([, text]) => /cookie/i.test(text));
  expect(withCookies.map(([key]) => key)).toEqual(['banner.body']);
  expect(sv['banner.body'].match(/cookie/gi)).toHaveLength(1);
  expect(sv['banner.body']).toContain('kakor (cookies)');
});

test('asks on the first layer in the words of the requirements', () => {
  expect(filled([sv['banner.body'], sv['banner.third'], sv['banner.withdraw']].join(' '))).toBe(
    'AssistMe Försäkring i Sverige AB använder kakor (cookies) och liknande teknik. Nödvändiga kakor används alltid, för att webbplatsen ska fungera. ' +
      'Om du säger ja använder vi också kakor för funktioner, statistik och marknadsföring. En del kommer från andra företag, som då får uppgifter om ditt besök. ' +
      'Du kan ta tillbaka ditt samtycke när du vill. Det gör du under Kakinställningar längst ner på sidan.',
  );
  expect([sv['banner.title'], sv['accept-all'], sv['reject-all'], sv.save, sv.settings]).toEqual([
    'Välj vilka kakor vi får använda',
    'Godkänn alla',
    'Neka alla',
    'Spara mina val',
    'Inställningar',
  ]);
  expect(sv['settings.title']).toBe('Kakinställningar');
});

test.each(languages)('tells in %s where to withdraw by the name of that place', (_code, locale) => {
  expect(locale['banner.withdraw']).toContain(locale['settings.title']);
});

test('keeps the Swedish of the first layer at 42 LIX, in sentences of at most 15 words', () => {
  expect(lix([sv['banner.body'], sv['banner.third'], sv['banner.withdraw']].join(' '))).toBeLessThanOrEqual(42);
  const shown = [
    'banner.title',
    'banner.body',
    'banner.third',
    'banner.withdraw',
    'gpc',
    'changed.minor',
    'changed.major',
    'expired',
    'error.storage',
    'saved',
    'rejected',
  ] as const;
  for (const key of shown)
    for (const sentence of sentencesOf(sv[key])) expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(15);
});

test('keeps the Swedish of the second layer at 40 LIX', () => {
  const prose = textsIn({ ...services, ...settings, ...table, ...embeds })
    .map(([, text]) => text)
    .filter((text) => text.endsWith('.') && sentencesOf(text).length > 1);
  expect(lix(prose.join(' '))).toBeLessThanOrEqual(40);
});
