/** Draws what stands in an embed's place: who would get what, and two ways to say yes (EDPB 2/2023; R33). */
import { h } from 'preact';
import type { Port } from '../../hall/port.js';
import type { Mark } from '../../manifest/permit.js';
import { fill, purposeOf } from '../words.js';
import type { Texts } from './texts.js';

export interface PlaceholderProps {
  readonly port: Port;
  readonly texts: Texts;
  readonly mark: Mark;
  readonly onOnce: () => void;
}

export const Placeholder = ({ port, texts, mark, onOnce }: PlaceholderProps) => {
  const service = port.serviceOf(mark);
  const name = service?.provider ?? mark.address?.hostname ?? '';
  const allow = (): void => {
    if (service)
      port.decide({ ...port.$decision.get()?.cells, [service.cell]: true }, 'embed', {
        layer: 1,
        texts: JSON.stringify(texts),
      });
  };
  return (
    <div class="embed" lang={texts.lang} role="group" aria-label={fill(texts['embed.title'], { name })}>
      <p>
        <b>{fill(texts['embed.title'], { name })}</b>
      </p>
      <p>{fill(texts['embed.body'], { name })}</p>
      <div class="row">
        {service && <button onClick={onOnce}>{texts['embed.once']}</button>}
        {service && (
          <button onClick={allow}>
            {fill(texts[service.group === 'third-party' ? 'embed.allow.third' : 'embed.allow'], {
              purpose: purposeOf(service.cell, texts),
            })}
          </button>
        )}
        {mark.address && (
          <a href={mark.address.href} target="_blank" rel="noopener">
            {fill(texts['embed.open'], { name })}
          </a>
        )}
      </div>
    </div>
  );
};
