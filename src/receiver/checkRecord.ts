/** Checks a record field by field against an allow-list, so that nothing else is ever kept (R39, R46). */
import { GROUPS, PURPOSES } from '../decision/cells.js';
import type { ConsentRecord } from '../decision/record.js';

/** Returns what is to be kept of a value, or `undefined` if it is not what it should be. */
type Reader = (value: unknown) => unknown;

const text =
  (pattern: RegExp): Reader =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;

const oneOf =
  (...values: readonly (string | number | boolean | null)[]): Reader =>
  (value) =>
    values.includes(value as string) ? value : undefined;

const orNull =
  (reader: Reader): Reader =>
  (value) =>
    value === null ? null : reader(value);

const number: Reader = (value) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1_000_000 ? value : undefined;

const list =
  (reader: Reader, most: number): Reader =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every((item) => reader(item) !== undefined)
      ? value
      : undefined;

/** Reads the fields that are there into a new object, in the order in which they are given here. */
const object = (fields: Readonly<Record<string, Reader>>): Reader => {
  const readers = Object.entries(fields);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const copy: Record<string, unknown> = {};
    let unread = Object.keys(value).length;
    for (const [name, read] of readers) {
      const field = (value as Readonly<Record<string, unknown>>)[name];
      if (field === undefined) continue;
      if ((copy[name] = read(field)) === undefined) return undefined;
      unread--;
    }
    return unread ? undefined : copy;
  };
};

/** The same reader for each of the keys. */
const each = (keys: readonly string[], reader: Reader): Reader =>
  object(Object.fromEntries(keys.map((key) => [key, reader])));

const uuid = text(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
// PostgreSQL knows no year 0, and no browser's clock a year before 1000.
const instant = text(/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const hash = text(/^[\da-f]{64}$/);
const version = text(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
const release = text(/^[\w.+-]{1,40}$/);
const flag = oneOf(true, false);

const FIELDS: { readonly [K in keyof ConsentRecord]-?: Reader } = {
  schema: oneOf(1),
  recordId: uuid,
  consentId: orNull(text(/^[\w-]{22}$/)),
  prev: orNull(uuid),
  seq: number,
  clientTime: instant,
  event: oneOf('granted', 'refused', 'custom', 'changed', 'withdrawn', 'embed'),
  method: oneOf('banner', 'settings', 'embed', 'gpc', 'api'),
  layer: oneOf(1, 2, null),
  state: each(GROUPS, each(PURPOSES.slice(1), flag)),
  services: list(text(/^[\w-]{1,60}$/), 100),
  policyVersion: version,
  policyHash: orNull(hash),
  textHash: orNull(hash),
  uiVersion: release,
  sdkVersion: release,
  locale: text(/^[a-z]{2,3}(-[a-zA-Z\d]{1,8}){0,4}$/),
  // Whatever a browser takes for a host's name (URL standard §3.5): an underscore, a dot at the end, an IPv6 address.
  site: text(/^([\w.-]{1,254}|\[[\da-f:.]{2,45}\])$/),
  validUntil: instant,
  gpc: flag,
  formFactor: oneOf('mobile', 'desktop'),
};

const COUNT = Object.keys(FIELDS).length;

const read = object(FIELDS);

/** Browsers keep no cookie longer (RFC 6265bis §5.5), so no answer can hold longer; in milliseconds. */
export const LONGEST = 400 * 86_400_000;

/** Which answers there are among the cells. */
interface Answers {
  readonly yes: boolean;
  readonly no: boolean;
}

const answersIn = ({ state }: ConsentRecord): Answers => {
  let [yes, no] = [false, false];
  for (const group of Object.values(state))
    for (const answer of Object.values(group))
      if (answer) yes = true;
      else no = true;
  return { yes, no };
};

/** Returns whether the event says what the cells say. Only showing one embed once (R33) goes without a decision. */
const fitsEvent = (record: ConsentRecord, { yes, no }: Answers): boolean => {
  if (record.event === 'embed') return true;
  if (record.event === 'granted') return yes && !no;
  if (record.event === 'custom') return yes && no;
  if (record.event === 'changed') return yes || no;
  return no && !yes && !record.services.length;
};

/** Returns whether the id, and what hangs on it, fit together: none before the first yes (R40), always one with a new yes. */
const fitsSubject = (record: ConsentRecord, { yes }: Answers): boolean => {
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

/**
 * Returns a copy of the record that holds the known fields alone, in fixed order, so that equal records are equal as JSON;
 * or `undefined` if anything in it is unknown or wrong.
 */
export const checkRecord = (value: unknown): ConsentRecord | undefined => {
  const record = read(value) as ConsentRecord | undefined;
  if (!record || Object.keys(record).length < COUNT) return undefined;
  const answers = answersIn(record);
  return fitsEvent(record, answers) && fitsSubject(record, answers) && fitsTime(record) ? record : undefined;
};
