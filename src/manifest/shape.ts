/** Describes the manifest's fields for the check and the JSON Schema; the compiler holds the description to the types of `types.ts`. */
import { PURPOSES } from '../decision/cells.js';
import { PLACEMENTS, REASONS, SIGNALS, STORAGES, type Manifest } from './types.js';

/** A text that matches a pattern; `explain.ts` says in words what each of them asks for. */
export interface TextShape {
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
            : {
                readonly fields: { readonly [K in keyof T]-?: ShapeOf<Exclude<T[K], undefined>> };
                readonly required: readonly RequiredKeys<T>[];
              }
          : { readonly either: readonly [ShapeOf<Extract<T, string>>, ShapeOf<Exclude<T, string>>] };

const text = (pattern: RegExp): TextShape => ({ pattern });

export const NAME = text(/\S/);
export const VERSION = text(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);
// Addresses end up in links: no scheme but these, and no white space, which browsers strip (RELIABILITY X1).
export const ADDRESS = text(/^((https?|mailto):|(?![a-zA-Z][a-zA-Z\d+.-]*:))[^\0- \x7f-\x9f]+$/);
export const HOST = text(/^[a-zA-Z\d.-]+$/);
export const MAIL = text(/^[^\s@]+@[^\s@]+$/);
export const ID = text(/^[\w-]{1,60}$/);
// What vendors name sites by; it goes into addresses.
export const KEY = text(/^[\w-]{1,60}$/);
export const LIFETIME = text(/^(session|\d+(min|h|d|mo|y))$/);
export const COUNTRY = text(/^[A-Z]{2}$/);
export const LANGUAGE = text(/^[a-z]{2,3}(-[a-zA-Z\d]+)*$/);
export const PATH = text(/^\//);
// Names with dots between, and nothing that could be an argument.
export const FUNCTION = text(/^[a-zA-Z_$][\w$]*(\.[a-zA-Z_$][\w$]*)*$/);

const texts = { every: NAME };
const names = { each: NAME };
const flag = { flag: true } as const;

export const MANIFEST: ShapeOf<Manifest> = {
  required: ['controller', 'policy', 'services'],
  fields: {
    $schema: NAME,
    controller: {
      required: ['name'],
      fields: { name: NAME, orgNumber: NAME, email: MAIL, phone: NAME, dpo: NAME },
    },
    site: HOST,
    policy: { required: ['version', 'url'], fields: { version: VERSION, url: ADDRESS, changes: texts } },
    services: {
      each: {
        required: ['id', 'provider', 'purpose', 'cookies'],
        fields: {
          id: ID,
          name: NAME,
          provider: NAME,
          purpose: { oneOf: PURPOSES },
          cookies: {
            each: {
              required: ['name', 'lifetime'],
              fields: { name: NAME, lifetime: LIFETIME, storage: { oneOf: STORAGES }, domain: HOST },
            },
          },
          necessary: { required: ['reason'], fields: { reason: { oneOf: REASONS } } },
          text: texts,
          data: { each: { either: [NAME, texts] } },
          recipients: {
            each: { either: [NAME, { required: ['name'], fields: { name: NAME, role: { oneOf: ['processor'] } } }] },
          },
          countries: { each: COUNTRY },
          policyUrl: ADDRESS,
          hosts: { each: HOST },
          since: VERSION,
          replay: flag,
          aliases: names,
          off: FUNCTION,
          use: ID,
          key: KEY,
          host: HOST,
        },
      },
    },
    options: {
      required: [],
      fields: {
        locale: LANGUAGE,
        months: { from: 6, to: 12 },
        placement: { oneOf: PLACEMENTS },
        theme: ADDRESS,
        log: ADDRESS,
        signals: { each: { oneOf: SIGNALS } },
        googleCountries: { each: COUNTRY },
        googleConsentMode: flag,
        sensitivePaths: { each: PATH },
        aliases: texts,
        domain: HOST,
        reload: flag,
        scriptTimeout: { from: 1, to: 60 },
      },
    },
  },
};
