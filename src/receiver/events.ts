/** Names what can happen at the receiver, in words that say nothing of the visitor. */
import type { Answer } from './answer.js';

/**
 * What became of one request. For a record: `stored`, or `duplicate` for one kept before; `conflict` where its id has other
 * content, `foreign` where its subject has another key; `unreadable` for a body that is no JSON of a fit size and type,
 * `refused-record` for JSON that is no record; `full` where there was no room. For the visitor's own records: `shown`,
 * `erased`, or `unknown-key`. For any request: `refused-origin`, or `fault` where the journal failed.
 */
export type ReceiverEvent =
  | 'stored'
  | 'duplicate'
  | 'conflict'
  | 'foreign'
  | 'unreadable'
  | 'refused-record'
  | 'full'
  | 'shown'
  | 'erased'
  | 'unknown-key'
  | 'refused-origin'
  | 'fault';

/** What each answer to a record means; the answers left over refuse a body that cannot be read. */
const OF_RECORDS: ReadonlyMap<number, ReceiverEvent> = new Map([
  [201, 'stored'],
  [200, 'duplicate'],
  [403, 'foreign'],
  [409, 'conflict'],
  [422, 'refused-record'],
  [503, 'full'],
]);

/** Returns what an answer to a record says. */
export const eventOfRecord = ({ status }: Pick<Answer, 'status'>): ReceiverEvent =>
  OF_RECORDS.get(status) ?? 'unreadable';

/** Returns a listener that may fail without anybody noticing: who merely listens must not change an answer. */
export const safely =
  <T>(listener: ((heard: T) => void) | undefined): ((heard: T) => void) =>
  (heard) => {
    try {
      listener?.(heard);
    } catch {
      // Nothing: it is the listener's own fault.
    }
  };
