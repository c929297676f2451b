/** Svenska that says cookies for kakor, for sites whose policy does (REQUIREMENTS §3): one page, one word. */
import type { Locale } from '../src/manifest/locale.js';
import sv from './sv.js';

/** What is said for what, a word before those it begins with. Cookies has no good definite plural, hence "dessa". */
const WORDS: readonly (readonly [kakor: string, cookies: string])[] = [
  ['kakor (cookies)', 'cookies'],
  ['kakorna', 'dessa cookies'],
  ['kakor', 'cookies'],
  ['Kakor', 'Cookies'],
  ['Kaka', 'Cookie'],
  ['Kakinställningar', 'Cookieinställningar'],
  ['kakval', 'cookieval'],
];

const swap = (text: string): string => WORDS.reduce((said, [kakor, cookies]) => said.replaceAll(kakor, cookies), text);

export default Object.fromEntries(Object.entries(sv).map(([key, text]) => [key, swap(text)])) as unknown as Locale;
