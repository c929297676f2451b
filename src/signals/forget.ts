/** Forgets who this browser is to the log once its last answer has run out: the id goes with that (REQUIREMENTS §4, R40). */
import { addMonths } from '../decision/validity.js';
import { KEY, LAST, type Store } from './store.js';

/** Removes the visitor's key where the newest record under it was made so many months ago; its id says when (RFC 9562 §5.7). */
export const forgetExpired = (store: Store, months: number, now: number): void => {
  const [, id = ''] = store.get(LAST)?.split('.') ?? [];
  const made = parseInt(id.replace('-', '').slice(0, 12), 16);
  if (addMonths(made, months) <= now) for (const name of [KEY, LAST]) store.remove(name);
};
