/** What the first layer lends to the parts that come later, each maybe a file of its own. Types only. */
import type { h, render } from 'preact';
import type { HeldEmbed, Port } from '../hall/port.js';
import type { BannerTexts } from '../manifest/locale.js';
import type { answerIn } from './answer.js';
import type { attachRoot, createMarked, stay } from './root.js';

/** The way to the hall, the first layer's tokens and texts, the place for announcements, and what draws and answers. */
export interface Loan {
  readonly port: Port;
  readonly css: string;
  readonly texts: BannerTexts;
  readonly status: HTMLElement;
  readonly createMarked: typeof createMarked;
  readonly attachRoot: typeof attachRoot;
  readonly stay: typeof stay;
  readonly answerIn: ReturnType<typeof answerIn>;
}

/** A part that lies beside a script which already holds preact brings none of its own, and borrows that. */
interface Borrower {
  readonly lend?: (preact: { h: typeof h; render: typeof render }) => void;
}

/** The second layer. */
export interface SettingsPart extends Borrower {
  /** Returns what the first layer ought to say besides, and the texts of both layers, of which that is. */
  readonly notes: (loan: Loan) => { readonly notes: string[]; readonly texts: BannerTexts };
  /** Opens the settings; returns what closes them. */
  readonly settings: (loan: Loan) => () => void;
}

/** What stands in an embed's place. */
export interface EmbedsPart extends Borrower {
  /** Draws a placeholder in an embed's box; returns what takes it away. */
  readonly placeholder: (loan: Loan, held: HeldEmbed) => () => void;
}

/** The cookie table of the policy page. */
export interface TablePart extends Borrower {
  /** Fills an empty element with the cookie table; returns what takes it out. */
  readonly declaration: (loan: Loan, element: HTMLElement) => () => void;
}

export interface Parts {
  readonly settings: SettingsPart;
  readonly embeds: EmbedsPart;
  readonly table: TablePart;
}

/** Fetches a part: `settings` may lie in `samtycke.settings.js`. */
export type LoadPart = <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;
