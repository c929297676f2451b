/** Describes the manifest's fields once: the check, the JSON Schema and (by the compiler) the types all follow from here. */
import { PURPOSES } from '../decision/cells.js';
import { REASONS, STORAGES, type Manifest } from './types.js';

/** A text that matches a pattern; `say` ends the sentence "Write …". */
export interface TextShape {
  readonly say: string;
  readonly pattern: RegExp;
}

/** One shape of JSON value. */
export type AnyShape =
  | TextShape
  | { readonly oneOf: readonly string[] }
  | { readonly from: number; readonly to: number }
  | { readonly flag: true }
  | { readonly each: AnyShape }
  | { readonly every: AnyShape }
  | { readonly either: readonly [AnyShape, AnyShape] }
  | { readonly fields: Readonly<Record<string, AnyShape>>; readonly required: readonly string[] };

type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];

/** The shape that a TypeScript type must have: a field more, fewer, or made optional here but not there does not compile. */
type ShapeOf<T> = [T] extends [boolean]
  ? { readonly flag: true }
  : [T] extends [number]
    ? { readonly from: number; readonly to: number }
    : [T] extends [string]
      ? string extends T
        ? TextShape
        : { readonly oneOf: readonly T[] }
      : [T] extends [readonly (infer E)[]]
        ? { readonly each: ShapeOf<E> }
        : Extract<T, string> extends never
          ? string extends keyof T
            ? { readonly every: ShapeOf<T[keyof T]> }
            : { readonly fields: { readonly [K in keyof T]-?: ShapeOf<Exclude<T[K], undefined>> }; readonly required: readonly RequiredKeys<T>[] }
          : { readonly either: readonly [ShapeOf<Extract<T, string>>, ShapeOf<Exclude<T, string>>] };

const text = (say: string, pattern = /\S/): TextShape => ({ say, pattern });

const name = text('a name');
const sentence = text('a sentence for the visitor');
const version = text('a version such as "2.0.0"', /^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
// Addresses end up in links: no scheme but these, and no white space, which browsers strip (RELIABILITY X1).
const url = text('an address: relative, https:, http: or mailto:', /^((https?|mailto):|(?![a-zA-Z][a-zA-Z\d+.-]*:))[!-~\u00a0-\uffff]+$/);
const host = text('a host name such as "www.example.com"', /^[a-zA-Z\d.-]+$/);
const texts = { every: sentence };
const names = { each: name };

export const MANIFEST: ShapeOf<Manifest> = {
  required: ['controller', 'policy', 'services'],
  fields: {
    $schema: text('the address of the schema'),
    controller: {
      required: ['name'],
      fields: { name, orgNumber: text('an organisation number'), email: text('an e-mail address', /^[^\s@]+@[^\s@]+$/), phone: text('a telephone number'), dpo: text('how to reach the officer') },
    },
    site: host,
    policy: { required: ['version', 'url'], fields: { version, url, changes: texts } },
    services: {
      each: {
        required: ['id', 'provider', 'purpose', 'cookies'],
        fields: {
          id: text('a short name of letters, digits and hyphens', /^[\w-]{1,60}$/),
          provider: name,
          purpose: { oneOf: PURPOSES },
          cookies: {
            each: {
              required: ['name', 'lifetime'],
              fields: { name, lifetime: text('"session", or a time such as "30d", "13mo", "1y"', /^(session|\d+(min|h|d|mo|y))$/), storage: { oneOf: STORAGES }, domain: host },
            },
          },
          necessary: { required: ['reason'], fields: { reason: { oneOf: REASONS } } },
          text: texts,
          data: names,
          recipients: { each: { either: [name, { required: ['name'], fields: { name, role: { oneOf: ['processor'] } } }] } },
          countries: { each: text('a country code such as "US"', /^[A-Z]{2}$/) },
          policyUrl: url,
          hosts: { each: host },
          since: version,
          replay: { flag: true },
          aliases: names,
        },
      },
    },
    options: {
      required: [],
      fields: {
        locale: text('a language code such as "sv"', /^[a-z]{2,3}(-[a-zA-Z\d]+)*$/),
        months: { from: 6, to: 12 },
        theme: url,
        log: url,
        googleConsentMode: { flag: true },
        sensitivePaths: { each: text('a path such as "/skadeanmalan"', /^\//) },
        aliases: { every: name },
        domain: host,
        reload: { flag: true },
      },
    },
  },
};
