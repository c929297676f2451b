/** Shows in which language a page is asked: its own, the one that the site names, or one asked for later (R35). */
import { afterEach, expect, test, vi } from 'vitest';
import type { Desk, Loaders } from '../../../src/hall/halves.js';
import type { Port, Ui } from '../../../src/hall/port.js';
import { createScreen } from '../../../src/hall/screen.js';
import { loadLocale } from '../../../src/languages.js';
import { CODES } from '../locales/languages.js';

const root = document.documentElement;
afterEach(() => root.removeAttribute('lang'));

/** Returns a screen for a site with this locale, and what it was asked and told. */
const screenWith = (locale?: string) => {
  const asked: string[] = [];
  const report = vi.fn();
  const refresh = vi.fn();
  const ui = { start: () => ({ refresh, stop: () => undefined }) } as unknown as Ui;
  const loadUi = vi.fn(async () => () => ui);
  const loaders = {
    loadUi,
    loadLocale: (code) => (asked.push(code), loadLocale(code)),
  } as Partial<Loaders> as Loaders;
  const screen = createScreen(
    { site: { options: locale ? { locale } : {} }, painted: Promise.resolve(), report } as unknown as Desk,
    loaders,
    () => ({}) as Port,
  );
  const show = () => new Promise<void>((resolve) => screen.withUi(() => resolve()));
  return { screen, asked, report, refresh, loadUi, show };
};

/** The same, once it has shown something. */
const shownWith = async (locale?: string) => {
  const made = screenWith(locale);
  await made.show();
  return made;
};

test('draws in the task in which the page was painted: after another, browsers first paint once more without us', async () => {
  const { screen } = screenWith();
  const ready = vi.fn();
  vi.useFakeTimers();
  screen.withUi(ready);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  vi.useRealTimers();
  expect(ready).toHaveBeenCalledOnce();
});

test.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['nb', 'nb'],
  ['nb-NO', 'nb'],
  ['no', 'nb'],
  ['NO', 'nb'],
  ['nn', 'nb'],
  ['nn-NO', 'nb'],
  ['da-DK', 'da'],
  ['fi', 'fi'],
  ['fi-FI', 'fi'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-ch', 'de'],
  ['de-Latn-DE', 'de'],
])('speaks to a page in %s with the texts of %s (R35)', async (lang, code) => {
  root.lang = lang;
  const { screen, asked } = await shownWith();
  expect(asked).toEqual([code]);
  expect(screen.lang()).toBe(code);
  expect(screen.texts()?.lang).toBe(code);
});

test.each(['before anything shows', 'while they are on their way'])(
  "keeps the texts of the page's language where another is asked for in vain, %s (R35)",
  async (when) => {
    root.lang = 'en';
    const { screen, show, report } = screenWith();
    if (when.startsWith('before')) await screen.setLocale('fr');
    const shown = show();
    await screen.setLocale('fr');
    await shown;
    expect(report).toHaveBeenCalled();
    expect([screen.lang(), screen.texts()?.lang]).toEqual(['en', 'en']);
  },
);

test.each(['sv', 'SV', 'sv-SE', 'sv-FI', '', 'fr', 'fil', 'den', 'nds', 'non', 'no_NO', 'x-de', 'toString'])(
  'speaks Swedish to a page in "%s", and fetches nothing',
  async (lang) => {
    root.setAttribute('lang', lang);
    const { screen, asked } = await shownWith();
    expect(asked).toEqual([]);
    expect(screen.lang()).toBe('sv');
    expect(screen.texts()).toBeUndefined();
  },
);

test('speaks Swedish to a page that does not say what it is in', async () => {
  const { screen, asked } = await shownWith();
  expect(asked).toEqual([]);
  expect(screen.lang()).toBe('sv');
});

test.each(CODES)('speaks %s where the site says so, whatever the page is in', async (code) => {
  root.lang = 'en';
  const { screen, report } = await shownWith(code);
  expect(screen.lang()).toBe(code);
  expect(screen.texts()?.lang).toBe(code === 'sv' ? undefined : code.split('-')[0]);
  expect(report).not.toHaveBeenCalled();
});

test('changes the language when asked, and back', async () => {
  root.lang = 'sv';
  const { screen, refresh } = await shownWith();
  await screen.setLocale('sv-easy');
  expect([screen.lang(), screen.texts()?.lang, refresh.mock.calls.length]).toEqual(['sv-easy', 'sv', 1]);
  await screen.setLocale('sv');
  expect([screen.lang(), screen.texts(), refresh.mock.calls.length]).toEqual(['sv', undefined, 2]);
});

test.each(['xx', 'toString', '__proto__', ''])(
  'keeps its language, and says so, when "%s" is asked for',
  async (code) => {
    root.lang = 'de';
    const { screen, report, refresh } = await shownWith();
    await screen.setLocale(code);
    expect([screen.lang(), screen.texts()?.lang]).toEqual(['de', 'de']);
    expect(report).toHaveBeenCalledWith(
      `there are no texts for "${code}": Error: not among sv, sv-easy, sv-cookies, en, nb, da, fi, de`,
    );
    expect(refresh).not.toHaveBeenCalled();
  },
);

test('ends with the language that was asked for last, whichever texts come first', async () => {
  const { screen, refresh } = await shownWith();
  refresh.mockClear();
  await Promise.all([screen.setLocale('de'), screen.setLocale('sv')]);
  expect(screen.lang()).toBe('sv');
  expect(screen.texts()).toBeUndefined();
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('keeps the language that was asked for before anything was shown', async () => {
  root.lang = 'en';
  const { screen, asked, show } = screenWith();
  await screen.setLocale('fi');
  await show();
  expect([screen.lang(), asked]).toEqual(['fi', ['fi']]);
});

test('fetches what draws anew where that has failed', async () => {
  const { report, loadUi, show } = screenWith();
  loadUi.mockRejectedValueOnce(new Error('offline'));
  void show();
  await vi.waitFor(() => expect(report).toHaveBeenCalledOnce());
  await show();
  expect(loadUi).toHaveBeenCalledTimes(2);
});
