/** Tells of a recipient what it is called, and whether it uses the data for ends of its own. */
import type { Recipient } from './types.js';

/** Returns a recipient's name. */
export const nameOf = (recipient: Recipient): string => (typeof recipient === 'string' ? recipient : recipient.name);

/** Returns whether a recipient may use the data for ends of its own, as one that is no processor may. */
export const isForeign = (recipient: Recipient): boolean =>
  typeof recipient === 'string' || recipient.role !== 'processor';
