/** Shows that every language has every text, whole and as plain text. */
import { expect, test } from 'vitest';
import { banner } from '../../../locales/sv/banner.js';
import { embeds } from '../../../locales/sv/embeds.js';
import { rights } from '../../../locales/sv/rights.js';
import { services } from '../../../locales/sv/services.js';
import { settings } from '../../../locales/sv/settings.js';
import { table } from '../../../locales/sv/table.js';
import { CODES, LOCALES, VALUES, placeholders, textsIn } from './languages.js';

const { sv } = LOCALES;

test('looks at every language that there is a file for', () => {
  expect(Object.keys(LOCALES).toSorted()).toEqual(CODES.toSorted());
});

test('has each Swedish text in one part alone', () => {
  const keys = [banner, services, settings, rights, table, embeds].flatMap(Object.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each(Object.entries(LOCALES))('has the same texts with the same placeholders in %s', (_code, locale) => {
  expect(Object.keys(locale).toSorted()).toEqual(Object.keys(sv!).toSorted());
  for (const [key, text] of textsIn(locale)) {
    expect(placeholders(text), key).toEqual(placeholders(sv![key]));
    for (const placeholder of placeholders(text))
      expect([...Object.keys(VALUES), 'purpose', 'purposes'], key).toContain(placeholder.slice(1, -1));
  }
});

test.each(Object.entries(LOCALES))('names the language of %s for screen readers, dates and lists', (code, { lang }) => {
  expect(lang).toBe(code.split('-')[0]);
  expect(Intl.ListFormat.supportedLocalesOf(lang)).toEqual([lang]);
});

test.each(Object.entries(LOCALES))('holds nothing in %s but plain text', (_code, locale) => {
  for (const [key, text] of textsIn(locale)) {
    expect(text, key).toMatch(/\S/);
    expect(text, key).toBe(text.trim());
    expect(text, key).not.toMatch(/[<>&\\]|\{\{|https?:|\s{2}/);
  }
});

test.each(Object.entries(LOCALES))('gives each unit in %s in the singular and the plural', (_code, locale) => {
  for (const [key, text] of textsIn(locale)) {
    const forms = text.split('|');
    expect(forms, key).toHaveLength(key.startsWith('unit.') ? 2 : 1);
    for (const form of forms) expect(form, key).toBe(form.trim());
  }
});

test.each(Object.entries(LOCALES))('ends in %s as a sentence what does in Swedish', (_code, locale) => {
  for (const [key, text] of textsIn(locale)) expect(/[.?]$/.test(text), key).toBe(/[.?]$/.test(sv![key]));
});
