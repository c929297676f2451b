/** Shows visitors their own records and erases them, for whoever holds the key and nobody else (GDPR 15, 17; R42). */
import { answer, empty, notFound, type Answer } from './answer.js';
import type { Asked } from './asked.js';
import { createFewAtOnce } from './fewAtOnce.js';
import type { Journal } from './journal.js';
import { isSameHash, keyIn, sha256 } from './key.js';
import { inTurns } from './turns.js';

/** Resolves to the subject that the request's key opens, or `undefined`, whether the id is unknown or the secret wrong. */
const subjectOf = async (asked: Asked, journal: Journal): Promise<string | undefined> => {
  const key = keyIn(asked);
  if (!key) return undefined;
  const [subject, secret] = await Promise.all([sha256(key.consentId), sha256(key.secret)]);
  return isSameHash(secret, (await journal.keyOf(subject)) ?? '0'.repeat(64)) ? subject : undefined;
};

/** The newest are shown, in about 1.5 MB: nobody answers so often, but whoever has a key can send records without end. */
const MOST = 2000;

/** So many visitors are shown theirs at once, each of which takes some 10 MB of memory for a moment. */
const AT_ONCE = 2;

const show = async (subject: string, journal: Journal): Promise<Answer> => {
  const kept = await journal.bySubject(subject, { limit: MOST + 1 });
  const records = await inTurns(kept.slice(-MOST), ({ time, record }) =>
    JSON.stringify({ ...record, time: new Date(time).toISOString() }),
  );
  const older = kept.length > MOST ? ',"older":true' : '';
  return answer(200, `{"records":[${records.join(',')}]${older}}`, { 'Content-Type': 'application/json' });
};

/**
 * Returns what resolves to the visitor's own records, oldest first, each with the server's `time`, and to `older` where
 * there are more than are shown; or to the plain 404.
 */
export const createShowMine = (journal: Journal): ((asked: Asked) => Promise<Answer>) => {
  const inLine = createFewAtOnce(AT_ONCE);
  return async (asked) => {
    const subject = await subjectOf(asked, journal);
    return subject ? inLine(() => show(subject, journal)) : notFound();
  };
};

/** Resolves to 204 once what the visitor's records held is gone, their id and key with it; or to the plain 404. */
export const eraseMine = async (asked: Asked, journal: Journal): Promise<Answer> => {
  const subject = await subjectOf(asked, journal);
  if (!subject) return notFound();
  await journal.erase(subject);
  return empty(204);
};
