/** Compares what two manifests say of the policy, the controller and how long an answer holds. */
import { compareVersions } from '../../decision/validity.js';
import type { Controller, Manifest } from '../../manifest/types.js';
import type { Finding } from './finding.js';
import { plainName } from './recipients.js';

/** A company that changes its name keeps its number. */
const isSame = (one: Controller, other: Controller): boolean =>
  one.orgNumber && other.orgNumber
    ? one.orgNumber.replace(/\D/g, '') === other.orgNumber.replace(/\D/g, '')
    : plainName(one.name) === plainName(other.name);

const ofVersion = (old: Manifest, next: Manifest): Finding[] =>
  compareVersions(next.policy.version, old.policy.version, 3) < 0
    ? [
        {
          rule: 'policy-version',
          severity: 'error',
          path: 'policy.version',
          message: `it is ${next.policy.version}, and was ${old.policy.version}: answers given under that are of a policy not known yet, and everyone is asked again`,
          mend: `Write ${old.policy.version} or later.`,
          source: 'GDPR 7(1)',
        },
      ]
    : [];

const ofChanges = (old: Manifest, next: Manifest): Finding[] =>
  compareVersions(next.policy.version, old.policy.version, 2) > 0 &&
  JSON.stringify(next.policy.changes ?? {}) === JSON.stringify(old.policy.changes ?? {})
    ? [
        {
          rule: 'unsaid-change',
          severity: 'warning',
          path: 'policy.changes',
          message: `visitors are asked about ${next.policy.version}, and nothing says what changed`,
          mend: 'Say in a sentence what is new, in each language: "changes": { "sv": "…" }.',
          source: 'GDPR 4(11)',
        },
      ]
    : [];

const ofController = (old: Manifest, next: Manifest): Finding[] =>
  isSame(old.controller, next.controller) || compareVersions(next.policy.version, old.policy.version, 1) > 0
    ? []
    : [
        {
          rule: 'new-controller',
          severity: 'error',
          path: 'controller.name',
          message: `it is "${next.controller.name}", and visitors said yes to "${old.controller.name}"`,
          mend: 'Raise the first number of policy.version, which asks everyone again; if only the name changed, give both manifests the "orgNumber".',
          source: 'GDPR 4(11), 13(1)(a), EDPB 05/2020 §64',
        },
      ];

/** An answer given for six months is no answer for twelve. */
const ofMonths = ({ options: was = {}, policy }: Manifest, next: Manifest): Finding[] => {
  const [before, now] = [was.months ?? 6, next.options?.months ?? 6];
  return now > before && compareVersions(next.policy.version, policy.version, 1) <= 0
    ? [
        {
          rule: 'longer-lifetime',
          severity: 'error',
          path: 'options.months',
          message: `an answer holds ${now} months, and visitors were told ${before}`,
          mend: 'Raise the first number of policy.version, which asks everyone again.',
          source: 'GDPR 4(11), 13(2)(a)',
        },
      ]
    : [];
};

/** Returns what an older manifest's visitors were told otherwise; `hasNews` where a service does what it did not. */
export const policyFindings = (old: Manifest, next: Manifest, hasNews: boolean): Finding[] => [
  ...ofVersion(old, next),
  ...(hasNews ? ofChanges(old, next) : []),
  ...ofController(old, next),
  ...ofMonths(old, next),
];
