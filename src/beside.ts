/** Loads what lies beside the script tag's file: languages, themes and the files for later. */
import type { Loaders } from './consent.js';
import type { LoadPart } from './ui/loan.js';

/** Gives the absolute address of a file that lies beside the script. */
export type Beside = (file: string) => string;

/** Returns how the later parts reach a page that has the script tag. By import(): under `trusted-types 'none'` setting a script's src throws. */
export const loadersFor = (beside: Beside): Loaders => ({
  languages: ['sv', 'en'],
  loadLog: () => import(beside('samtycke.log.js')),
  async loadUi() {
    const { createUi } = await import('./ui/index.js');
    return createUi(((part) => import(beside(`samtycke.${part}.js`))) as LoadPart);
  },
  async loadLocale(code) {
    const answer = await fetch(beside(`locales/${code}.json`));
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  },
  loadTheme: (theme) =>
    new Promise((resolve) => {
      const link = Document.prototype.createElement.call(document, 'link') as HTMLLinkElement;
      link.rel = 'stylesheet';
      link.onload = link.onerror = () => resolve();
      link.href = /[./]/.test(theme) ? theme : beside(`themes/${theme}.css`);
      Document.prototype.querySelector.call(document, 'head')?.append(link);
    }),
});
