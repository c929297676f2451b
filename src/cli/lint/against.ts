/** Compares a manifest with an older one: what is new needs a yes of its own (GDPR 4(11); R28). */
import { compareVersions } from '../../decision/validity.js';
import { groupOf } from '../../manifest/resolve.js';
import type { Manifest, Service } from '../../manifest/types.js';
import { changesIn, isMilder, type Change, type Placed } from './changes.js';
import type { Finding } from './finding.js';
import { policyFindings } from './policy.js';
import { foreignIn } from './recipients.js';

const SOURCE = 'GDPR 4(11), 7(1), EDPB 05/2020 §§110-111';

/** The two policy versions, and what the step between them asks. */
interface Step {
  readonly old: string;
  readonly now: string;
  /** Everyone is asked again, so that no older yes is left. */
  readonly isMajor: boolean;
  readonly isBumped: boolean;
}

const siteOf = (manifest: Manifest, other: Manifest): string => manifest.site ?? other.site ?? 'site.invalid';

/** Returns the next minor version, or that of the manifest where it is one. */
const wantedVersion = ({ old, now, isBumped }: Step): string => {
  const [major, minor] = old.split('.').map(Number);
  return isBumped ? now : `${major}.${minor! + 1}.0`;
};

/** What is new in a necessary service is told, not asked about: `since` means nothing there. */
const isCovered = ({ purpose, since }: Service, { old, isMajor, isBumped }: Step): boolean =>
  isMajor || (isBumped && (purpose === 'necessary' || (!!since && compareVersions(since, old, 3) > 0)));

/**
 * What becomes necessary runs without an answer, also for those who refused it, and whom no minor version asks (R29): only
 * asking everyone again tells them (R28).
 */
const becomesNecessary = (is: Service, was: Service | undefined): boolean =>
  is.purpose === 'necessary' && !!was && was.purpose !== 'necessary';

const RAISE_MAJOR =
  'Raise the first number of policy.version, which asks everyone again: who refused it is not asked by less, and it would run for them too.';

const mendFor = ({ purpose, since }: Service, step: Step): string => {
  const version = wantedVersion(step);
  const { old, now, isBumped } = step;
  const why = compareVersions(now, old, 3) > 0 ? 'a patch asks nobody' : 'it stands still';
  const raise = `raise policy.version from ${old} to ${version} or later (${why})`;
  if (purpose === 'necessary') return `R${raise.slice(1)}, and say in policy.changes what is new.`;
  const hasSince = since && compareVersions(since, old, 3) > 0;
  if (hasSince) return `R${raise.slice(1)}.`;
  const give = `Give the service "since": "${version}", so that no older yes covers it`;
  return isBumped ? `${give}.` : `${give}, and ${raise}.`;
};

const newService = ({ service, site }: Placed): Change => {
  const names = foreignIn(service.recipients);
  return {
    rule: 'new-service',
    path: '',
    message: `it was not there before (${groupOf(service, site)}, ${service.purpose}${names.length ? `, to ${names.join(', ')}` : ''})`,
  };
};

/**
 * What a necessary service of the site's own stores is no reason to ask anybody: that is told in the table (R29). And a kind of
 * data may only have another name than before.
 */
const isMild = ({ rule }: Change, { service, site }: Placed): boolean =>
  rule === 'new-data' ||
  (service.purpose === 'necessary' &&
    groupOf(service, site) !== 'third-party' &&
    (rule === 'new-service' || rule === 'new-cookie'));

const loweredSince = ({ since }: Service, was: Service, { now }: Step): Change[] =>
  was.since && compareVersions(since ?? '0.0.0', was.since, 3) < 0 && compareVersions(now, was.since, 1) === 0
    ? [
        {
          rule: 'lowered-since',
          path: '.since',
          message: `it was ${was.since} and is ${since ?? 'gone'}, so that an older yes covers it again`,
        },
      ]
    : [];

/** Returns what a manifest brings that its forerunner had not, and that no version covers; both with facts filled in. */
export const against = (old: Manifest, next: Manifest): Finding[] => {
  const [was, now] = [old.policy.version, next.policy.version];
  const step: Step = {
    old: was,
    now,
    isMajor: compareVersions(now, was, 1) > 0,
    isBumped: compareVersions(now, was, 2) > 0,
  };
  let hasNews = false;
  const ofServices = next.services.flatMap((service, index): Finding[] => {
    const here: Placed = { service, site: siteOf(next, old) };
    const found = old.services.find(({ id }) => id === service.id);
    const before = found && { service: found, site: siteOf(old, next) };
    const changes = before ? changesIn(here, before) : [newService(here)];
    hasNews ||= changes.length > 0;
    const common = { service: service.id, source: SOURCE };
    const isNowNecessary = becomesNecessary(service, found);
    const uncovered = (isNowNecessary ? step.isMajor : isCovered(service, step)) ? [] : changes;
    const mend = isNowNecessary ? RAISE_MAJOR : mendFor(service, step);
    const findings = uncovered.map((change): Finding => {
      const severity = isMild(change, here) ? 'warning' : 'error';
      return { ...common, ...change, severity, path: `services[${index}]${change.path}`, mend };
    });
    for (const { rule, path, message } of found ? loweredSince(service, found, step) : [])
      findings.push({
        ...common,
        rule,
        severity: 'error',
        path: `services[${index}]${path}`,
        message,
        mend: `Write "since": "${found!.since}" again, or a later version.`,
      });
    if (
      before &&
      changes.every(({ rule }) => rule === 'new-data') &&
      service.purpose !== 'necessary' &&
      isMilder(here, before) &&
      !isCovered(service, step)
    )
      findings.push({
        ...common,
        rule: 'moved-group',
        severity: 'warning',
        path: `services[${index}]`,
        message: `it is ${groupOf(service, here.site)} now, no longer ${groupOf(before.service, before.site)}, and a yes to that group covers it though it was not shown there`,
        mend: mendFor(service, step),
      });
    return findings;
  });
  return [...policyFindings(old, next, hasNews), ...ofServices];
};
