/** Draws what the visitor is told of each service: who, what for, which data, and every cookie with its time (Planet49 §§75-81). */
import { h } from 'preact';
import type { ResolvedService } from '../../manifest/resolve.js';
import { countriesOf, dataOf, lifetimeOf, nameOf, recipientsOf, useOf } from '../facts.js';
import { fill, join } from '../words.js';
import type { Texts } from './texts.js';

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) =>
  value && [<dt>{name}</dt>, <dd>{value}</dd>];

const Cookies = ({ service, texts }: { readonly service: ResolvedService; readonly texts: Texts }) => {
  const title = fill(texts['table.from'], { name: nameOf(service) });
  return (
    <div>
      <b>{title}</b>
      <ul class="items" aria-label={title}>
        {service.cookies.map(({ name, storage = 'cookie', lifetime }) => (
          <li>
            <b>{name}</b> <span>{texts[`type.${storage}`]}</span>{' '}
            <span>
              <i>{texts['table.lifetime']}:</i> {lifetimeOf(storage === 'session' ? 'session' : lifetime, texts)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
};

export const Service = ({ service, texts }: { readonly service: ResolvedService; readonly texts: Texts }) => (
  <li>
    <p>
      <b>{nameOf(service)}</b> {service.name && `(${service.provider}) `}
      {useOf(service, texts)}
    </p>
    <dl>
      <Fact name={texts['table.data']} value={dataOf(service, texts)} />
      <Fact name={texts['table.recipients']} value={join(recipientsOf(service), texts)} />
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
