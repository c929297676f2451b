/** Draws what stands in an embed's place: who would get what, and two ways to say yes (EDPB 2/2023; R33). */
import { h } from 'preact';
import type { Cell } from '../../decision/cells.js';
import type { Shown } from '../../decision/moment.js';
import type { Port } from '../../hall/port.js';
import type { Mark } from '../../manifest/permit.js';
import { countriesOf, nameOf, recipientsOf } from '../facts.js';
import type { Loan } from '../loan.js';
import { fill, join, purposeOf } from '../words.js';
import type { Texts } from './texts.js';

interface PlaceholderProps {
  readonly loan: Loan;
  readonly texts: Texts;
  readonly mark: Mark;
  readonly onOnce: (shown: Shown) => void;
}

/** Returns whether the answer of before, given anew beside a yes to this cell, would let in a service that has come since. */
const wouldLetInMore = (port: Port, but: Cell): boolean => {
  const answered = port.$decision.get()?.cells;
  return port.groups().some(({ cells }) => cells.some(({ cell, isOn }) => cell !== but && !isOn && answered?.[cell]));
};

export const Placeholder = ({ loan: { port, status }, texts, mark, onOnce }: PlaceholderProps) => {
  const service = port.serviceOf(mark);
  const [address] = mark.addresses;
  const name = service ? nameOf(service) : (address?.hostname ?? '');
  const names = join(service?.recipients?.length ? recipientsOf(service) : [service?.provider ?? name], texts);
  const countries = service && countriesOf(service, texts);
  const title = fill(texts['embed.title'], { name });
  const shown: Shown = { layer: 1, texts: JSON.stringify(texts) };
  const allow = (): void => {
    // An answer is one under the policy of now: what that has brought to other cells must have been shown (R18, R28).
    const { cell } = service!;
    if (port.reason() === 'minor' || wouldLetInMore(port, cell)) return port.openSettings();
    port.decide({ ...port.$decision.get()?.cells, [cell]: true }, 'embed', shown);
    status.textContent = texts.saved;
  };
  return (
    <div class="embed" lang={texts.lang} role="group" aria-label={title}>
      <b>{title}</b>
      {service &&
        !port.isBarred(service) && [
          service.cookies.length > 0 && <p class="more">{texts['embed.cookies']}</p>,
          <p>{fill(texts['embed.body'], { names: countries ? `${names} (${countries})` : names })}</p>,
          <div class="row">
            <button onClick={() => onOnce(shown)}>{texts['embed.once']}</button>
            <button onClick={allow}>
              {fill(texts[service.group === 'third-party' ? 'embed.allow.third' : 'embed.allow'], {
                purpose: purposeOf(service.cell, texts),
              })}
            </button>
          </div>,
        ]}
      {/* As a page of its own Google's map says only that it must be in a frame. */}
      {address && !address.pathname.startsWith('/maps/embed') && (
        <a href={address.href} target="_blank" rel="noopener">
          {fill(texts['embed.open'], { name })}
        </a>
      )}
    </div>
  );
};
