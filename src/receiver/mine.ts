/** Shows visitors their own records and erases them, for whoever holds the key and nobody else (GDPR 15, 17; R42). */
import { answer, empty, notFound, type Answer } from './answer.js';
import type { Asked } from './asked.js';
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

/** Resolves to the visitor's own records, oldest first, each with the server's `time`; or to the plain 404. */
export const showMine = async (asked: Asked, journal: Journal): Promise<Answer> => {
  const subject = await subjectOf(asked, journal);
  if (!subject) return notFound();
  const kept = await journal.bySubject(subject);
  const records = await inTurns(kept, ({ time, record }) =>
    JSON.stringify({ ...record, time: new Date(time).toISOString() }),
  );
  return answer(200, `{"records":[${records.join(',')}]}`, { 'Content-Type': 'application/json' });
};

/** Resolves to 204 once what the visitor's records held is gone, their id and key with it; or to the plain 404. */
export const eraseMine = async (asked: Asked, journal: Journal): Promise<Answer> => {
  const subject = await subjectOf(asked, journal);
  if (!subject) return notFound();
  await journal.erase(subject);
  return empty(204);
};
