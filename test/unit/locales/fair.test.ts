/** Shows that every language asks with all that it must say, and in fair words (R12, R13, R15). */
import { expect, test } from 'vitest';
import { LOADED } from '../../../src/cli/lint/words.js';
import { LOCALES, bodyOf, filled, sentencesOf, textsIn, wordsOf } from './languages.js';

const each = test.each(Object.entries(LOCALES));

/** What the first layer must say in each language: other companies get data, necessary cookies always, withdraw at any time (R12). */
const MUST_SAY: Readonly<Record<string, readonly [RegExp, RegExp, RegExp]>> = {
  sv: [
    /andra företag.*uppgifter om ditt besök/,
    /Nödvändiga (kakor|cookies) används alltid/,
    /ta tillbaka.*när du vill/,
  ],
  'sv-easy': [/andra företag. De får då veta/, /Nödvändiga kakor är alltid på/, /ta tillbaka ditt ja när du vill/],
  en: [/other companies.*receive/, /Necessary cookies are always used/, /withdraw your consent at any time/],
  nb: [/andre selskaper.*får opplysninger/, /Nødvendige \S+ brukes alltid/, /trekke tilbake samtykket når du vil/],
  da: [
    /andre virksomheder.*får oplysninger/,
    /Nødvendige cookies bruges altid/,
    /når som helst trække dit samtykke tilbage/,
  ],
  fi: [/muilta yrityksiltä.*saavat/, /Välttämättömät evästeet ovat aina/, /peruuttaa suostumuksesi milloin tahansa/],
  de: [
    /anderen Unternehmen.*erhalten/,
    /Notwendige Cookies werden immer verwendet/,
    /Einwilligung jederzeit widerrufen/,
  ],
};

each('says in %s who asks, for what, who else gets data, and that a yes can be taken back (R12)', (code, locale) => {
  expect(locale['banner.body']).toMatch(/^\{controller\}/);
  expect(locale['banner.body']).toContain('{purposes}');
  for (const said of (MUST_SAY[code] ?? MUST_SAY[locale.lang])!) expect(bodyOf(locale)).toMatch(said);
});

each('tells in %s where to withdraw by the name of that place (R12)', (_code, locale) => {
  expect(locale['banner.withdraw']).toContain(locale['settings.title']);
});

each('names in %s the two Swedish authorities, and where they are (R23)', (_code, { complaint }) => {
  for (const name of ['(IMY)', 'imy.se', '(PTS)', 'pts.se']) expect(complaint).toContain(name);
});

each('gives the answers in %s labels of like length (R10)', (_code, locale) => {
  const [accept, reject, save] = [locale['accept-all'].length, locale['reject-all'].length, locale.save.length];
  expect(Math.abs(accept - reject)).toBeLessThanOrEqual(3);
  expect(Math.max(accept, reject, save) - Math.min(accept, reject, save)).toBeLessThanOrEqual(5);
});

each('praises, begs and warns of nothing in %s (R13)', (_code, locale) => {
  for (const [key, text] of textsIn(locale)) {
    expect(text, key).not.toMatch(LOADED[locale.lang]!);
    expect(text, key).not.toMatch(/[!\p{Extended_Pictographic}]/u);
  }
});

/** What says no in each language. */
const NO: Readonly<Record<string, RegExp>> = {
  sv: /^(inte|ingen|inget|inga|aldrig|utan|ej)$/i,
  en: /^(not|no|none|nothing|never|cannot|without)$/i,
  nb: /^(ikke|ingen|intet|ingenting|aldri|uten)$/i,
  da: /^(ikke|ingen|intet|aldrig|uden)$/i,
  fi: /^(en|et|ei|emme|ette|eivät|älä|ilman)$/i,
  de: /^(nicht|nichts|kein(e|en|er|es)?|nie|niemals|ohne)$/i,
};

each('says no at most once in a sentence in %s (R13)', (_code, locale) => {
  for (const [key, text] of textsIn(locale))
    for (const sentence of sentencesOf(filled(text, locale)))
      expect(wordsOf(sentence).filter((word) => NO[locale.lang]!.test(word)).length, key).toBeLessThanOrEqual(1);
});

each('names no other legal basis than consent in %s (R15)', (_code, locale) => {
  const other = /berättiga|berettige|berechtig|legitim|intres|interes|\betu\b|oikeutet/i;
  for (const [key, text] of textsIn(locale)) expect(text, key).not.toMatch(other);
});

/** In each language: the next visit, before which the banner is back once all is erased; what follows "if" alone; one trade's errand. */
const UNTRUE: Readonly<Record<string, readonly [visit: RegExp, unless: RegExp, errand: RegExp]>> = {
  sv: [/besök/, /^Om du /, /skad/],
  en: [/visit/, /^If you /, /claim/],
  nb: [/besøk/, /^Hvis du /, /skad/],
  da: [/besøg/, /^Hvis du /, /skad/],
  fi: [/käynni/, /^Jos /, /vahin/],
  de: [/Besuch/, /^Wenn Sie /, /Schaden/],
};

each('says in %s when it asks again, what waits for a withdrawal, and nothing of one trade alone', (_code, locale) => {
  const [visit, unless, errand] = UNTRUE[locale.lang]!;
  expect(locale['erase.confirm']).not.toMatch(visit);
  expect(locale['withdraw.note']).toMatch(unless);
  expect(locale['about.necessary']).not.toMatch(errand);
});
