/** Finds tags in a page that are marked and wait for nobody, and marks behind which there is no service of the manifest. */
import { judgeExpression } from '../decision/expression.js';
import { UNSAID } from '../decision/truths.js';
import { isWithin } from '../manifest/host.js';
import { judgeMark } from '../manifest/permit.js';
import { planFor, type Plan } from '../manifest/plan.js';
import { resolveSite, withOwnService } from '../manifest/resolve.js';
import type { Manifest } from '../manifest/types.js';
import { elementsOf, loadParser, resolve } from './page.js';

/** A mark that does not do what it was written for. */
interface WrongMark {
  readonly rule: 'live-mark' | 'unknown-service' | 'unknown-category';
  readonly line: number;
  readonly message: string;
  readonly mend: string;
}

/** The attributes of a tag, by their names. */
export type Attributes = ReadonlyMap<string, string>;

/** What marks a tag: ours, and those of Cookiebot and Klaro. */
const MARKS = ['data-service', 'data-category', 'data-cookieconsent', 'data-name'];

/** Whose addresses the gate holds. */
const FETCHES = /^(iframe|img|video|audio|embed|object|source|link)$/;

/** The attributes that a browser fetches at once, by those that wait. */
const WAITING = new Map([
  ['src', 'data-src'],
  ['srcset', 'data-srcset'],
  ['href', 'data-href'],
  ['data', 'data-src'],
]);

/** The types that a browser runs; other scripts are data. */
export const RUNS = /^\s*(module|importmap|(text|application)\/(x-)?(java|ecma)script|)\s*$/i;

/** What holds an address back, by the names that the gate knows (gate/marks.ts). */
const HELD = ['data-src', 'data-srcset', 'data-href', 'data-cookieblock-src'];

