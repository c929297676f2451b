/** Says what a place that keeps records must do, so that the receiver works with any of them. */
import type { ConsentRecord } from '../decision/record.js';

/** One record on its way into the journal. */
export interface Entry {
  /** The record's UUID. */
  readonly id: string;
  /** When it arrived, by the server's clock: milliseconds since 1970, UTC. */
  readonly time: number;
  /** SHA-256 of its consentId, 64 hex digits; null without one. */
  readonly subject: string | null;
  /** SHA-256 of the visitor's secret, 64 hex digits; null where none was sent (a beacon cannot). */
  readonly key: string | null;
  /** Until when the answer holds: milliseconds since 1970, UTC. */
  readonly until: number;
  /** The record as JSON, its fields in fixed order, so that equal content is equal text. */
  readonly body: string;
}

/**
 * What became of an entry: kept now; kept before (or erased since) and so left alone; refused because other content has
 * its id; refused because its subject has another key.
 */
export type Outcome = 'stored' | 'duplicate' | 'conflict' | 'foreign';

/** A record as the journal gives it back. */
export interface Kept {
  /** When it arrived, by the server's clock: milliseconds since 1970, UTC. */
  readonly time: number;
  readonly record: ConsentRecord;
}

/** What visitors were shown or asked by, kept under the hash of itself: records name it by that hash (R38). */
export interface Artefact {
  /** SHA-256 of the content, 64 hex digits. */
  readonly hash: string;
  readonly type: 'application/json' | 'text/css' | 'text/javascript';
  readonly content: string;
}

/** What the receiver asks of the place where it keeps records. Every function rejects if the journal cannot do its part. */
export interface Journal {
  /** Keeps the batch, all of it or nothing, and resolves to one outcome an entry once it would survive a power cut. */
  append(batch: readonly Entry[]): Promise<readonly Outcome[]>;
  /** Resolves to the hash that the subject's first key left, or null. */
  keyOf(subject: string): Promise<string | null>;
  /** Resolves to the subject's records, in the order of arrival; where a limit is given, to the newest of them. */
  bySubject(subject: string, options?: { readonly limit: number }): Promise<readonly Kept[]>;
  /** Erases what the subject's records held, its id and its key, and resolves to the number of records (GDPR 17). */
  erase(subject: string): Promise<number>;
  /** Resolves to the newest records, newest first. */
  list(options: { readonly limit: number }): Promise<readonly Kept[]>;
  /** Keeps the artefacts for good; one that is there already stays as it is. */
  keepArtefacts?(artefacts: readonly Artefact[]): Promise<void>;
  /** Resolves to the artefact of that hash, or null. A journal without these two has none. */
  artefact?(hash: string): Promise<Artefact | null>;
  /** Resolves if a record could be written now. A chained journal is written with its own key alone. */
  ready(): Promise<void>;
  /** Lets go of files and connections; a second call does nothing. */
  close(): Promise<void>;
}

/** An entry as it lies in a chained journal, for whoever checks it. */
export interface Row {
  readonly seq: number;
  readonly id: string;
  readonly time: number;
  readonly kind: 'record' | 'note';
  /** Why its content is gone: a visitor had it erased, or its time was up. */
  readonly emptied: 'erased' | 'expired' | null;
  /** Null if its content is gone. `until`, which retention goes by, is compared with what the record says, where a journal gives it. */
  readonly content: {
    readonly salt: Buffer;
    readonly body: string;
    readonly subject: string | null;
    readonly until?: number;
  } | null;
  readonly leaf: Buffer;
  readonly head: Buffer;
}

/** How long records are kept, in calendar months; the reasons belong in the site's register of processing (GDPR 30). */
export interface Retention {
  /** After the answer has run out or been followed by another. @default 12 */
  readonly afterwards: number;
  /** After arrival, whatever the answer says. @default 24 */
  readonly atMost: number;
  /** After arrival, where the record has no id and so belongs to nobody: refusals before any yes, embeds shown once. @default 12 */
  readonly nameless: number;
}

/** What is wrong, and at which entry; entries count from 1, and 0 is none of them. */
export interface Fault {
  readonly seq: number;
  readonly what: string;
}

/** What a round of retention did. */
export interface Purge {
  /** Records emptied. */
  readonly expired: number;
  /** Entries removed for good, oldest first. */
  readonly removed: number;
  /** The first thing that is wrong with the journal, where it removes nothing until that is mended. */
  readonly fault?: Fault;
}

/** A journal that chains its entries and signs how far the chain goes (R43): what the two journals of samtycke are. */
export interface ChainedJournal extends Required<Journal> {
  /** What checks the signatures, as `name+hash+key` (C2SP signed-note). */
  readonly publicKey: string;
  /** Resolves to up to so many entries behind that number, in order. */
  rows(after: number, limit: number): Promise<readonly Row[]>;
  /** Resolves to the body of the newest note of the oldest entries' removal, or null. */
  lastRemoval(): Promise<string | null>;
  /** Resolves to the signed checkpoints, oldest first, the last of which is of the last entry. None of an empty journal. */
  checkpoints(): Promise<readonly string[]>;
  /** Empties records that have been kept long enough at that time, and removes whole months of which nothing is left (R41). */
  expire(now: number, retention?: Partial<Retention>): Promise<Purge>;
}
