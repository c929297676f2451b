/** Turns a note into the record that the consent log keeps (GDPR 7(1); REQUIREMENTS §4). */
import { grantedIn, type Decision } from '../decision/cells.js';
import { eventOf, makeRecord, type ConsentRecord, type RecordContext } from '../decision/record.js';
import type { Note } from './note.js';
import { KEY, LAST, type Store } from './store.js';

/** What all records of this site are made with. */
export interface LogSite {
  readonly site: string;
  readonly months: number;
  readonly policyVersion: string;
  /** The manifest as text, for its hash. */
  readonly manifest: string;
  readonly version: string;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** 128 random bits. */
const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(16)));

/** Returns the SHA-256 of a text in hex, or null where there is no text, or no Web Crypto (plain http). */
const sha256 = async (text: string | false | undefined): Promise<string | null> => {
  if (!text || !(crypto.subtle as SubtleCrypto | undefined)) return null;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  // Not by Array.from: Prototype.js and MooTools have one of their own, without a function (RELIABILITY L9).
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Returns who this browser is to the log: no id before the first yes, and none for one who only refuses (R40). */
const chain = (store: Store, isYes: boolean, recordId: string): Pick<RecordContext, 'consentId' | 'prev' | 'seq'> => {
  let key = store.get(KEY);
  if (!key && !isYes) return { consentId: null, prev: null, seq: 0 };
  if (!key) store.set(KEY, (key = `${random()}.${random()}`));
  const [last = '0', id = '', before = ''] = store.get(LAST)?.split('.') ?? [];
  // Made before, but full storage had no room for it: it keeps its place, or it would come before itself.
  const [seq, prev] = id === recordId ? [Number(last), before] : [Number(last) + 1, id];
  store.set(LAST, `${seq}.${recordId}.${prev}`);
  return { consentId: key.split('.')[0]!, prev: prev || null, seq };
};

/** Returns the decision that a note is about; letting one embed through once is none, and has a time of its own. */
const decisionOf = ({ decision, once, at }: Note, policy: string): Decision =>
  decision && !once ? decision : { cells: {}, policy, ...decision, at, method: 'embed' };

/**
 * Resolves to the function that makes the record of a note and its place in the visitor's chain, to be stored at once: a
 * page that goes in between would leave a record that comes before itself. Rejects where the page is going already.
 */
export const complete = async (
  { note, recordId }: { note: Note; recordId: string },
  store: Store,
  site: LogSite,
): Promise<() => ConsentRecord> => {
  const said = decisionOf(note, site.policyVersion);
  // A note left by an earlier page may be about an older manifest than this page's.
  const [policyHash, textHash] = await Promise.all([
    sha256(said.policy === site.policyVersion && site.manifest),
    sha256(note.shown?.texts),
  ]);
  return () => {
    const isYes = !note.once && grantedIn(said.cells).length > 0;
    const record = makeRecord(said, note.event ?? eventOf(note.before, said), {
      recordId,
      consentId: null,
      prev: null,
      seq: 0,
      layer: note.shown?.layer ?? null,
      services: note.once ? [note.once] : note.services,
      policyHash,
      textHash,
      uiVersion: site.version,
      sdkVersion: site.version,
      locale: note.locale,
      site: site.site,
      gpc: note.gpc,
      formFactor: innerWidth < 768 ? 'mobile' : 'desktop',
      months: site.months,
    });
    // Last of all: a note of which no record can be made takes no place.
    return { ...record, ...chain(store, isYes, recordId) };
  };
};
