/** Checks a manifest and says, in words, which field is wrong, why, and how to mend it. */
import { compareVersions } from '../decision/validity.js';
import { MANIFEST } from './shape.js';
import type { Manifest, Service } from './types.js';
import { copyOf, type Say } from './walk.js';

/** A checked manifest, or what is wrong with it. A manifest with a problem is never used. */
export interface Checked {
  readonly manifest?: Manifest;
  /** Each names field, reason and mend. */
  readonly problems: readonly string[];
  /** What a visitor ought to be told and is missing. */
  readonly warnings: readonly string[];
}

/** Says what no single field can show: how the fields of a service and of its siblings fit together. */
const checkService = (service: Service, at: string, policy: string, say: Say): void => {
  const isNecessary = service.purpose === 'necessary';
  if (isNecessary && !service.necessary) say(`${at}.necessary`, 'a necessary service needs its reason', 'Add { "reason": … }, or choose another purpose.');
  if (!isNecessary && service.necessary) say(`${at}.necessary`, `a service for ${service.purpose} rests on consent alone`, 'Remove it.');
  if (service.since && compareVersions(service.since, policy, 3) > 0) say(`${at}.since`, `it is later than policy.version ${policy}`, 'Raise policy.version too.');
};

const ADVISED = ['text', 'data', 'recipients', 'policyUrl'] as const;

/** Returns the manifest as a clean copy, with warnings; or, if anything is wrong with it, only the problems. */
export const checkManifest = (input: unknown): Checked => {
  const problems: string[] = [];
  const warnings: string[] = [];
  const say: Say = (path, reason, mend) => void problems.push(`manifest ${path || '(top)'}: ${reason}. ${mend}`);
  const manifest = copyOf(input, MANIFEST, '', say) as Manifest;
  if (problems.length) return { problems, warnings };
  const ids = new Set(['samtycke']);
  manifest.services.forEach((service, index) => {
    const at = `services[${index}]`;
    if (ids.has(service.id)) say(`${at}.id`, `"${service.id}" is taken`, 'Give each service an id of its own.');
    ids.add(service.id);
    checkService(service, at, manifest.policy.version, say);
    if (service.purpose === 'necessary') return;
    const missing = ADVISED.filter((field) => !service[field]);
    if (missing.length) warnings.push(`manifest ${at} (${service.id}): the visitor ought to be told ${missing.join(', ')}. Add ${missing.length > 1 ? 'them' : 'it'}.`);
  });
  return problems.length ? { problems, warnings } : { manifest, problems, warnings };
};
