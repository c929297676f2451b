/** The seams between the hall's parts, which may lie in different files: what each offers to the others. */
import type { Cells, Decision } from '../decision/cells.js';
import type { judgeExpression } from '../decision/expression.js';
import type { Moment } from '../decision/moment.js';
import type { StartWatch } from '../gate/watch.js';
import type { Locale } from '../manifest/locale.js';
import type { Plan } from '../manifest/plan.js';
import type { Site } from '../manifest/resolve.js';
import type { ConsentOptions } from '../manifest/types.js';
import type { fillIn } from '../services/fill.js';
import type { Behaviour } from '../services/behaviour.js';
import type { Google } from '../signals/google.js';
import type { Log } from '../signals/log.js';
import type { Store } from '../signals/store.js';
import type { State } from '../state.js';
import type { Kept } from './memory.js';
import type { HeldEmbed, Port, Receipt, Rights, RightsSpoken, Ui } from './port.js';

/** What the core is made with. */
export interface CoreOptions {
  /** The manifest as it came. */
  readonly input: unknown;
  /** What the page gives beside the manifest. */
  readonly given: ConsentOptions;
  readonly state: State;
  readonly door: Door;
  /** What follows up the default that Google has been told. */
  readonly google: Google | undefined;
  readonly report: (message: string) => void;
  /** Calls once the manifest has been judged. */
  readonly whenJudged: (act: () => void) => void;
  /** Takes a fault: while there is no plan, nothing optional runs on this page; afterwards it is only reported. */
  readonly fail: (fault: unknown) => void;
}

/** What a started page has open, handed to each of the later parts. */
export interface Core extends CoreOptions {
  /** Returns the hash of all that a plan is made of but the cookie: manifest, options of the page, Global Privacy Control, version. */
  readonly sumHere: () => number;
  readonly gpc: boolean;
  /** localStorage, the same object for all later files: where the browser blocks it, this object alone remembers. */
  readonly store: Store;
  /** Resolves once the page's own first paint is over. */
  readonly painted: Promise<void>;
  /** What the gate needs of the page's first file, handed over so that its own file need not hold it too. */
  readonly judgeCategory: typeof judgeExpression;
  readonly watch: StartWatch;
  /** The plan that holds now. */
  readonly kept: () => Kept | undefined;
  /** Puts a plan into force: all that shows is closed, then the state is set once. Without a plan, the one that holds is told anew. */
  readonly enter: (kept: Kept | undefined, cause: Pick<Moment, 'source' | 'event' | 'once' | 'shown'>) => void;
  /** Reads what is stored, and enters its plan if that is news. */
  readonly look: (source: 'stored' | 'tab') => void;
  /** Calls back with the half that asks and answers, fetching it first where it is a file of its own. */
  readonly withAnswering: (then: (answering: Answering) => void) => void;
  /** Calls back with a later file; where it does not load, that is reported, and what needs it waits. */
  readonly withLater: <Name extends keyof Later>(name: Name, then: (file: Later[Name]) => void) => void;
  /** Has something else undone too when all of this stops. */
  readonly alsoStop: (stop: () => void) => void;
  readonly stop: () => void;
}

/** What the handle and the page's markup can do. */
export interface Answering {
  /** Makes the plan of what is stored, where none was kept, and calls back with it. */
  readonly judge: (then: (kept: Kept) => void) => void;
  readonly acceptAll: () => void;
  readonly rejectAll: () => void;
  readonly save: (cells: Cells) => void;
  readonly withdraw: () => void;
  readonly show: () => void;
  readonly showSettings: () => void;
  readonly hide: () => void;
  readonly receipt: () => Promise<Receipt>;
  readonly erase: () => Promise<boolean>;
  /** Resolves to whether it is what holds here now. */
  readonly import: (decision: Decision) => Promise<boolean>;
  readonly setLocale: (code: string) => Promise<void>;
  /** Keeps and notes what was decided here; called first of all effects. */
  readonly remember: (moment: Moment) => void;
  /** Sends to the log what waits. */
  readonly flush: () => void;
  /** Draws a placeholder for a held embed; returns what takes it away. */
  readonly hold: (held: HeldEmbed) => () => void;
  /** Fills empty elements with the cookie table. */
  readonly declare: (elements: readonly HTMLElement[]) => void;
  /** Fetches the settings ahead, for a visitor who comes near them. */
  readonly warm: () => void;
}

