/** Brings the texts of a language to the npm package, each as a chunk of its own; Swedish is built in. */
import type { Locale } from './manifest/locale.js';

const later = new Map<string, () => Promise<{ readonly default: Locale }>>([
  ['sv-easy', () => import('../locales/sv-easy.js')],
  ['sv-cookies', () => import('../locales/sv-cookies.js')],
  ['en', () => import('../locales/en.js')],
  ['nb', () => import('../locales/nb.js')],
  ['da', () => import('../locales/da.js')],
  ['fi', () => import('../locales/fi.js')],
  ['de', () => import('../locales/de.js')],
]);

/** Resolves to the texts of a language; rejects where there are none. */
export const loadLocale = async (code: string): Promise<Locale> => {
  const load = later.get(code);
  if (!load) throw new Error(`not among sv, ${[...later.keys()].join(', ')}`);
  return (await load()).default;
};
