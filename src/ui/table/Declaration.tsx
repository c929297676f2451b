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
  const labelled = (index: number): string => texts[`table.${COLUMNS[index]!}`];
  return items.map((item) => (
    <tr role="row">
      <th role="rowheader" scope="row" data-label={labelled(0)}>
        {item?.name ?? texts['table.none']}
      </th>
      {[
        service.provider,
        useOf(service, texts),
        item ? `${texts[`type.${item.storage ?? 'cookie'}`]} · ${group}` : group,
        item && lifetimeOf(item.storage === 'session' ? 'session' : item.lifetime, texts),
        ...about,
      ].map((value, index) => (
        <td role="cell" data-label={labelled(index + 1)}>
          {value || '–'}
        </td>
      ))}
    </tr>
  ));
};

interface DeclarationProps {
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
      // Where its rows cannot be stacked, a wide table scrolls within its own region, which the keyboard can reach (WCAG
      // 1.4.10; R57). Once stacked, only the roles that are written out are left of it.
      return services.length ? (
        <div role="region" aria-label={caption} tabIndex={0}>
          <table role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup">
              <tr role="row">
                {COLUMNS.map((column) => (
                  <th role="columnheader" scope="col">
                    {texts[`table.${column}`]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
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
