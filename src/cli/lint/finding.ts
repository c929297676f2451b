/** Says what a finding is: what a rule of the check has found in a manifest or a page. */
import type { Manifest } from '../../manifest/types.js';
import type { Facts } from '../../services/types.js';

/** The rules by their names, which stay what they are: other software sorts by them. */
export type Rule =
  | 'schema'
  | 'noscript-leak'
  | 'live-mark'
  | 'unmarked-tag'
  | 'unknown-service'
  | 'unknown-category'
  | 'untold'
  | 'unknown-site'
  | 'too-many-services'
  | 'unsourced-fact'
  | 'contradiction'
  | 'weakened-fact'
  | 'shared-name'
  | 'false-necessary'
  | 'doubtful-purpose'
  | 'long-lifetime'
  | 'insecure-address'
  | 'dark-pattern'
  | 'weak-option'
  | 'policy-version'
  | 'unsaid-change'
  | 'new-controller'
  | 'new-service'
  | 'new-recipient'
  | 'new-purpose'
  | 'new-host'
  | 'new-country'
  | 'new-cookie'
  | 'new-data'
  | 'new-replay'
  | 'longer-lifetime'
  | 'moved-group'
  | 'lowered-since';

/** What a rule has found. An error fails the check, a warning does not. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: 'error' | 'warning';
  /** The field of the manifest, such as `services[0].cookies[1].lifetime`; empty for the whole of it, and for a page. */
  readonly path: string;
  /** The id of the service that the field belongs to. */
  readonly service?: string;
  /** What is wrong. */
  readonly message: string;
  /** How to mend it: whole sentences. */
  readonly mend: string;
  /** Where the rule comes from: law, decision or requirement. */
  readonly source: string;
}

/** Returns what is wrong with the shape of a manifest. */
export const misshapen = (path: string, message: string, mend: string): Finding => ({
  rule: 'schema',
  severity: 'error',
  path,
  message,
  mend,
  source: 'samtycke.schema.json',
});

/** What the rules judge. */
export interface Subject {
  /** Checked, with the facts of its ready-made services. */
  readonly manifest: Manifest;
  /** The fields that the owner gave beside `use`, service by service; none for a service with facts filled in before. */
  readonly given: readonly (readonly string[])[];
  /** Those of every ready-made service there is. */
  readonly facts: readonly Facts[];
}

/** Judges one thing. */
export type Judge = (subject: Subject) => readonly Finding[];

/** Returns the line that a person reads. */
export const toLine = ({ rule, path, service, message, mend, source }: Finding): string =>
  `manifest ${path || '(top)'}${service ? ` (${service})` : ''}: ${message}. ${mend} [${rule}; ${source}]`;

/** Returns a list of quoted names, the first few of them. */
export const quoted = (names: readonly string[]): string => {
  const first = [...new Set(names)].slice(0, 6).map((name) => `"${name}"`);
  return first.join(', ') + (new Set(names).size > first.length ? ' and more' : '');
};
