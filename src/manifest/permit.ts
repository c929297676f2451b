/** Judges what may run: a service, or a tag with what it says of itself, under a decision and on a path. Pure. */
import { own, type Decision } from '../decision/cells.js';
import { judgeExpression, type Judgement } from '../decision/expression.js';
import { compareVersions } from '../decision/validity.js';
import { isWithin, type ResolvedService, type Site } from './resolve.js';

/** What a tag says of itself. */
export interface Mark {
  /** `data-service`. */
  readonly service: string | null;
  /** `data-category`: an expression. */
  readonly category: string | null;
  /** What it fetches. */
  readonly address: URL | undefined;
}

/** Where and under which decision a tag is judged. */
export interface Setting {
  readonly site: Site;
  readonly decision: Decision | undefined;
  /** The page's path. */
  readonly path: string;
}

/** Names that other consent tools use for ours (DESIGN §2). */
const ALIASES: Readonly<Record<string, string>> = {
  analytics: 'statistics',
  ads: 'marketing',
  advertising: 'marketing',
  functionality: 'functional',
  preferences: 'functional',
};

/** Returns whether the visitor has granted the service: its cell, by a decision made since the service came. */
export const isGranted = (service: ResolvedService, decision: Decision | undefined): boolean => {
  if (service.purpose === 'necessary') return true;
  if (!decision || own(decision.cells, service.cell) !== true) return false;
  return !service.since || compareVersions(decision.policy, service.since, 3) >= 0;
};

/** Returns whether the service may run here and now: granted, and not kept off a sensitive path (GDPR 9; R8). */
export const mayRun = (service: ResolvedService, { site, decision, path }: Setting): boolean => {
  const isIntimate = service.purpose === 'marketing' || service.replay === true;
  // As the address bar writes it: "/skadeanmälan" is "/skadeanm%C3%A4lan" there.
  const isSensitive = site.options.sensitivePaths?.some((start) =>
    `${path}/`.startsWith(`${new URL(`https://a${start}`).pathname.replace(/\/$/, '')}/`),
  );
  return isGranted(service, decision) && !(isIntimate && isSensitive);
};

/** Returns whether an expression holds; other tools' names and the manifest's own aliases are understood. */
export const judgeCategory = (
  expression: string,
  { site, decision }: Pick<Setting, 'site' | 'decision'>,
): Judgement => {
  const aliases = site.options.aliases ?? {};
  const plain = expression.replace(/[^\s&|!()]+/g, (name) => `(${own(aliases, name) ?? own(ALIASES, name) ?? name})`);
  return judgeExpression(plain, site.declared, decision);
};

/** Returns whether a tag may run; a fault is a mistake of the page that holds it back. With both names, both must hold. */
export const judgeMark = ({ service, category, address }: Mark, setting: Setting): Judgement => {
  if (service !== null) {
    const { site } = setting;
    const found = site.services.find(({ id, aliases }) => id === service || aliases?.includes(service));
    if (!found) return { holds: false, fault: `data-service="${service}" is held: declare it in the manifest.` };
    if (found.group !== 'third-party' && address?.hostname && !isWithin(address.hostname, site.host))
      return {
        holds: false,
        fault: `data-service="${service}" is held: add ${address.hostname} to its hosts in the manifest.`,
      };
    if (!mayRun(found, setting)) return { holds: false };
  }
  if (category === null) return { holds: service !== null };
  const { holds, fault } = judgeCategory(category, setting);
  return fault ? { holds, fault: `data-category="${category}" is held: ${fault}.` } : { holds };
};
