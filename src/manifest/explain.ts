/** Says in words what is wrong with a manifest: which field, why, and how to mend it. */
import { readManifest } from './check.js';
import {
  ADDRESS,
  COUNTRY,
  FUNCTION,
  HOST,
  ID,
  KEY,
  LANGUAGE,
  LIFETIME,
  MAIL,
  NAME,
  PATH,
  VERSION,
  type AnyShape,
  type TextShape,
} from './shape.js';
import type { Wrong } from './walk.js';

const ASKS = new Map<TextShape, string>([
  [NAME, 'a text that is not empty'],
  [VERSION, 'a version such as "2.0.0"'],
  [ADDRESS, 'an address: relative, https:, http: or mailto:, without spaces'],
  [HOST, 'a host name such as "www.example.com"'],
  [MAIL, 'an e-mail address'],
  [ID, 'a short name of letters, digits, hyphens and underscores'],
  [KEY, "the vendor's name for the site, of letters, digits, hyphens and underscores"],
  [LIFETIME, '"session", or a time such as "30min", "30d", "13mo" or "1y"'],
  [COUNTRY, 'a country code such as "US"'],
  [LANGUAGE, 'a language code such as "sv"'],
  [PATH, 'a path that begins with "/"'],
  [FUNCTION, 'the path of a function, such as "mixpanel.opt_out_tracking"'],
]);

/** Returns what a shape asks for; it ends the sentence "Write …". */
export const asksFor = (shape: AnyShape): string => {
  if ('oneOf' in shape) return `one of: ${shape.oneOf.join(', ')}`;
  if ('from' in shape) return `a whole number from ${shape.from} to ${shape.to}`;
  if ('flag' in shape) return 'true or false';
  if ('each' in shape) return 'a list: [ … ]';
  if ('either' in shape) return asksFor(shape.either[0]);
  return 'pattern' in shape ? (ASKS.get(shape) ?? 'a text') : 'an object: { … }';
};

const WRONG: Readonly<Record<Wrong, readonly [reason: string, mend: string]>> = {
  unknown: ['there is no such field', 'Check its spelling against the schema, or remove it.'],
  missing: ['it is missing', 'Add it.'],
  unreasoned: ['a necessary service needs its reason', 'Add "necessary": { "reason": … }, or choose another purpose.'],
  excused: ['only a service of purpose "necessary" may have it; all others rest on consent alone', 'Remove it.'],
  taken: ['another service has that id', 'Give each service an id of its own.'],
  early: ['it is later than policy.version', 'Raise policy.version too.'],
};

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60));

/** Returns why a value is wrong, and how to mend it. */
export const explain = (value: unknown, wanted: AnyShape | Wrong): readonly [reason: string, mend: string] =>
  typeof wanted === 'string' ? WRONG[wanted] : [`${show(value)} does not fit`, `Write ${asksFor(wanted)}.`];

/** Returns what is wrong with a manifest, each by field, reason and mend; nothing if it may be used. */
export const problemsIn = (input: unknown): string[] => {
  const problems: string[] = [];
  readManifest(input, (path, value, wanted) => {
    const [reason, mend] = explain(value, wanted);
    problems.push(`manifest ${path || '(top)'}: ${reason}. ${mend}`);
  });
  return problems;
};
