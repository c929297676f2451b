/** Posts one record to the log, so that it leaves even if the page does. */
import { isDone } from './answers.js';
import { KEY, WAITING, type Store } from './store.js';

/** What became of a record: taken, refused for good, left for another day, or the log is to be left alone for so many milliseconds (0: the sender chooses how long). */
export type Outcome = 'taken' | 'dead' | 'left' | { readonly after: number };

/** These say that the record itself is wrong: sending it again cannot help (RELIABILITY §3). */
const DEAD = [400, 413, 422];

/** A log that says nothing for so many milliseconds is as good as down: it must not hold up what comes after. */
const PATIENCE = 30_000;

/** Posts the record of that id; one that is taken leaves the queue. */
export const post = async (url: string, id: string, store: Store): Promise<Outcome> => {
  const key = store.get(KEY);
  const headers = { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) };
  const answer = await fetch(url, {
    method: 'POST',
    body: store.get(WAITING + id),
    headers,
    keepalive: true,
    credentials: 'include',
    referrerPolicy: 'origin',
    // What is sent on, to a page that says the site is under repair perhaps, has not reached the log.
    redirect: 'manual',
    // Not in browsers before 2022, where the wait is the browser's own.
    ...('timeout' in AbortSignal && { signal: AbortSignal.timeout(PATIENCE) }),
  }).catch(() => undefined);
  if (answer && (isDone(answer) || answer.status === 409)) {
    store.remove(WAITING + id);
    return 'taken';
  }
  if (!answer?.status || answer.ok || answer.status === 429 || answer.status >= 500)
    return { after: Math.max(0, Number(answer?.headers.get('Retry-After')) * 1000) || 0 };
  return DEAD.includes(answer.status) ? 'dead' : 'left';
};
