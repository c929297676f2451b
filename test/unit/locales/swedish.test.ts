/** Shows that the Swedish of the house is plain, says kakor, and asks in the words of the requirements (R12, R35). */
import { expect, test } from 'vitest';
import sv from '../../../locales/sv.js';
import { bodyOf, lix, proseIn, sentencesOf, textsIn, wordsOf, type Key } from './languages.js';

/** Words of the requirements that are harder than R35 asks, and how hard: they win. */
const GIVEN: Readonly<Partial<Record<Key, { readonly lix?: number; readonly words?: number }>>> = {
  'about.third-party': { lix: 45.1 },
  'about.necessary': { words: 22 },
  'about.marketing': { lix: 41, words: 16 },
  'embed.body': { lix: 41.3, words: 16 },
  complaint: { words: 17 },
};

/** What stands on the first layer as one text, and is measured so. */
const BODY: readonly Key[] = ['banner.body', 'banner.third', 'banner.withdraw'];
const prose = proseIn(sv);

test('says kakor throughout, and cookies once, in brackets', () => {
  const withCookies = textsIn(sv).filter(([, text]) => /cookie/i.test(text));
  expect(withCookies.map(([key]) => key)).toEqual(['banner.body']);
  expect(sv['banner.body'].match(/cookie/gi)).toHaveLength(1);
  expect(sv['banner.body']).toContain('kakor (cookies)');
});

test('asks on the first layer in the words of the requirements (R12)', () => {
  expect(bodyOf(sv)).toBe(
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

test('keeps the Swedish of the first layer at 42 LIX (R35)', () => {
  expect(lix(bodyOf(sv))).toBeLessThanOrEqual(42);
});

test('keeps the rest of the Swedish at 40 LIX (R35)', () => {
  const rest = prose.filter(([key]) => !BODY.includes(key)).map(([, text]) => text);
  expect(lix(rest.join(' '))).toBeLessThanOrEqual(40);
});

test.each(prose)('keeps %s plain by itself, in sentences of at most 15 words (R35)', (key, text) => {
  // One text of the requirements in two, of which a small box shows the second alone.
  const asGiven = key === 'embed.body' ? `${sv['embed.cookies']} ${text}` : text;
  if (!BODY.includes(key)) expect(lix(asGiven)).toBeLessThanOrEqual(GIVEN[key]?.lix ?? 40);
  for (const sentence of sentencesOf(text))
    expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(GIVEN[key]?.words ?? 15);
});
