/** Checks a record field by field against an allow-list, so that nothing else is ever kept (R39, R46). */
import { GROUPS, PURPOSES, type Group } from '../decision/cells.js';
import type { ConsentRecord } from '../decision/record.js';
import type { AnyShape } from '../manifest/shape.js';
import { copyOf } from '../manifest/walk.js';

/** A short text. */
const text = (pattern: RegExp): AnyShape => ({ pattern });

/** One of some values. The walk compares by identity, so that numbers and null serve as well as texts. */
const exactly = (values: readonly (string | number | null)[]): AnyShape => ({ oneOf: values as readonly string[] });

const orNull = (shape: AnyShape): AnyShape => ({ either: [shape, exactly([null])] });

const uuid = text(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
// PostgreSQL knows no year 0, and no browser's clock a year before 1000.
const instant = text(/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const hash = text(/^[\da-f]{64}$/);
const version = text(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
const release = text(/^[\w.+-]{1,40}$/);
const flag: AnyShape = { flag: true };

/** The same shape for each of the keys, none of them required. */
const each = (keys: readonly string[], shape: AnyShape): AnyShape => ({
  required: [],
  fields: Object.fromEntries(keys.map((key) => [key, shape])),
});

const FIELDS: { readonly [K in keyof ConsentRecord]-?: AnyShape } = {
  schema: exactly([1]),
  recordId: uuid,
  consentId: orNull(text(/^[\w-]{22}$/)),
  prev: orNull(uuid),
  seq: { from: 0, to: 1_000_000 },
  clientTime: instant,
  event: exactly(['granted', 'refused', 'custom', 'changed', 'withdrawn', 'embed']),
  method: exactly(['banner', 'settings', 'embed', 'gpc', 'api']),
  layer: exactly([1, 2, null]),
  state: each(GROUPS, each(PURPOSES.slice(1), flag)),
  services: { each: text(/^[\w-]{1,60}$/) },
  policyVersion: version,
  policyHash: orNull(hash),
  textHash: orNull(hash),
  uiVersion: release,
  sdkVersion: release,
  locale: text(/^[a-z]{2,3}(-[a-zA-Z\d]{1,8}){0,4}$/),
  site: text(/^[a-zA-Z\d]([a-zA-Z\d.-]{0,251}[a-zA-Z\d])?$/),
  validUntil: instant,
  gpc: flag,
  formFactor: exactly(['mobile', 'desktop']),
};

const RECORD: AnyShape = { fields: FIELDS, required: Object.keys(FIELDS) };

const NAMES = Object.keys(FIELDS) as readonly (keyof ConsentRecord)[];

/** Browsers keep no cookie longer (RFC 6265bis §5.5), so no answer can hold longer. */
const LONGEST = 400 * 86_400_000;

/** Which answers there are among the cells. */
interface Said {
  readonly yes: boolean;
  readonly no: boolean;
}

const saidIn = ({ state }: ConsentRecord): Said => {
  let [yes, no] = [false, false];
  for (const group of Object.values(state))
    for (const answer of Object.values(group))
      if (answer) yes = true;
      else no = true;
  return { yes, no };
};

/** Returns whether the event says what the cells say. Only showing one embed once (R33) goes without a decision. */
const fitsEvent = (record: ConsentRecord, { yes, no }: Said): boolean => {
  if (record.event === 'embed') return true;
  if (record.event === 'granted') return yes && !no;
  if (record.event === 'custom') return yes && no;
  if (record.event === 'changed') return yes || no;
  return no && !yes && !record.services.length;
};

/** Returns whether the id, and what hangs on it, fit together: none before the first yes (R40), always one with a new yes. */
const fitsSubject = (record: ConsentRecord, { yes }: Said): boolean => {
  const { consentId, seq, prev, recordId, event } = record;
  if (consentId !== null) return seq > 0 && prev !== recordId;
  return seq === 0 && prev === null && (event === 'embed' || !yes);
};

/** Returns the milliseconds since 1970, or NaN for 31 April and 24 o'clock, which `Date` takes for the day after. */
const timeOf = (iso: string): number => {
  const date = new Date(iso);
  return date.getUTCDate() === Number(iso.slice(8, 10)) ? date.getTime() : NaN;
};

const fitsTime = ({ clientTime, validUntil }: ConsentRecord): boolean => {
  const lasts = timeOf(validUntil) - timeOf(clientTime);
  return lasts > 0 && lasts <= LONGEST;
};

/** Returns a copy of the record that holds the known fields alone, or `undefined` if anything in it is unknown or wrong. */
export const checkRecord = (value: unknown): ConsentRecord | undefined => {
  let isWrong = false;
  const record = copyOf(value, RECORD, () => void (isWrong = true)) as ConsentRecord;
  if (isWrong || record.services.length > 100) return undefined;
  const said = saidIn(record);
  return fitsEvent(record, said) && fitsSubject(record, said) && fitsTime(record) ? record : undefined;
};

/** Returns a copy with the keys that are there, in the order of `keys`. */
const inOrder = <Key extends string>(
  from: Readonly<Partial<Record<Key, unknown>>>,
  keys: readonly Key[],
): Partial<Record<Key, unknown>> => {
  const copy: Partial<Record<Key, unknown>> = {};
  for (const key of keys) if (from[key] !== undefined) copy[key] = from[key];
  return copy;
};

/** Returns the checked record as text, its fields in fixed order: equal records give equal texts. */
export const writeRecord = (record: ConsentRecord): string => {
  const state: Partial<Record<Group, unknown>> = {};
  for (const group of GROUPS) if (record.state[group]) state[group] = inOrder(record.state[group], PURPOSES);
  return JSON.stringify(Object.assign(inOrder(record, NAMES), { state }));
};
