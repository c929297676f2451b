/** Shows what the two variants of Swedish make of it: one word for kakor, and easier sentences (R35). */
import { expect, test } from 'vitest';
import cookies from '../../../locales/sv-cookies.js';
import easy from '../../../locales/sv-easy.js';
import sv from '../../../locales/sv.js';
import { bodyOf, lix, proseIn, sentencesOf, textsIn, wordsOf } from './languages.js';

const easyProse = proseIn(easy);

test('says cookies wherever Swedish says kakor, and nothing else differs', () => {
  for (const [key, text] of textsIn(cookies)) {
    expect(text, key).not.toMatch(/kak/i);
    expect(text === sv[key], key).toBe(!/kak/i.test(sv[key]));
  }
});

test('bends cookies as Swedish does', () => {
  expect(cookies['banner.body']).toBe(
    '{controller} använder cookies och liknande teknik. Nödvändiga cookies används alltid, för att webbplatsen ska fungera. Om du säger ja använder vi också cookies för {purposes}.',
  );
  expect([
    cookies['settings.title'],
    cookies['group.session'],
    cookies['group.third-party'],
    cookies['type.cookie'],
  ]).toEqual(['Cookieinställningar', 'Sessionscookies', 'Tredjepartscookies', 'Cookie']);
  expect(cookies['withdraw.note']).toMatch(/ slutar vi använda dessa cookies\. Då tar vi också bort dem vi kan\./);
  expect(cookies['about.necessary']).toContain('spara ditt cookieval.');
  for (const [key, text] of textsIn(cookies)) {
    expect(text, key).not.toMatch(/cookies?\s*\(cookies?\)|cookies(na|arna)|cookie-|\b(den|det|en|ett) cookies\b/i);
    for (const word of text.match(/\p{L}*cookie\p{L}*/giu) ?? [])
      expect(word, key).toMatch(/^(Sessions|Tredjeparts)?cookie(s|val|inställningar)?$/i);
  }
});

test('asks in easy Swedish at 30 LIX, with 10 words in a sentence on average (R35)', () => {
  const body = bodyOf(easy);
  expect(lix(body)).toBeLessThanOrEqual(30);
  expect(lix(body)).toBeLessThan(lix(bodyOf(sv)) - 10);
  expect(wordsOf(body).length / sentencesOf(body).length).toBeLessThanOrEqual(10);
});

test.each(easyProse)(
  'says %s in easy Swedish no harder than in Swedish, in sentences of at most 13 words',
  (key, text) => {
    const inSwedish = proseIn(sv).find(([other]) => other === key)![1];
    expect(lix(text)).toBeLessThanOrEqual(lix(inSwedish));
    for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(13);
  },
);

test('says every hard sentence anew in easy Swedish', () => {
  const kept = easyProse.filter(([key]) => easy[key] === sv[key]);
  expect(kept.map(([key]) => key)).toEqual(['saved']);
  expect(lix(easyProse.map(([, text]) => text).join(' '))).toBeLessThanOrEqual(25);
});

test('says kakor in easy Swedish too, and cookies once, in brackets', () => {
  const withCookies = textsIn(easy).filter(([, text]) => /cookie/i.test(text));
  expect(withCookies.map(([key]) => key)).toEqual(['banner.body']);
  expect(easy['banner.body'].match(/cookie/gi)).toHaveLength(1);
});

test('says in easy Swedish too that the log knows browsers, not people (R42)', () => {
  for (const texts of [sv, cookies, easy]) expect(texts['rights.none']).toContain('från den här webbläsaren');
});
