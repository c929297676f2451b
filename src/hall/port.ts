/** The seam between the hall and the UI: what the UI is given, and what it must offer. Types only. */
import type { Cell, Cells, Decision, Group, Method } from '../decision/cells.js';
import type { Readable, Shown } from '../decision/moment.js';
import type { Reason } from '../decision/validity.js';
import type { BannerTexts, Locale, SettingsTexts } from '../manifest/locale.js';
import type { Mark } from '../manifest/permit.js';
import type { ResolvedService, Site } from '../manifest/resolve.js';
import type { Prompt } from '../state.js';

/** What the visitor may keep as proof: the decision joined with what it was about (after ISO/IEC TS 27560). */
export interface Receipt {
  readonly schema: 'samtycke-receipt-1';
  readonly site: string;
  readonly controller: Site['controller'];
  readonly policy: { readonly version: string; readonly url: string };
  /** Null while nothing has been decided. */
  readonly decision: {
    readonly status: string;
    readonly at: string;
    readonly validUntil: string;
    readonly cells: Cells;
    readonly granted: readonly Cell[];
  } | null;
  readonly consentId: string | null;
  readonly services: readonly {
    readonly id: string;
    readonly provider: string;
    readonly cell: string;
    readonly granted: boolean;
    readonly recipients: readonly string[];
    readonly countries: readonly string[];
  }[];
}

/** The texts of the settings, in which visitors are told what is kept of them. */
export type RightsSpoken = BannerTexts & SettingsTexts;

/** What is kept of the visitor. */
export interface Rights {
  /** When each record of the log was made and what it says, oldest first; `undefined` where the log does not tell, or there is none. */
  readonly said: readonly (readonly [when: string, what: string])[] | undefined;
  /** Resolves to all of it as a document to keep, in JSON. */
  readonly statement: () => Promise<string>;
}

/** All or nothing, or each cell by itself. */
type Choice = 'accept-all' | 'reject-all' | 'withdraw' | Cells;

/** A held embed: where it is, what it says of itself, and what lets it through once, told what the visitor has read. */
export interface HeldEmbed {
  readonly embed: HTMLElement;
  readonly mark: Mark;
  readonly release: (shown: Shown) => void;
}

/** One group as it is to be drawn. */
export interface GroupView {
  readonly group: Group;
  /** Its cells that a service stands behind, necessary first; none where the site stores nothing of the group. */
  readonly cells: readonly { readonly cell: Cell; readonly isNecessary: boolean; readonly isOn: boolean }[];
}

/** What the UI is given: everything to draw, and the few things that a visitor can do. */
export interface Port {
  readonly site: Site;
  readonly gpc: boolean;
  readonly $prompt: Readable<Prompt>;
  readonly $decision: Readable<Decision | undefined>;
  /** The texts of the language that holds now; `undefined` for the built-in Swedish. */
  readonly texts: () => Locale | undefined;
  /** Why the visitor is asked. */
  readonly reason: () => Reason | undefined;
  readonly isBlocked: () => boolean;
  readonly isLogDown: () => boolean;
  readonly groups: () => readonly GroupView[];
  /** Puts an answer into force; returns whether anything optional is granted by it. */
  readonly decide: (choice: Choice, method: Method, shown?: Shown) => boolean;
  readonly openSettings: () => void;
  /** Closes what is open without deciding; a question not yet answered stays. */
  readonly close: () => void;
  readonly receipt: () => Promise<Receipt>;
  readonly rights: (spoken: RightsSpoken) => Promise<Rights>;
  readonly erase: () => Promise<boolean>;
  /** Returns the service that a tag names, if it names a declared one. */
  readonly serviceOf: (mark: Mark) => ResolvedService | undefined;
  /** Returns whether the service keeps off this page, whatever is granted: it is sensitive (R8). */
  readonly isBarred: (service: ResolvedService) => boolean;
}

/** What the UI offers. */
export interface Ui {
  /** Shows what `$prompt` says from now on. */
  readonly start: (port: Port) => { readonly refresh: () => void; readonly stop: () => void };
  /** Draws a placeholder in an embed's box; returns what takes it away. */
  readonly placeholder: (port: Port, held: HeldEmbed) => () => void;
  /** Fills an empty element with the cookie table. */
  readonly declaration: (port: Port, element: HTMLElement) => void;
  /** Fetches the second layer, so that it opens without a wait. */
  readonly warm: (port: Port) => void;
}
