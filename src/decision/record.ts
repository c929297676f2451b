/** Makes the record of one decision that the consent log keeps (GDPR 7(1); REQUIREMENTS §4). */
import { OPTIONAL_CELLS, own, statusOf, type Decision, type Group, type Method, type Purpose } from './cells.js';
import { addMonths } from './validity.js';

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
  /** The layer it was made on; null by api or embed. */
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
  /** The site's registrable host only, never a path. */
  readonly site: string;
  /** ISO 8601 in UTC. */
  readonly validUntil: string;
  readonly gpc: boolean;
  readonly formFactor: 'mobile' | 'desktop';
}

/** What the record needs to know beside the decision. */
export type RecordContext = Omit<ConsentRecord, 'schema' | 'clientTime' | 'event' | 'method' | 'state' | 'policyVersion' | 'validUntil'> & {
  readonly months: number;
};

/** Returns the event that leads from one decision to the next. */
export const eventOf = (before: Decision | undefined, after: Decision): RecordEvent => {
  const status = statusOf(after.cells);
  if (before) return status === 'rejected' && statusOf(before.cells) !== 'rejected' ? 'withdrawn' : 'changed';
  return status === 'rejected' ? 'refused' : status === 'accepted' ? 'granted' : 'custom';
};

const stateOf = (decision: Decision): ConsentRecord['state'] => {
  const state: Partial<Record<Group, Partial<Record<Purpose, boolean>>>> = {};
  for (const cell of OPTIONAL_CELLS) {
    const said = own(decision.cells, cell);
    if (said === undefined) continue;
    const [group, purpose] = cell.split(':') as [Group, Purpose];
    (state[group] ??= {})[purpose] = said;
  }
  return state;
};

/** Returns the record of a decision. */
export const makeRecord = (decision: Decision, event: RecordEvent, { months, ...context }: RecordContext): ConsentRecord => ({
  schema: 1,
  ...context,
  clientTime: new Date(decision.at).toISOString(),
  event,
  method: decision.method ?? 'api',
  state: stateOf(decision),
  policyVersion: decision.policy,
  validUntil: new Date(addMonths(decision.at, months)).toISOString(),
});

/**
 * Returns a UUID of version 7 (RFC 9562 §5.7): the time in milliseconds, then the random bits given.
 * Sorted ids are sorted by time, which keeps the log's index small.
 */
export const uuidv7 = (now: number, random: Uint8Array): string => {
  const bytes = random.slice(0, 16);
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
