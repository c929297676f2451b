/** Takes one record in, and answers 2xx only when it would survive a power cut. */
import { answer, empty, unavailable, type Answer } from './answer.js';
import type { Asked } from './asked.js';
import type { ConsentRecord } from '../decision/record.js';
import { parseOnce, readText, unreadable } from './body.js';
import { checkRecord, writeRecord, type Checked } from './checkRecord.js';
import type { Outcome } from './journal.js';
import { keyIn, sha256 } from './key.js';
import type { Enqueue } from './queue.js';
import { renewedCookies } from './renew.js';

/** What taking records needs. */
interface Intake {
  readonly enqueue: Enqueue;
  readonly now: () => number;
  /** The domain over which the plain cookie is shared. */
  readonly cookieDomain: string | undefined;
}

/** Returns the record in a text, or the answer that refuses it. What our own script sends is in order already. */
const recordIn = (text: string): Checked | Answer => {
  const sent = checkRecord(text);
  if (sent) return sent;
  try {
    return checkRecord(writeRecord(parseOnce(text))) ?? answer(422, 'This is not a consent record of schema 1.\n');
  } catch {
    return unreadable();
  }
};

const CREATED = empty(201);
const KNOWN = { ...CREATED, status: 200 };

const answerTo = (outcome: Outcome): Answer => {
  if (outcome === 'foreign') return answer(403, 'The key does not belong to this record.\n');
  if (outcome === 'conflict') return answer(409, 'Another record has this id.\n');
  return outcome === 'stored' ? CREATED : KNOWN;
};

/**
 * Resolves to 201 for a record stored now, 200 for one stored before; 400, 413, 415 or 422 for one that never can be, 403
 * for one of another key, 409 where its id has other content, 503 where there is no room. Rejects if the journal fails.
 */
export const takeRecord = async (asked: Asked, { enqueue, now, cookieDomain }: Intake): Promise<Answer> => {
  const text = await readText(asked);
  if (typeof text !== 'string') return text;
  const record = recordIn(text);
  if ('status' in record) return record;
  const { recordId, consentId, until, body } = record;
  const subject = consentId === null ? null : await sha256(consentId);
  // The key of another id says nothing about this record: a refusal may have waited in the queue until after the first yes.
  const sent = keyIn(asked);
  const key = sent && sent.consentId === consentId ? await sha256(sent.secret) : null;
  const outcome = await enqueue({ id: recordId, time: now(), subject, key, until, body });
  if (!outcome) return unavailable(1);
  const taken = answerTo(outcome);
  if (taken.status > 201) return taken;
  const header = asked.header('cookie');
  // A beacon, whose page has gone: by the time its answer comes, another may have withdrawn what its cookie says.
  if (!header || /^text\/plain/i.test(asked.header('content-type') ?? '')) return taken;
  const isSecure = !asked.header('origin')?.startsWith('http:');
  const renewal = { header, isSecure, now: now(), domain: cookieDomain };
  return { ...taken, cookies: renewedCookies(JSON.parse(body) as ConsentRecord, renewal) };
};
