/** Brings the UI and the texts of its language to the page, once something must be shown. */
import type { Locale } from '../manifest/locale.js';
import type { ConsentOptions, Manifest, Options } from '../manifest/types.js';
import type { Core, Desk, Loaders } from './halves.js';
import type { Port, Ui } from './port.js';

/** What shows, and in which language. */
export interface Screen {
  /** Calls back with the UI once it and its texts are here; it is fetched once. */
  readonly withUi: (then: (ui: Ui) => void) => void;
  readonly setLocale: (code: string) => Promise<void>;
  /** The texts that hold now; `undefined` for the built-in Swedish. */
  readonly texts: () => Locale | undefined;
  readonly lang: () => string;
  readonly stop: () => void;
}

/** The language whose texts are built in. */
const BUILT_IN = 'sv';

/** Returns the language that a page's `lang` asks for: "de-AT" is German, and all that is Norwegian is Bokmål. */
const spokenIn = (lang?: string | null): string =>
  /^(en|nb|da|fi|de)\b/.exec(`${lang}`.toLowerCase().replace(/^n[no]/, 'nb'))?.[1] ?? BUILT_IN;

/** Returns the language to begin with. */
const firstOf = ({ locale }: ConsentOptions): string =>
  locale ?? spokenIn(Document.prototype.querySelector.call(document, ':root')?.getAttribute('lang'));

/** Has on its way what `withUi` will need, by options that nobody has checked yet; what does not come is said when it is needed. */
export const fetchAhead = ({ input, given }: Core, { loadUi, loadLocale, loadTheme }: Loaders): void => {
  const options: Options = { ...(input as Partial<Manifest> | undefined)?.options, ...given };
  const first = firstOf(options);
  const all = [loadUi(), first !== BUILT_IN && loadLocale(first), options.theme && loadTheme?.(options.theme)];
  Promise.all(all).catch(() => undefined);
};

/** Returns the screen; nothing is fetched before it is needed. */
export const createScreen = ({ site, painted, report }: Desk, loaders: Loaders, port: () => Port): Screen => {
  const { options } = site;
  const { theme } = options;
  const first = firstOf(options);
  let lang = BUILT_IN;
  let asked = 0;
  /** Which of those asked for holds. */
  let holding = 0;
  let texts: Locale | undefined;
  let loading: Promise<Ui> | undefined;
  let shown: ReturnType<Ui['start']> | undefined;

  const speak = async (code: string, turn: number): Promise<void> => {
    try {
      const found = code === BUILT_IN ? undefined : await loaders.loadLocale(code);
      // One asked for since may have come before.
      if (turn < holding) return;
      holding = turn;
      texts = found;
      lang = code;
      shown?.refresh();
    } catch (fault) {
      report(`there are no texts for "${code}": ${String(fault)}`);
    }
  };

  return {
    setLocale: (code) => speak(code, ++asked),
    lang: () => lang,
    texts: () => texts,
    withUi(then) {
      loading ??= Promise.all([
        loaders.loadUi(),
        first !== BUILT_IN && !holding && speak(first, 0),
        theme && loaders.loadTheme?.(theme),
        painted,
      ]).then(
        ([createUi]) => {
          const ui = createUi();
          shown = ui.start(port());
          return ui;
        },
        (fault: unknown) => {
          // Asked for again the next time.
          loading = undefined;
          throw fault;
        },
      );
      loading
        .then(then)
        .catch((fault: unknown) => report(`nothing can be shown, nothing is consented: ${String(fault)}`));
    },
    stop: () => shown?.stop(),
  };
};
