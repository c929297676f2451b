/** Opens localStorage, or a stand-in that lasts as long as the page where the browser blocks it or it is full. */
import { attempt } from '../decision/attempt.js';

/** Texts by key, as localStorage keeps them. */
export interface Store {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  readonly keys: () => string[];
}

/** Returns the store; it never throws: SecurityError where it is blocked, QuotaExceededError where it is full (RELIABILITY S6, S9). */
export const openStore = (): Store => {
  const memory = new Map<string, string>();
  return {
    keys: () => [...memory.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])],
    get: (key) => memory.get(key) ?? attempt(() => localStorage.getItem(key)) ?? null,
    remove(key) {
      memory.delete(key);
      attempt(() => localStorage.removeItem(key));
    },
    set(key, value) {
      memory.delete(key);
      attempt(() => localStorage.setItem(key, value));
      if (attempt(() => localStorage.getItem(key)) !== value) memory.set(key, value);
    },
  };
};

/** The visitor's key, `consentId.secret`: made at the first yes, sent to the log alone, never in the cookie. */
export const KEY = 'samtycke:key';

/** `seq.recordId.prev` of the last record, kept only by a visitor who has a key. */
export const LAST = 'samtycke:last';

/** Each record that waits has a storage key of its own, so that tabs never rewrite each other's. */
export const WAITING = 'samtycke:q:';

/** A record that the log will never take, kept for whoever looks for it. */
export const DEAD = 'samtycke:dead:';
