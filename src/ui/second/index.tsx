/** The second layer's door: settings, placeholder and declaration, fetched when somebody comes near them. */
import { h, render } from 'preact';
import { settings as swedish } from '../../../locales/sv.js';
import type { HeldEmbed, Port } from '../../hall/port.js';
import type { BannerTexts, Locale } from '../../manifest/locale.js';
import { createRoot, dress } from '../root.js';
import { Declaration } from './Declaration.js';
import { Placeholder } from './Placeholder.js';
import { notesFor } from './notes.js';
import { openSettings } from './openSettings.js';
import css from './second.css?inline';

/** What the first layer lends: its tokens and texts, and the place for announcements. */
export interface Loan {
  readonly css: string;
  readonly texts: BannerTexts;
  readonly status: HTMLElement;
}

export interface Second {
  /** Returns what the first layer ought to say besides. */
  readonly notes: (port: Port, loan: Loan) => string[];
  /** Opens the settings; returns what closes them. */
  readonly settings: (port: Port, loan: Loan) => () => void;
  readonly placeholder: (port: Port, loan: Loan, held: HeldEmbed) => () => void;
  readonly declaration: (port: Port, loan: Loan, element: HTMLElement) => void;
}

const textsOf = (port: Port, loan: Loan): Locale => port.texts() ?? { ...loan.texts, ...swedish };

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

export const second: Second = {
  notes: (port, loan) => notesFor(port, textsOf(port, loan)),
  settings: (port, loan) => openSettings(port, { ...loan, css: loan.css + css, texts: textsOf(port, loan) }),
  placeholder(port, loan, { embed, mark, release }) {
    const { host, root } = createRoot('data-samtycke-embed', loan.css + css);
    const { width, height } = embed.getBoundingClientRect();
    const computed = getComputedStyle(embed);
    for (const name of PLACE) host.style.setProperty(name, computed.getPropertyValue(name));
    host.style.cssText += `;display:block;width:${width}px;max-width:100%;min-height:${height}px`;
    const { display } = embed.style;
    embed.style.display = 'none';
    embed.before(host);
    render(<Placeholder port={port} texts={textsOf(port, loan)} mark={mark} onOnce={release} />, root);
    return () => {
      host.remove();
      embed.style.display = display;
    };
  },
  declaration(port, loan, element) {
    if (element.shadowRoot) return;
    const root = element.attachShadow({ mode: 'open' });
    dress(root, css);
    render(<Declaration port={port} texts={textsOf(port, loan)} />, root);
  },
};
