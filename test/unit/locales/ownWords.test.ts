/** Shows that no text of one language stands in another (R35). */
import { expect, test } from 'vitest';
import { LOCALES, textsIn, wordsOf } from './languages.js';

/** Texts that truly are the same in two languages or more. */
const SHARED = [
  'Alltid på',
  'Av',
  'Cookie',
  'Du valgte',
  'Lagringstid',
  'Lokal lagring',
  'Name',
  'Navn',
  'På',
  'Sessionscookies',
  'Sessionslagring',
  'Tredjepartscookies',
  'Type',
  'Version',
  'Vis én gang',
  'funktioner',
  'markedsføring',
  'måned|måneder',
  'nødvendige',
  'og',
  'statistik',
  'time|timer',
  'år|år',
];

/** The letters of each language; é stands in "én". */
const LETTERS: Readonly<Record<string, RegExp>> = {
  sv: /^[a-zåäö]*$/i,
  en: /^[a-z]*$/i,
  nb: /^[a-zæøåé]*$/i,
  da: /^[a-zæøåé]*$/i,
  fi: /^[a-zäö]*$/i,
  de: /^[a-zäöüß]*$/i,
};

/** Small words that each language cannot do without; some are words of two. */
const SMALL: Readonly<Record<string, string>> = {
  sv: 'och att för från inte är när om du din ditt dina vi vår den det de dem som med av på till kan har eller andra alla bara igen också efter här ja nej in',
  en: 'the and for from not is are when if you your we our it them which with of on to can has have or other all only again also in until be will in at',
  nb: 'og å at for fra ikke er når om hvis du din ditt dine vi vår den det de dem som med av på til kan har eller andre alle bare igjen også etter her der ja nei noen hvilke hvordan',
  da: 'og at for fra ikke er når om hvis du din dit dine vi vores den det de dem som med af på til kan har eller andre alle kun igen også efter her der ja nej nogle hvilke hvordan',
  fi: 'ja että ei kun jos emme joka jotka tai myös vain muut muiden mitä miten voit kaikki niitä ovat nämä näin on',
  de: 'und dass für von nicht ist sind wenn sie ihr ihre ihren wir der die das er den dem mit auf zu kann oder andere alle nur auch bis hier ja nein welche wie in',
};

const smallIn = (lang: string): string[] => SMALL[lang]!.split(' ');
test('has no text in two languages but the words that both have (R35)', () => {
  const all = Object.values(LOCALES).flatMap((locale) => textsIn(locale).map(([key, text]) => ({ key, text, locale })));
  const same = all.filter(({ key, text, locale: { lang } }) =>
    Object.values(LOCALES).some((other) => other.lang !== lang && other[key] === text),
  );
  expect([...new Set(same.map(({ text }) => text))].toSorted()).toEqual(SHARED);
});

test.each(Object.entries(LOCALES))('writes %s in its own letters and small words (R35)', (_code, locale) => {
  const own = smallIn(locale.lang);
  const foreign = Object.keys(SMALL)
    .flatMap(smallIn)
    .filter((word) => !own.includes(word));
  for (const [key, text] of textsIn(locale)) {
    const words = wordsOf(text.replace(/\{\w+\}/g, '').replace(/\w+\.se\b/g, ''));
    expect(
      words.filter((word) => !LETTERS[locale.lang]!.test(word.replaceAll('-', ''))),
      key,
    ).toEqual([]);
    expect(
      words.filter((word) => foreign.includes(word.toLowerCase())),
      key,
    ).toEqual([]);
  }
});
