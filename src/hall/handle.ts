/** The handle's contract: what a page may ask and do. Types only. */
import type { Cell, Cells, Decision, Group, Purpose, Status } from '../decision/cells.js';
import type { Detail, EventName } from '../signals/events.js';
import type { Stores } from '../state.js';
import type { Answering } from './halves.js';
import type { Receipt } from './port.js';

/** A purpose, a group, a cell, or these joined with `&`, `|`, `!` and parentheses. A misspelt single name does not compile. */
export type Expression = Purpose | Group | Cell | `${string}${'&' | '|' | '!' | '('}${string}`;

/** The actions, which wait for the manifest; with none or a wrong one they change nothing and say so. */
type Actions = Pick<
  Answering,
  'acceptAll' | 'rejectAll' | 'save' | 'withdraw' | 'show' | 'showSettings' | 'hide' | 'erase' | 'import' | 'setLocale'
>;

/** What a page may ask and do. */
export interface Consent extends Actions, Pick<Stores, '$decision' | '$granted'> {
  /** Begins: reads what is stored, asks if it must, holds and releases. Returns what undoes it; cookies stay as they are. */
  readonly start: () => () => void;
  /** Returns whether the expression holds now: marketing never on a sensitive path (R8). Before a decision only `necessary` does. */
  readonly has: (expression: Expression) => boolean;
  readonly status: () => Status;
  readonly decision: () => Decision | undefined;
  /** Grants the cells that are `true`; cells not named are refused. */
  readonly save: (cells: Cells) => void;
  /** Refuses everything, and logs it as a withdrawal (GDPR 7(3)). */
  readonly withdraw: () => void;
  /** Calls back on each event, and soon for a `ready` or `consent` that has already been. Returns what ends that. */
  readonly on: (event: EventName, listener: (detail: Detail) => void) => () => void;
  /** Resolves to the decision joined with what it was about, or to false where the manifest is wrong. */
  readonly receipt: () => Promise<Receipt | false>;
  /** Erases the decision here and its records in the log. Resolves to false, with nothing changed, if the log could not. */
  readonly erase: () => Promise<boolean>;
  /** Returns the decision as plain JSON, for an app's web view to take over by `import`. */
  readonly export: () => Decision | undefined;
  /**
   * Takes over a decision made elsewhere, after checking it, if it is newer than the one here. Resolves to whether it is what
   * holds here now.
   */
  readonly import: (decision: Decision) => Promise<boolean>;
}
