/** Tells of one entry whether it is what came (R43). */
import { attempt } from '../../decision/attempt.js';
import type { ConsentRecord } from '../../decision/record.js';
import type { Row } from '../journal.js';
import { headOf, leafOf } from './chain.js';
import { builtin } from './node.js';

/** Returns what is wrong with the content, or with what stands beside it. Throws where it cannot be read. */
export const wrongIn = ({ content, id, kind, leaf }: Row): string | undefined => {
  if (!content) return kind === 'note' ? 'a note of the journal has been emptied' : undefined;
  if (!leafOf(content.salt, content.body).equals(leaf)) return 'the content has been changed';
  if (kind === 'note') return undefined;
  const { recordId, consentId, validUntil } = JSON.parse(content.body) as Pick<
    ConsentRecord,
    'recordId' | 'consentId' | 'validUntil'
  >;
  if (recordId !== id) return 'the content is that of another record';
  if (content.until !== undefined && content.until !== Date.parse(validUntil))
    return 'the time that retention goes by has been changed';
  const subject = consentId === null ? null : builtin('node:crypto').hash('sha256', consentId);
  return content.subject === subject ? undefined : 'the record is filed under another visitor';
};

/** Returns whether the entry is what came, and stands where it came: behind the entry with that head. */
export const isSound = (row: Row, before: Buffer): boolean =>
  attempt(() => headOf(before, row).equals(row.head) && wrongIn(row) === undefined) ?? false;
