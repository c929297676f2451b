/** Puts into words what is known of a service: what it does, who gets what, and for how long it stores. */
import type { BannerTexts, ServiceTexts } from '../manifest/locale.js';
import type { ResolvedService } from '../manifest/resolve.js';
import type { Texts as Spoken } from '../manifest/types.js';
import { amount, join } from './words.js';

type Texts = BannerTexts & ServiceTexts;

/** Returns a lifetime in words: "13 månader", "Tills du stänger webbläsaren". */
export const lifetimeOf = (lifetime: string, texts: Texts): string => {
  const [, count, unit] = /^(\d+)(min|h|d|mo|y)$/.exec(lifetime) ?? [];
  return unit ? amount(Number(count), texts[`unit.${unit as 'd'}`]) : texts['lifetime.session'];
};

/** Returns what is said in the language of the texts, or else in the first that there is. */
export const saidOf = (said: Spoken, { lang }: BannerTexts): string => said[lang] ?? Object.values(said)[0] ?? '';

/** Returns what visitors know the service as. */
export const nameOf = ({ name, provider }: ResolvedService): string => name ?? provider;

/** Returns what the service says it does, in the language of the texts if the site has written it so. */
export const useOf = ({ id, text = {} }: ResolvedService, texts: Texts): string =>
  id === 'samtycke' ? texts['about.samtycke'] : saidOf(text, texts);

/** Returns the kinds of data that the service collects, joined. */
export const dataOf = ({ data = [] }: ResolvedService, texts: BannerTexts): string =>
  join(
    data.map((kind) => (typeof kind === 'string' ? kind : saidOf(kind, texts))),
    texts,
  );

/** Returns the names of the recipients. */
export const recipientsOf = ({ recipients = [] }: ResolvedService): string[] =>
  recipients.map((recipient) => (typeof recipient === 'string' ? recipient : recipient.name));

/** Returns the countries' names in the language of the texts. */
export const countriesOf = ({ countries = [] }: ResolvedService, texts: BannerTexts): string =>
  join(
    countries.map((code) => new Intl.DisplayNames(texts.lang, { type: 'region' }).of(code) ?? code),
    texts,
  );
