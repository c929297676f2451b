/** Draws what the visitor is told of each service: who, what for, which data, and every cookie with its time (Planet49 §§75-81). */
import { h } from 'preact';
import type { Locale } from '../../manifest/locale.js';
import type { ResolvedService } from '../../manifest/resolve.js';
import { amount, fill, join } from '../words.js';

/** Returns a lifetime in words: "13 månader", "Tills du stänger webbläsaren". */
export const lifetimeOf = (lifetime: string, texts: Locale): string => {
  const [, count, unit] = /^(\d+)(min|h|d|mo|y)$/.exec(lifetime) ?? [];
  return unit ? amount(Number(count), texts[`unit.${unit as 'd'}`]) : texts['lifetime.session'];
};

/** Returns what the service says it does, in the language of the texts if the site has written it so. */
export const useOf = ({ id, text = {} }: ResolvedService, texts: Locale): string =>
  id === 'samtycke' ? texts['about.samtycke'] : (text[texts.lang] ?? Object.values(text)[0] ?? '');

export const recipientsOf = ({ recipients = [] }: ResolvedService): string[] =>
  recipients.map((recipient) => (typeof recipient === 'string' ? recipient : recipient.name));

/** Returns the countries' names in the language of the texts. */
export const countriesOf = ({ countries = [] }: ResolvedService, { lang }: Locale): string =>
  join(
    countries.map((code) => new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code),
    lang,
  );

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) =>
  value ? (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  ) : null;

const Cookies = ({ service, texts }: { readonly service: ResolvedService; readonly texts: Locale }) => (
  <table>
    <caption>{fill(texts['table.from'], { name: service.provider })}</caption>
    <thead>
      <tr>
        {(['name', 'type', 'lifetime'] as const).map((column) => (
          <th scope="col">{texts[`table.${column}`]}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {service.cookies.map(({ name, storage = 'cookie', lifetime }) => (
        <tr>
          <th scope="row">{name}</th>
          <td>{texts[`type.${storage}`]}</td>
          <td>{lifetimeOf(storage === 'session' ? 'session' : lifetime, texts)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

export const Service = ({ service, texts }: { readonly service: ResolvedService; readonly texts: Locale }) => (
  <li>
    <p>
      <b>{service.provider}</b> {useOf(service, texts)}
    </p>
    <dl>
      <Fact name={texts['table.data']} value={join(service.data ?? [], texts.lang)} />
      <Fact name={texts['table.recipients']} value={join(recipientsOf(service), texts.lang)} />
      <Fact name={texts['table.countries']} value={countriesOf(service, texts)} />
    </dl>
    {service.cookies.length ? <Cookies service={service} texts={texts} /> : <p>{texts['table.none']}</p>}
    {service.policyUrl && (
      <a href={service.policyUrl} rel="noopener">
        {fill(texts['table.policy'], { name: service.provider })}
      </a>
    )}
  </li>
);
