/** Loads what lies beside the script tag's file: languages, themes and the files for later. */
import { compiled } from './compiled.js';
import type { Loaders } from './consent.js';
import type { LoadPart } from './ui/loan.js';

/** What lies beside the script. */
export interface Beside {
  /** Returns the absolute address of a file. */
  readonly at: (file: string) => string;
  /**
   * Brings a file's module, by import(): under `trusted-types 'none'` setting a script's src throws. Not before the page
   * has been parsed: Firefox takes no import map any more, the page's own, once a module has been asked for.
   */
  readonly bring: (file: string) => Promise<unknown>;
}

/** Remembers what a name has brought; what has failed is tried anew. */
const once = <T>(bring: (name: string) => Promise<T>): ((name: string) => Promise<T>) => {
  const brought = new Map<string, Promise<T>>();
  return (name) => {
    const found = brought.get(name) ?? bring(name);
    brought.set(name, found);
    found.catch(() => brought.delete(name));
    return found;
  };
};

/** Gives the page a style sheet without an element, for which a strict `style-src` needs no exception. */
const adopt = (css: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};

/** Returns how the later parts reach a page that has the script tag. */
export const loadersFor = (beside: Beside): Loaders => ({
  loadLog: () => beside.bring('samtycke.log.js') as Promise<typeof import('./hall/log.js')>,
  async loadUi() {
    const { createUi } = await import('./ui/index.js');
    return () => createUi(((part) => beside.bring(`samtycke.${part}.js`)) as LoadPart);
  },
  loadLocale: once(async (code) => {
    const here = compiled?.texts[code];
    if (here) return here;
    const answer = await fetch(beside.at(`locales/${code}.json`));
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }),
  loadTheme: once(
    (theme) =>
      new Promise((resolve) => {
        if (compiled?.theme && 'adoptedStyleSheets' in document) return resolve(adopt(compiled.theme));
        const link = Document.prototype.createElement.call(document, 'link') as HTMLLinkElement;
        link.rel = 'stylesheet';
        link.onload = link.onerror = () => resolve();
        link.href = /[./]/.test(theme) ? theme : beside.at(`themes/${theme}.css`);
        Document.prototype.querySelector.call(document, 'head')?.appendChild(link);
      }),
  ),
});
