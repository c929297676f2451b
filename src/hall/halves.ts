/** The seams between the hall's parts, which may lie in different files: what each offers to the others. Types only. */
import type { Cells, Decision } from '../decision/cells.js';
import type { Moment } from '../decision/moment.js';
import type { Reason } from '../decision/validity.js';
import type { Item } from '../gate/erase.js';
import type { Checked } from '../manifest/explain.js';
import type { Locale } from '../manifest/locale.js';
import type { Site } from '../manifest/resolve.js';
import type { Manifest } from '../manifest/types.js';
import type { openLog } from '../signals/log.js';
import type { State } from '../state.js';
import type { HeldEmbed, Receipt, Ui } from './port.js';

export interface CoreOptions {
  readonly site: Site;
  readonly state: State;
  readonly door: Door;
  /** The manifest as text, for its hash in the record. */
  readonly manifest: string;
  readonly locale: string;
  readonly tellsGoogle: boolean;
  readonly report: (message: string) => void;
  /** Calls back with what asks and answers, fetching it first where it is a file of its own. */
  readonly withAnswering: (then: (answering: Answering) => void) => void;
}

/** What stays open while the page lives, for the half that asks and answers. */
export interface Core extends CoreOptions {
  readonly gpc: boolean;
  readonly channel: BroadcastChannel | undefined;
  readonly reason: () => Reason | undefined;
  /** Puts a decision into force: all that shows is closed, then the state is set once. */
  readonly enter: (decision: Decision | undefined, cause: Omit<Moment, 'decision' | 'before'>) => void;
  /** Returns the decision as it holds here and now, and notes whether the visitor must be asked. */
  readonly judged: (decision: Decision | undefined) => Decision | undefined;
  /** Has something else undone too when all of this stops. */
  readonly alsoStop: (stop: () => void) => void;
  readonly stop: () => void;
}

/** What the handle and the page's markup can do. */
export interface Answering {
  readonly acceptAll: () => void;
  readonly rejectAll: () => void;
  readonly save: (cells: Cells) => void;
  readonly withdraw: () => void;
  readonly show: () => void;
  readonly showSettings: () => void;
  readonly hide: () => void;
  readonly receipt: () => Promise<Receipt>;
  readonly erase: () => Promise<boolean>;
  readonly import: (decision: Decision) => Promise<void>;
  readonly setLocale: (code: string) => Promise<void>;
  /** Keeps and notes what was decided here; called first of all effects. */
  readonly remember: (moment: Moment) => void;
  /** Sends to the log what waits. */
  readonly flush: () => void;
  /** Draws a placeholder for a held embed; returns what takes it away. */
  readonly hold: (held: HeldEmbed) => () => void;
  readonly declare: (elements: readonly HTMLElement[]) => void;
  readonly warm: () => void;
}

export interface CleanOptions {
  readonly refused: readonly Item[];
  readonly kept: readonly Item[];
  readonly isWithdrawal: boolean;
  /** The key in sessionStorage that asks the next page to look once more. */
  readonly flag: string;
  readonly report: (message: string) => void;
}

/** What few pages need. */
export interface More {
  readonly checkManifest: (input: unknown) => Checked;
  readonly clean: (options: CleanOptions) => void;
  readonly close: (elements: readonly Element[], mayReload: boolean) => void;
  readonly receipt: (core: Core, site: Site) => Receipt;
  readonly erase: (core: Core, site: Site) => Promise<boolean>;
  readonly take: (core: Core, found: Decision) => void;
}

export type OpenAnswering = (core: Core) => Answering;

/** What a door brings: how the later parts, the languages and the themes reach the page. */
export interface Door {
  readonly version: string;
  /** The languages that there are texts for. */
  readonly languages: readonly string[];
  /** What asks and answers: at once where it is in the same file. */
  readonly loadAnswering: () => OpenAnswering | Promise<OpenAnswering>;
  readonly loadUi: () => Promise<Ui>;
  /** Returns the manifest if nothing is wrong with it; a verdict kept from before may spare the check. */
  readonly judgeManifest: (input: unknown) => Manifest | undefined | Promise<Manifest | undefined>;
  /** True where that verdict is worth keeping. */
  readonly keepsVerdict?: boolean;
  readonly loadMore: () => Promise<More>;
  /** Sending to the log: fetched where the site has one. */
  readonly loadLog: () => Promise<{ readonly openLog: typeof openLog }>;
  /** Fetches the texts of a language; rejects if they cannot be had. */
  readonly loadLocale: (code: string) => Promise<Locale>;
  /** Brings the theme's stylesheet; resolves when it has come or failed. Absent where the page brings its own. */
  readonly loadTheme?: (theme: string) => Promise<void>;
}
