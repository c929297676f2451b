/** The door of what stands among the page's content: placeholder and cookie table, fetched by pages that have one. */
import { h, render } from 'preact';
import type { EmbedsPart, Loan } from '../loan.js';
import { Declaration } from './Declaration.js';
import css from './embeds.css?inline';
import { Placeholder } from './Placeholder.js';
import { swedish, type Texts } from './texts.js';

const textsOf = ({ port, texts }: Loan): Texts => port.texts() ?? { ...texts, ...swedish };

/** What of an embed's place its placeholder takes over, so that nothing on the page moves. */
const PLACE = [
  'position',
  'top',
  'left',
  'right',
  'bottom',
  'float',
  'margin',
  'flex',
  'grid-area',
  'align-self',
  'justify-self',
  'z-index',
];

export const placeholder: EmbedsPart['placeholder'] = (loan, { embed, mark, release }) => {
  const host = loan.createMarked('data-samtycke-embed');
  const { width, height } = embed.getBoundingClientRect();
  const computed = getComputedStyle(embed);
  for (const name of PLACE) host.style.setProperty(name, computed.getPropertyValue(name));
  host.style.cssText += `;display:block;width:${width}px;max-width:100%;min-height:${height}px`;
  const { display } = embed.style;
  embed.style.display = 'none';
  embed.parentNode?.insertBefore(host, embed);
  render(
    <Placeholder port={loan.port} texts={textsOf(loan)} mark={mark} onOnce={release} />,
    loan.attachRoot(host, loan.css + css),
  );
  return () => {
    // Old libraries animate in `remove()`, or do other things (RELIABILITY L9).
    host.parentNode?.removeChild(host);
    embed.style.display = display;
  };
};

export const declaration: EmbedsPart['declaration'] = (loan, element) => {
  if (!element.shadowRoot)
    render(<Declaration port={loan.port} texts={textsOf(loan)} />, loan.attachRoot(element, css));
  return () => undefined;
};
