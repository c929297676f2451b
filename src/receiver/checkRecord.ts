/** Checks a record field by field against an allow-list, so that nothing else is ever kept (R39, R46). */
import { GROUPS, PURPOSES } from '../decision/cells.js';
import type { ConsentRecord } from '../decision/record.js';
import type { AnyShape } from '../manifest/shape.js';
import { copyOf } from '../manifest/walk.js';

/** A short text. */
const text = (pattern: RegExp): AnyShape => ({ pattern });

/** One of some values. The walk compares by identity, so that numbers and null serve as well as texts. */
const exactly = (values: readonly (string | number | null)[]): AnyShape => ({ oneOf: values as readonly string[] });

const orNull = (shape: AnyShape): AnyShape => ({ either: [shape, exactly([null])] });

const uuid = text(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
const instant = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
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

/** Every key there can be, in the order in which records are kept. */
const KEYS = [...Object.keys(FIELDS), ...GROUPS, ...PURPOSES];

/** Browsers keep no cookie longer (RFC 6265bis §5.5), so no answer can hold longer. */
const LONGEST = 400 * 86_400_000;

const isRealTime = (iso: string): boolean => new Date(iso).toJSON() === iso;

const answersIn = ({ state }: ConsentRecord): boolean[] =>
  Object.values(state).flatMap((group) => Object.values(group));

/** Returns whether the event says what the cells say. Only showing one embed once (R33) goes without a decision. */
const fitsEvent = (record: ConsentRecord): boolean => {
  const said = answersIn(record);
  const [yes, no] = [said.includes(true), said.includes(false)];
  if (record.event === 'embed') return true;
  if (record.event === 'granted') return yes && !no;
  if (record.event === 'custom') return yes && no;
  if (record.event === 'changed') return yes || no;
  return no && !yes && !record.services.length;
};

/** Returns whether the id, and what hangs on it, fit together: none before the first yes (R40), always one with a new yes. */
const fitsSubject = (record: ConsentRecord): boolean => {
  const { consentId, seq, prev, recordId, event } = record;
  if (consentId !== null) return seq > 0 && prev !== recordId;
  return seq === 0 && prev === null && (event === 'embed' || !answersIn(record).includes(true));
};

const fitsTime = ({ clientTime, validUntil }: ConsentRecord): boolean => {
  const lasts = Date.parse(validUntil) - Date.parse(clientTime);
  return isRealTime(clientTime) && isRealTime(validUntil) && lasts > 0 && lasts <= LONGEST;
};

/** Returns a copy of the record that holds the known fields alone, or `undefined` if anything in it is unknown or wrong. */
export const checkRecord = (value: unknown): ConsentRecord | undefined => {
  let isWrong = false;
  const record = copyOf(value, RECORD, () => void (isWrong = true)) as ConsentRecord;
  if (isWrong || record.services.length > 100) return undefined;
  return fitsEvent(record) && fitsSubject(record) && fitsTime(record) ? record : undefined;
};

/** Returns the checked record as text, its fields in fixed order: equal records give equal texts. */
export const writeRecord = (record: ConsentRecord): string => JSON.stringify(record, KEYS);
