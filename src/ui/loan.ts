/** What the first layer lends to the parts that come later, each maybe a file of its own. Types only. */
import type { Fragment, h, render } from 'preact';
import type { HeldEmbed, Port } from '../hall/port.js';
import type { BannerTexts } from '../manifest/locale.js';

/** The first layer's tokens and texts, and the place for announcements. */
export interface Loan {
  readonly css: string;
  readonly texts: BannerTexts;
  readonly status: HTMLElement;
}

/** A part that lies beside a script which already holds preact brings none of its own, and borrows that. */
interface Borrower {
  readonly lend?: (preact: { Fragment: typeof Fragment; h: typeof h; render: typeof render }) => void;
}

/** The second layer. */
export interface SettingsPart extends Borrower {
  /** Returns what the first layer ought to say besides. */
  readonly notes: (port: Port, loan: Loan) => string[];
  /** Opens the settings; returns what closes them. */
  readonly settings: (port: Port, loan: Loan, body: HTMLElement) => () => void;
}

/** What stands among the page's own content. */
export interface EmbedsPart extends Borrower {
  /** Draws a placeholder in an embed's box; returns what takes it away. */
  readonly placeholder: (port: Port, loan: Loan, held: HeldEmbed) => () => void;
  /** Fills an empty element with the cookie table. */
  readonly declaration: (port: Port, loan: Loan, element: HTMLElement) => void;
}

export interface Parts {
  readonly settings: SettingsPart;
  readonly embeds: EmbedsPart;
}

/** Fetches a part: `settings` may lie in `samtycke.settings.js`. */
export type LoadPart = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;
