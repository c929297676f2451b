/** Makes the record of one decision that the consent log keeps (GDPR 7(1); REQUIREMENTS §4). */
import { OPTIONAL_CELLS, own, statusOf, type Decision, type Group, type Method, type Purpose } from './cells.js';
import { endOf } from './validity.js';

/** What happened. Expiry is no event: it follows from `validUntil`. */
export type RecordEvent = 'granted' | 'refused' | 'custom' | 'changed' | 'withdrawn' | 'embed';

/** One decision as the consent log keeps it: an allow-list, without address, user agent, page or account (R39). */
export interface ConsentRecord {
  readonly schema: 1;
  /** UUIDv7, made once per decision: sending it twice stores it once. */
  readonly recordId: string;
  /** 128 random bits, base64url; null for a visitor who has never said yes (R40). */
  readonly consentId: string | null;
  /** The record before this one from the same browser; null without a consentId. */
  readonly prev: string | null;
  /** Counts up per browser from 1; 0 without a consentId. */
  readonly seq: number;
  /** The browser's clock, ISO 8601 in UTC; the receiver adds its own. */
  readonly clientTime: string;
  readonly event: RecordEvent;
  readonly method: Method;
  /** The layer that was shown, an embed's placeholder being of the first; null where none was: by api. */
  readonly layer: 1 | 2 | null;
  /** Each optional cell asked about, explicitly true or false. */
  readonly state: Readonly<Partial<Record<Group, Readonly<Partial<Record<Purpose, boolean>>>>>>;
  /** The ids of the optional services that may run by this decision. */
  readonly services: readonly string[];
  readonly policyVersion: string;
  /** SHA-256 of the manifest, in hex; null where the page has no Web Crypto (plain http). */
  readonly policyHash: string | null;
  /** SHA-256 of the texts that were shown, in hex; null if none were, or no Web Crypto. */
  readonly textHash: string | null;
  readonly uiVersion: string;
  readonly sdkVersion: string;
  readonly locale: string;
  /** The manifest's `site`, else the page's host without `www.`; never a path. */
  readonly site: string;
  /** ISO 8601 in UTC. */
  readonly validUntil: string;
  readonly gpc: boolean;
  readonly formFactor: 'mobile' | 'desktop';
}

/** What the record needs to know beside the decision. */
export type RecordContext = Omit<
  ConsentRecord,
  'schema' | 'clientTime' | 'event' | 'method' | 'state' | 'policyVersion' | 'validUntil'
> & {
  readonly months: number;
};

/** Returns the event that leads from one decision to the next. */
export const eventOf = (before: Decision | undefined, after: Decision): RecordEvent => {
  const status = statusOf(after.cells);
  if (status === 'rejected') return before && statusOf(before.cells) !== 'rejected' ? 'withdrawn' : 'refused';
  if (before) return 'changed';
  return status === 'accepted' ? 'granted' : 'custom';
};

const stateOf = (decision: Decision): ConsentRecord['state'] => {
  const state: Partial<Record<Group, Partial<Record<Purpose, boolean>>>> = {};
  for (const cell of OPTIONAL_CELLS) {
    const said = own(decision.cells, cell);
    if (said === undefined) continue;
    const [group, purpose] = cell.split(':') as [Group, Purpose];
    state[group] = { ...own(state, group), [purpose]: said };
  }
  return state;
};

/** Returns the record of a decision. */
export const makeRecord = (
  decision: Decision,
  event: RecordEvent,
  { months, ...context }: RecordContext,
): ConsentRecord => ({
  schema: 1,
  ...context,
  clientTime: new Date(decision.at).toISOString(),
  event,
  method: decision.method ?? 'api',
  state: stateOf(decision),
  policyVersion: decision.policy,
  validUntil: new Date(endOf(decision, months)).toISOString(),
});
