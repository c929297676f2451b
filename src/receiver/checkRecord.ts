/** Checks a record's text, sign by sign, against the one form that a record has, so that nothing else is ever kept (R39, R46). */
import { GROUPS, PURPOSES } from '../decision/cells.js';
import type { ConsentRecord } from '../decision/record.js';

/** What a value looks like as JSON: a regular expression; or an object's fields in order, each of which may be missing. */
type Form = string | { readonly [field: string]: Form };

const text = ({ source }: RegExp): string => `"${source}"`;

const oneOf = (...values: readonly (string | number | boolean | null)[]): string =>
  `(?:${values.map((value) => JSON.stringify(value)).join('|')})`;

const orNull = (form: string): string => `(?:null|${form})`;

/** What stands behind a value: a comma before the next, and none before the end. */
const upTo = (end: string): string => `(?:,(?=")|(?=\\${end}))`;

const list = (form: string, most: number): string => `\\[(?:${form}${upTo(']')}){0,${most}}\\]`;

/** The same form for each of the keys. */
const each = (keys: readonly string[], form: Form): Form => Object.fromEntries(keys.map((key) => [key, form]));

const patternOf = (form: Form): string => {
  if (typeof form === 'string') return form;
  const fields = Object.entries(form).map(([field, inner]) => `(?:"${field}":${patternOf(inner)}${upTo('}')})?`);
  return `\\{${fields.join('')}\\}`;
};

const uuid = text(/[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/);
// PostgreSQL knows no year 0, and no browser's clock a year before 1000.
const instant = text(/[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/);
const hash = text(/[\da-f]{64}/);
const release = text(/[\w.+-]{1,40}/);
const flag = oneOf(true, false);

/** Every field, in the order in which our own script sends them. */
const FIELDS: { readonly [K in keyof ConsentRecord]-?: Form } = {
  schema: '1',
  recordId: uuid,
  consentId: orNull(text(/[\w-]{22}/)),
  prev: orNull(uuid),
  // Up to a million.
  seq: /(?:0|[1-9]\d{0,5}|1000000)/.source,
  layer: oneOf(1, 2, null),
  services: list(text(/[\w-]{1,60}/), 100),
  policyHash: orNull(hash),
  textHash: orNull(hash),
  uiVersion: release,
  sdkVersion: release,
  locale: text(/[a-z]{2,3}(?:-[a-zA-Z\d]{1,8}){0,4}/),
  // Whatever a browser takes for a host's name (URL standard §3.5): an underscore, a dot at the end, an IPv6 address.
  site: text(/(?:[\w.-]{1,254}|\[[\da-f:.]{2,45}\])/),
  gpc: flag,
  formFactor: oneOf('mobile', 'desktop'),
  clientTime: instant,
  event: oneOf('granted', 'refused', 'custom', 'changed', 'withdrawn', 'embed'),
  method: oneOf('banner', 'settings', 'embed', 'gpc', 'api'),
  state: each(GROUPS, each(PURPOSES.slice(1), flag)),
  policyVersion: text(/\d{1,5}\.\d{1,5}\.\d{1,5}/),
  validUntil: instant,
};

/** The whole of a record, none of whose own fields may be missing, with what each says under its name. */
const RECORD = new RegExp(
  `^\\{${Object.entries(FIELDS)
    .map(([field, form]) => `"${field}":(?<${field}>${patternOf(form)})`)
    .join(',')}\\}$`,
);

/** What each field says, as JSON. */
type Said = Readonly<Record<keyof ConsentRecord, string>>;

/** Browsers keep no cookie longer (RFC 6265bis §5.5), so no answer can hold longer; in milliseconds. */
export const LONGEST = 400 * 86_400_000;

/** Returns whether the event says what the cells say. Only showing one embed once (R33) goes without a decision. */
const fitsEvent = (
  { event, services }: Said,
  { yes, no }: { readonly yes: boolean; readonly no: boolean },
): boolean => {
  if (event === '"embed"') return true;
  if (event === '"granted"') return yes && !no;
  if (event === '"custom"') return yes && no;
  if (event === '"changed"') return yes || no;
  return no && !yes && services === '[]';
};

/** Returns whether the id, and what hangs on it, fit together: none before the first yes (R40), always one with a new yes. */
const fitsSubject = ({ consentId, seq, prev, recordId, event }: Said, yes: boolean): boolean =>
  consentId === 'null'
    ? seq === '0' && prev === 'null' && (event === '"embed"' || !yes)
    : seq !== '0' && prev !== recordId;

/** Returns the milliseconds since 1970, or NaN for 31 April and 24 o'clock, which `Date` takes for the day after. */
const timeOf = (json: string): number => {
  const date = new Date(json.slice(1, -1));
  return date.getUTCDate() === Number(json.slice(9, 11)) ? date.getTime() : NaN;
};

/** What is read of a record; all else is kept unread. */
export interface Checked {
  readonly recordId: string;
  readonly consentId: string | null;
  /** Until when the answer holds: milliseconds since 1970, UTC. */
  readonly until: number;
  /** The record as JSON: equal records are equal text. */
  readonly body: string;
}

/**
 * Returns what is read of a record, or `undefined` if the text is none, or not written as records are kept: without a space,
 * and with its fields in order.
 */
export const checkRecord = (body: string): Checked | undefined => {
  const said = RECORD.exec(body)?.groups as Said | undefined;
  if (!said) return undefined;
  const { recordId, consentId, state, clientTime, validUntil } = said;
  const [yes, no] = [state.includes('true'), state.includes('false')];
  const until = timeOf(validUntil);
  const lasts = until - timeOf(clientTime);
  if (!fitsEvent(said, { yes, no }) || !fitsSubject(said, yes) || !(lasts > 0 && lasts <= LONGEST)) return undefined;
  return {
    recordId: recordId.slice(1, -1),
    consentId: consentId === 'null' ? null : consentId.slice(1, -1),
    until,
    body,
  };
};

/** Returns the value with its fields in the form's order, or as it is if that is not its form. */
const inOrder = (value: unknown, form: Form): unknown => {
  if (typeof form === 'string' || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.keys(form).filter((field) => Object.hasOwn(value, field));
  if (fields.length < Object.keys(value).length) return value;
  const values = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, inOrder(values[field], form[field]!)]));
};

/** Returns a JSON value as a record is kept, if it is one. A number too large for JavaScript would be written as null: it is none. */
export const writeRecord = (value: unknown): string =>
  JSON.stringify(inOrder(value, FIELDS), (_, part: unknown) => (part === Infinity || part === -Infinity ? {} : part));
