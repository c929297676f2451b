/** Finds options that weaken what the visitor has said, and aliases that lead nowhere. */
import { GROUPS, OPTIONAL_CELLS, PURPOSES } from '../../decision/cells.js';
import { judgeExpression } from '../../decision/expression.js';
import { truthsOf } from '../../decision/truths.js';
import { isWithin } from '../../manifest/host.js';
import { resolveSite, withOwnService } from '../../manifest/resolve.js';
import type { Manifest } from '../../manifest/types.js';
import type { Finding, Judge } from './finding.js';

type Found = Omit<Finding, 'rule' | 'severity'> & Partial<Finding>;

/** What other tools call what is always on; OneTrust says C0001. */
const ALWAYS_ON = /^(strict(ly)?[-_ ]?)?(necessary|essential|required|technical|nödvändiga?|C0001)$/i;

const ofAliases = (manifest: Manifest): Found[] => {
  const { declared } = withOwnService(resolveSite(manifest, ''), '');
  const undecided = truthsOf(declared, undefined);
  const ours: readonly string[] = [...GROUPS, ...PURPOSES, ...OPTIONAL_CELLS];
  return Object.entries(manifest.options?.aliases ?? {}).flatMap(([name, expression]): Found[] => {
    const path = `options.aliases.${name}`;
    const common = { path, severity: 'error', source: 'LEK 9:28, GDPR 4(11)' } as const;
    if (ours.includes(name))
      return [
        { ...common, message: `"${name}" is a name of ours, and here it means "${expression}"`, mend: 'Remove it.' },
      ];
    const { holds, fault } = judgeExpression(expression, undecided);
    if (fault)
      return [
        {
          ...common,
          rule: 'unknown-category',
          message: `"${expression}" leads nowhere, so that all tags of the category "${name}" are held whatever the visitor says: ${fault}`,
          mend: `Write an expression of: ${Object.keys(undecided).join(', ')}; or remove it.`,
          source: 'LEK 9:28',
        },
      ];
    if (!holds || ALWAYS_ON.test(name)) return [];
    return [
      {
        ...common,
        message: `"${expression}" holds before any answer, so that all tags of the category "${name}" run without a yes`,
        mend: 'Let it mean a purpose that is asked about, or remove it.',
      },
    ];
  });
};

const hostOf = (address: string | undefined): string => {
  const full = `${address}`.replace(/^\/\//, 'https://');
  return /^https?:/i.test(full) && URL.canParse(full) ? new URL(full).hostname : '';
};

const ofAddresses = ({ site, options = {} }: Manifest): Found[] => {
  const isOutside = (address?: string): boolean => !!site && !!hostOf(address) && !isWithin(hostOf(address), site);
  const found: Found[] = [];
  if (isOutside(options.theme))
    found.push({
      severity: 'error',
      path: 'options.theme',
      message: `the banner's own stylesheet comes from ${hostOf(options.theme)}, before any answer`,
      mend: 'Serve it from the site.',
      source: 'LEK 9:28',
    });
  if (isOutside(options.log))
    found.push({
      path: 'options.log',
      message: `records go to ${hostOf(options.log)}, outside the site`,
      mend: 'Keep the log on the site, or have a contract with its processor and name it in the policy.',
      source: 'GDPR 28',
    });
  if (site && options.domain && !isWithin(site, options.domain) && !isWithin(options.domain, site))
    found.push({
      severity: 'error',
      path: 'options.domain',
      message: `browsers refuse a cookie for ${options.domain} on ${site}, so that no answer is remembered`,
      mend: `Write "${site}", or leave it out.`,
      source: 'EDPB 03/2022',
    });
  return found;
};

const ofProtection = ({ services, options = {} }: Manifest): Found[] => {
  const found: Found[] = [];
  const unstopped = services.filter(({ purpose, off, use }) => purpose !== 'necessary' && !off && !use);
  if (options.reload === false && unstopped.length)
    found.push({
      path: 'options.reload',
      message: `without a reload, "${unstopped[0]!.id}" and what else has no "off" runs on after a withdrawal`,
      mend: 'Leave the option out, or give each service its "off".',
      source: 'GDPR 7(3)',
    });
  const replay = services.find((service) => service.replay);
  if (replay && !options.sensitivePaths?.length)
    found.push({
      path: 'options.sensitivePaths',
      service: replay.id,
      message: `"${replay.id}" records sessions, and no path is kept from it`,
      mend: 'Name the paths of forms, claims, health, login and payment, such as ["/logga-in"].',
      source: 'GDPR 9, 25, 32',
    });
  return found;
};

/** Returns the options that weaken an answer, or what it protects, and the names in them that lead nowhere. */
export const weakOptions: Judge = ({ manifest }) =>
  [ofAliases, ofAddresses, ofProtection].flatMap((judge) =>
    judge(manifest).map((it): Finding => ({ rule: 'weak-option', severity: 'warning', ...it })),
  );