/** The core on a site whose manifest has been checked, with what makes and keeps decisions: what `more` is handed. */
export interface Desk extends Core {
  readonly site: Site;
  /** Makes the plan of what is stored, where none was kept, and calls back with it. */
  readonly judge: (then: (kept: Kept) => void) => void;
  /** Puts a plan into force as decided here. */
  readonly settle: (plan: Plan, cause?: Pick<Moment, 'event' | 'shown'>) => void;
  /** Puts an answer into force; returns whether anything optional is granted by it. */
  readonly decide: Port['decide'];
  /** Writes the cookie of the plan that holds, and the plan beside it. */
  readonly write: () => void;
}

/** What few pages need. */
export interface More {
  /** Says what is wrong with a manifest. */
  readonly explain: (core: Core) => void;
  /** Judges what stands in the cookie, where no plan of it was kept. */
  readonly judgeStored: (desk: Desk, value: string) => Plan;
  /** Erases what is refused; given the decision before a withdrawal, has what it granted switched off first. */
  readonly clean: (core: Core, before: Decision | undefined) => void;
  /** Reloads the page to stop a script that no longer may run, where that is right. */
  readonly reload: (core: Core, isHere: boolean) => void;
  /** Returns the receipt of the decision that holds now. */
  readonly receipt: (desk: Desk) => Receipt;
  /** Resolves to what is kept of the visitor. */
  readonly rights: (desk: Desk, spoken: RightsSpoken) => Promise<Rights>;
  /** Erases the records at the log, then the decision here; resolves to false, with nothing changed, if the log could not. */
  readonly erase: (desk: Desk) => Promise<boolean>;
  /** Takes over a decision made elsewhere; returns whether it is what holds here now. */
  readonly take: (desk: Desk, found: Decision) => boolean;
}

/** The log as this page runs it. */
export interface RunningLog extends Log {
  /** Returns whether the last attempt to send failed. */
  readonly isDown: () => boolean;
}

/** Opens the log of the site. */
export type StartLog = (core: Core, site: Site) => RunningLog;

/** Has vendors told that the page itself brings, until the core stops. */
export type OpenSignals = (core: Core) => void;

/** The files `samtycke.NAME.js` that a page loads where it needs what they do. */
export interface Later {
  readonly more: More;
  /** Where something on the page is marked. */
  readonly gate: { readonly openGate: OpenGate };
  /** Where a ready-made service is granted. */
  readonly services: {
    readonly openServices: OpenServices;
    readonly fillIn: typeof fillIn;
    /** Fills in the facts that are found at their addresses. */
    readonly fillFrom: (input: unknown, at: (file: string) => string) => Promise<unknown>;
  };
  /** Where the manifest names a signal. */
  readonly signals: { readonly openSignals: OpenSignals };
}

/** The half that asks and answers, not yet opened on a page. */
export interface AnsweringHalf {
  /** Begins to fetch what a first question needs besides, while the page is still being painted. */
  readonly fetchAhead: (core: Core) => void;
  readonly open: (core: Core) => Answering;
}

/** How what is only sometimes needed reaches the half that asks and answers. */
export interface Loaders {
  readonly loadUi: () => Promise<() => Ui>;
  /** Sending to the log: fetched where the site has one. */
  readonly loadLog: () => Promise<{ readonly startLog: StartLog }>;
  /** Fetches the texts of a language, once however often it is asked; rejects if they cannot be had. */
  readonly loadLocale: (code: string) => Promise<Locale>;
  /** Brings the theme's stylesheet, once however often it is asked; resolves when it has come or failed. Absent where the page brings its own. */
  readonly loadTheme?: (theme: string) => Promise<void>;
}

/** Opens the ready-made services on the page's core; returns what has them follow the plan that holds. */
export type OpenServices = (core: Core) => () => void;

/** Opens the gate on the page's core; returns what closes it. */
export type OpenGate = (core: Core) => () => void;

/** What a door brings. */
export interface Door {
  readonly version: string;
  /** What asks and answers: at once where it is in the same file. */
  readonly loadAnswering: () => AnsweringHalf | Promise<AnsweringHalf>;
  /** Loads one of the later files. */
  readonly load: <Name extends keyof Later>(name: Name) => Promise<Later[Name]>;
  /** Resolves to a manifest with the facts of its ready-made services. */
  readonly fillIn: (input: unknown) => Promise<unknown>;
  /** What a ready-made service does. */
  readonly loadBehaviour: (use: string) => Promise<Behaviour>;
  /** The script tag's own nonce, for the scripts that ready-made services bring. */
  readonly nonce: string | undefined;
}
