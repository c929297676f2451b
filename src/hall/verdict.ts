/** Remembers that a manifest has passed its check, so that a returning visitor need not download the check again. */
import { openStore } from '../signals/store.js';

/** The same for every visitor of a site, and kept only with an answer: it tells nobody apart (R40). */
const KEY = 'samtycke:ok';

/** Returns a number that another text hardly has (Bernstein's hash); what it spares is a check, never a consent. */
const sumOf = (text: string): string => {
  let sum = text.length;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum, 33) ^ text.charCodeAt(index);
  return String(sum);
};

export const keepVerdict = (manifest: string): void => openStore().set(KEY, sumOf(manifest));

/** Returns whether this very manifest passed before. */
export const hasVerdict = (manifest: string): boolean => openStore().get(KEY) === sumOf(manifest);
