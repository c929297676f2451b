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

/** Keeps records, and never changes one (GDPR 5(2), 7(1)). Every function rejects if the journal cannot do its part. */
export interface Journal {
  /** Keeps the batch, all of it or nothing, and resolves to one outcome an entry once it would survive a power cut. */
  append(batch: readonly Entry[]): Promise<readonly Outcome[]>;
  /** Resolves to the hash that the subject's first key left, or null. */
  keyOf(subject: string): Promise<string | null>;
  /** Resolves to the subject's records, in the order of arrival. */
  bySubject(subject: string): Promise<readonly Kept[]>;
  /** Erases what the subject's records held, its id and its key, and resolves to the number of records (GDPR 17). */
  erase(subject: string): Promise<number>;
  /** Resolves to the newest records, newest first. */
  list(options: { readonly limit: number }): Promise<readonly Kept[]>;
  /** Lets go of files and connections; a second call does nothing. */
  close(): Promise<void>;
}
