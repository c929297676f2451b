/** Makes the plan of a decision: all that a page needs to know to obey it, so that this is worked out once and then kept. */
import { attempt } from '../decision/attempt.js';
import { own, saidIn, type Decision, type Said } from '../decision/cells.js';
import { keptAt } from '../decision/cookie.js';
import { truthIn } from '../decision/expression.js';
import { truthsOf, type Truths } from '../decision/truths.js';
import { endOf, type Reason } from '../decision/validity.js';
import { isGranted } from './granted.js';
import { itemsHere } from './host.js';
import { plainPath } from './plainPath.js';
import type { ResolvedService, Site } from './resolve.js';
import type { Options } from './types.js';

/** What the gate need know of a service. */
interface Licence {
  /** Granted by the decision. */
  readonly runs: boolean;
  /** May be fetched from other sites than this. */
  readonly isThird: boolean;
  /** Never runs on a sensitive path, whatever is granted (R8). */
  readonly isIntimate: boolean;
}

/** A ready-made service to be started, by what the site's owner gave of it. */
export interface Start {
  readonly use: string;
  readonly key: string;
  readonly host: string | undefined;
}

/** Plain JSON. It follows from the site and the decision alone. */
export interface Plan extends Said {
  /** Why the visitor must be asked, if they must. */
  readonly ask: Reason | undefined;
  /** Milliseconds since 1970, UTC: from here on the decision holds no more. */
  readonly until: number;
  /** Each service by its id and its aliases. */
  readonly services: Readonly<Record<string, Licence>>;
  /** The ids of the optional services that run. */
  readonly runs: readonly string[];
  /** The ready-made ones among them that something starts. */
  readonly starts: readonly Start[];
  /** The names of what the services that do not run store here, and the mark of a withdrawal: what is looked for. */
  readonly refused: readonly string[];
  /**
   * Whether some of that is a database, cache or service worker, for which only a later file can look. False on a first visit,
   * so that it fetches nothing more than the question: the look is taken at the answer.
   */
  readonly isDeep: boolean;
  /** Each name that an expression may hold; other tools' names and the manifest's aliases among them. */
  readonly truths: Truths;
  /** The same on a sensitive path: what takes a yes to marketing does not hold there (R8). */
  readonly quiet: Truths | undefined;
  /** The beginnings of sensitive paths, in the form in which paths are compared. */
  readonly sensitive: readonly string[];
  readonly host: string;
  /** Whom to tell where the page itself brings them. */
  readonly signals: NonNullable<Options['signals']>;
  readonly log: string | undefined;
  readonly reload: boolean;
  /** How long a script may keep those behind it waiting, in milliseconds (DESIGN §5). */
  readonly patience: number;
}

/** Set in localStorage by a withdrawal: trackers write again on their way out, so the next page looks once more. */
export const UNCLEAN = 'samtycke:unclean';

/** Names that other consent tools use for ours (DESIGN §2). */
const ALIASES = {
  analytics: 'statistics',
  ads: 'marketing',
  advertising: 'marketing',
  functionality: 'functional',
  preferences: 'functional',
};

/** Kinds of storage that a page cannot look through at once. */
const DEEP: readonly string[] = ['indexeddb', 'cache', 'worker'];

const withAliases = (truths: Truths, aliases: Readonly<Record<string, string>>): Truths => {
  const known = Object.entries(ALIASES).map(([name, purpose]) => [name, own(truths, purpose)]);
  // An alias of nothing declared is as unknown as what it stands for, and hides one of the above all the same.
  const given = Object.entries(aliases).map(([name, alias]) => [name, attempt(() => truthIn(alias, truths))]);
  // Purposes, groups and cells keep their meaning, whatever an alias would make of them.
  return { ...Object.fromEntries([...known, ...given]), ...truths } as Truths;
};

const licenceOf = (service: ResolvedService, decision: Decision | undefined): Licence => ({
  runs: isGranted(service, decision),
  isThird: service.group === 'third-party',
  isIntimate: service.purpose === 'marketing' || service.replay === true,
});

/** Returns the plan of a decision on a site, or of none; `ask` says why the visitor must be asked. */
export const planFor = (site: Site, decision?: Decision, ask?: Reason): Plan => {
  const { services, declared, asked, options, host } = site;
  const [granted, refused] = [true, false].map((isMeant) =>
    services.filter((service) => isGranted(service, decision) === isMeant),
  ) as [ResolvedService[], ResolvedService[]];
  const theirs = itemsHere(
    refused.flatMap(({ cookies }) => cookies),
    host,
  );
  const optional = granted.filter(({ purpose }) => purpose !== 'necessary');
  return {
    ...saidIn(decision),
    ask: asked.length ? ask : undefined,
    until: decision ? endOf({ ...decision, at: keptAt(decision) }, options.months) : 0,
    // Ids last: where another service has one for an alias, the id wins.
    services: Object.fromEntries(
      [
        ...services.flatMap((service) => service.aliases?.map((name) => [name, service] as const) ?? []),
        ...services.map((service) => [service.id, service] as const),
      ].map(([name, service]) => [name, licenceOf(service, decision)]),
    ),
    runs: optional.map(({ id }) => id),
    // One without a key, such as an embed, is started by its tag.
    starts: optional.flatMap(({ use, key, host }) => (use && key ? [{ use, key, host }] : [])),
    refused: [...theirs.map(({ name }) => name), UNCLEAN],
    isDeep: ask !== 'first' && theirs.some(({ storage = 'cookie' }) => DEEP.includes(storage)),
    truths: withAliases(truthsOf(declared, decision), options.aliases ?? {}),
    quiet: options.sensitivePaths && withAliases(truthsOf(declared, decision, 'marketing'), options.aliases ?? {}),
    // As the address bar writes it: "/skadeanmälan" is "/skadeanm%C3%A4lan" there.
    sensitive: (options.sensitivePaths ?? []).map((path) => plainPath(new URL(`https://a${path}`).pathname)),
    host,
    signals: options.signals ?? [],
    log: options.log,
    reload: options.reload !== false,
    patience: (options.scriptTimeout ?? 10) * 1000,
  };
};