/** Our own tag, which reads the manifest, and the manifest within the page. */
const isOurs = (attributes: Attributes): boolean =>
  attributes.has('data-manifest') ||
  attributes.has('data-samtycke-manifest') ||
  /(^|\/)samtycke(\.\w+)?\.js([?#]|$)/.test(attributes.get('src') ?? '');

/** Returns whether the manifest has an answer to the mark; on tags other than scripts, other tools use the names too. */
const isMeant = (tag: string, attributes: Attributes, plan: Plan): boolean => {
  if (tag === 'script' || attributes.has('data-service') || attributes.has('data-cookieconsent')) return true;
  const category = attributes.get('data-category');
  return category === undefined
    ? Object.hasOwn(plan.services, attributes.get('data-name') ?? '')
    : !judgeExpression(category, plan.truths).fault;
};

/** Returns whether a tag has a mark that the manifest has an answer to, or one that is no other tool's. */
export const isMarked = (tag: string, attributes: Attributes, plan: Plan): boolean =>
  MARKS.some((name) => attributes.has(name)) && isMeant(tag, attributes, plan);

/** Returns the expression that a tag is marked with, if it is: Cookiebot's list means that all of it must hold. */
const categoryOf = (attributes: Attributes): string | undefined =>
  attributes.get('data-category') ?? attributes.get('data-cookieconsent')?.replaceAll(',', '&');

/** Returns whether the gate holds what is marked, as its selector says. */
const isHeld = (tag: string, attributes: Attributes): boolean =>
  tag === 'template' ||
  (tag === 'script' && /^text\/plain$/i.test(attributes.get('type') ?? '')) ||
  HELD.some((name) => attributes.has(name));

/** Returns whether what is marked may run without any answer: the manifest says that it is necessary, or the page that it is none of ours. */
const needsNoAnswer = (attributes: Attributes, plan: Plan): boolean => {
  if (attributes.get('data-cookieconsent') === 'ignore') return true;
  const mark = {
    service: attributes.get('data-service') ?? attributes.get('data-name') ?? null,
    category: categoryOf(attributes) ?? null,
    addresses: [],
  };
  return judgeMark(mark, { plan, path: '/', judgeCategory: judgeExpression }).holds;
};

/** Returns why a marked tag does not wait, and how to make it; nothing if it does. */
const liveIn = (tag: string, attributes: Attributes, site: string): [why: string, mend: string] | undefined => {
  if (tag === 'script') {
    const type = attributes.get('type') ?? '';
    if (!RUNS.test(type)) return undefined;
    const kind = /module|importmap/i.exec(type)?.[0];
    return [
      'its type is not "text/plain", so it runs before any answer',
      `Write type="text/plain"${kind ? ` data-type="${kind}"` : ''}.`,
    ];
  }
  if (!FETCHES.test(tag)) return undefined;
  const home = `https://${site}/`;
  const live = [...WAITING].find(([name, waiting]) => {
    const written = (attributes.get(name) ?? '').trim();
    const url = written ? resolve(written.split(/[\s,]/)[0]!, home) : undefined;
    // A picture of the site's own may stand there until the other comes.
    return url && !(attributes.has(waiting) && isWithin(url.hostname, site));
  });
  return live && [`its ${live[0]} is live, so it is fetched before any answer`, `Write ${live[1]}.`];
};

/** Returns what is wrong with the names of a mark: one behind which there is nothing is held whatever the visitor says. */
const unknownIn = (tag: string, attributes: Attributes, { services, truths }: Plan): Omit<WrongMark, 'line'>[] => {
  const found: Omit<WrongMark, 'line'>[] = [];
  const service = attributes.get('data-service');
  if (service !== undefined && !Object.hasOwn(services, service))
    found.push({
      rule: 'unknown-service',
      message: `data-service="${service}" names no service of the manifest, so it is held whatever the visitor says`,
      mend: `Declare it, or write one of: ${Object.keys(services).join(', ')}.`,
    });
  const category = categoryOf(attributes);
  if (category === undefined || category === 'ignore' || !isHeld(tag, attributes)) return found;
  const { fault } = judgeExpression(category, truths);
  const name = attributes.has('data-category') ? 'data-category' : 'data-cookieconsent';
  const known = Object.keys(truths).filter((it) => truths[it] !== undefined);
  if (fault)
    found.push({
      rule: 'unknown-category',
      message: `${name}="${attributes.get(name)}" is held whatever the visitor says: ${fault}`,
      mend: `Declare a service for it, or write an expression of: ${known.join(', ')}.`,
    });
  return found;
};

/** Returns the plan of the manifest without an answer. An alias that leads nowhere is told of in the manifest, not in each tag. */
export const planOf = (manifest: Manifest): Plan => {
  const plan = planFor(withOwnService(resolveSite(manifest, ''), ''));
  const aliases = Object.keys(manifest.options?.aliases ?? {});
  const told = aliases.map((name) => [name, plan.truths[name] ?? UNSAID] as const);
  return { ...plan, truths: { ...plan.truths, ...Object.fromEntries(told) } };
};

/** Returns the marks of a page that let run or fetch what should wait, and those behind which the manifest has no service. */
export const wrongMarksIn = (html: string, manifest: Manifest): WrongMark[] => {
  const { site = 'site.invalid' } = manifest;
  const plan = planOf(manifest);
  const page = loadParser().parse(html, { sourceCodeLocationInfo: true });
  return elementsOf(page).flatMap(({ tagName: tag, attrs, sourceCodeLocation: place }): WrongMark[] => {
    const attributes = new Map(attrs.map(({ name, value }) => [name, value]));
    const marked = MARKS.find((name) => attributes.has(name));
    if (!marked || !(/^(script|template)$/.test(tag) || FETCHES.test(tag)) || isOurs(attributes)) return [];
    const line = place?.startLine ?? 1;
    const live =
      isMeant(tag, attributes, plan) && !needsNoAnswer(attributes, plan) ? liveIn(tag, attributes, site) : undefined;
    const found = unknownIn(tag, attributes, plan).map((it): WrongMark => ({ line, ...it }));
    if (live)
      found.unshift({
        rule: 'live-mark',
        line,
        message: `${marked}="${attributes.get(marked)}" is marked but ${live[0]}`,
        mend: live[1],
      });
    return found;
  });
};
