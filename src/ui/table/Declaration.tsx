/** Draws the cookie table of the policy page: one table a purpose, straight from the manifest (Planet49 §§75-81). */
import { h } from 'preact';
import type { Group, Purpose } from '../../decision/cells.js';
import type { ResolvedService } from '../../manifest/resolve.js';
import { countriesOf, dataOf, lifetimeOf, recipientsOf, useOf } from '../facts.js';
import { fill, join } from '../words.js';
import type { Texts } from './texts.js';

const PURPOSES: readonly Purpose[] = ['necessary', 'functional', 'statistics', 'marketing'];

const COLUMNS = ['name', 'provider', 'use', 'type', 'lifetime', 'data', 'recipients', 'countries'] as const;

const Row = ({ service, texts }: { readonly service: ResolvedService; readonly texts: Texts }) => {
  const group = texts[`group.${service.group as Group}`];
  const about = [dataOf(service, texts), join(recipientsOf(service), texts), countriesOf(service, texts)];
  const items = service.cookies.length ? service.cookies : [undefined];
  return items.map((item) => (
    <tr>
      <th scope="row">{item?.name ?? texts['table.none']}</th>
      <td>{service.provider}</td>
      <td>{useOf(service, texts)}</td>
      <td>{item ? `${texts[`type.${item.storage ?? 'cookie'}`]} · ${group}` : group}</td>
      <td>{item ? lifetimeOf(item.storage === 'session' ? 'session' : item.lifetime, texts) : '–'}</td>
      {about.map((value) => (
        <td>{value || '–'}</td>
      ))}
    </tr>
  ));
};

export interface DeclarationProps {
  readonly services: readonly ResolvedService[];
  readonly texts: Texts;
}

export const Declaration = ({ services: all, texts }: DeclarationProps) => (
  <div lang={texts.lang} class="samtycke-declaration">
    {PURPOSES.map((purpose) => {
      const services = all.filter((service) => service.purpose === purpose);
      const caption =
        purpose === 'necessary'
          ? texts['table.necessary']
          : fill(texts['table.caption'], { purpose: texts[`purpose.${purpose}`] });
      // A wide table scrolls within its own region, which the keyboard can reach (WCAG 1.4.10; R57).
      return services.length ? (
        <div role="region" aria-label={caption} tabIndex={0}>
          <table>
            <caption>{caption}</caption>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th scope="col">{texts[`table.${column}`]}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {services.map((service) => (
                <Row service={service} texts={texts} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null;
    })}
  </div>
);
