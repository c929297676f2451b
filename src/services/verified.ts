/** Tells which facts of a ready-made service rest on a source, and which do not. */
import type { Facts } from './types.js';

const FIELDS = ['provider', 'key', 'fields', 'recipients', 'countries', 'policyUrl', 'hosts'] as const;

/** Returns the names of the facts that a source can vouch for: fields by their names, cookies as `cookies.NAME`. */
export const factsIn = (facts: Facts): string[] => [
  ...FIELDS.filter((field) => facts[field] !== undefined),
  ...new Set(facts.cookies.map(({ name }) => `cookies.${name}`)),
];

/** Returns the names of the facts that no source vouches for. */
export const unverified = (facts: Facts): string[] => {
  const vouched = facts.sources.flatMap((source) => source.facts);
  return factsIn(facts).filter((name) => !vouched.includes(name));
};
