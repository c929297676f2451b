/** Fetches from the log what it keeps of this browser, with the key that only this browser has (GDPR 15; R42). */
import type { ConsentRecord } from '../decision/record.js';
import { isAbsent } from './answers.js';
import { KEY, type Store } from './store.js';

/** A record with the time that the log's own clock gave it, ISO 8601 in UTC. */
export type KeptRecord = ConsentRecord & { readonly time: string };

/** A visitor waits for the answer: a log that says nothing for so many milliseconds is said to be out of reach. */
const PATIENCE = 10_000;

const ask = (url: string, headers?: Record<string, string>): Promise<Response> =>
  fetch(url, {
    ...(headers && { headers }),
    referrerPolicy: 'origin',
    // Not in browsers before 2022, where the wait is the browser's own.
    ...('timeout' in AbortSignal && { signal: AbortSignal.timeout(PATIENCE) }),
  });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isMoment = (value: unknown): boolean => typeof value === 'string' && !isNaN(Date.parse(value));

/** Returns whether it has what is read of a record here: a log may be another than ours. */
const isRecord = (value: unknown): value is KeptRecord =>
  isObject(value) &&
  isMoment(value['time']) &&
  typeof value['event'] === 'string' &&
  Array.isArray(value['services']) &&
  isObject(value['state']) &&
  Object.values(value['state']).every(isObject);

/** Resolves to the records under this browser's key, oldest first, none where it has no key; `undefined` where the log does not tell. */
export const fetchRecords = async (url: string, store: Store): Promise<readonly KeptRecord[] | undefined> => {
  const key = store.get(KEY);
  if (!key) return [];
  try {
    const answer = await ask(`${url}/mine`, { Authorization: `Bearer ${key}` });
    if (await isAbsent(answer)) return [];
    const { records } = (await answer.json()) as { records: unknown };
    return answer.ok && Array.isArray(records) && records.every(isRecord) ? records : undefined;
  } catch {
    return undefined;
  }
};

/** Resolves to what was shown under a hash, which lies beside the records; null where the log does not have it. */
export const fetchShown = async (url: string, hash: string): Promise<unknown> => {
  try {
    const answer = await ask(new URL(`artefacts/${encodeURIComponent(hash)}`, url).href);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
};
