/** Finds tags in a page that have no mark and reach a host of a service that is asked about. */
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { isWithin } from '../manifest/host.js';
import type { Manifest, Service } from '../manifest/types.js';
import type { Facts } from '../services/types.js';
import { quoted } from './lint/finding.js';
import { knownByHost } from './lint/stored.js';
import { isMarked, planOf, RUNS, type Attributes } from './marks.js';
import { LEADS } from './noscript.js';
import { elementsOf, loadParser, resolve } from './page.js';

/** A tag that runs or is fetched before any answer. */
interface Unmarked {
  readonly rule: 'unmarked-tag';
  readonly severity: 'warning';
  readonly line: number;
  readonly message: string;
  readonly mend: string;
}

/** The attribute by which each tag is fetched. */
const ADDRESS = new Map([
  ['script', 'src'],
  ['iframe', 'src'],
  ['img', 'src'],
  ['link', 'href'],
]);

/** Returns the address that a browser fetches for the tag, as it is written. */
const liveAddress = (tag: string, attributes: Attributes): string | undefined => {
  if (tag === 'script' && !RUNS.test(attributes.get('type') ?? '')) return undefined;
  if (tag === 'link' && LEADS.test(attributes.get('rel') ?? '')) return undefined;
  return attributes.get(ADDRESS.get(tag) ?? '')?.trim() || undefined;
};

/** What a template holds is fetched by nobody until it is taken out, and then it has the template's mark. */
const isWithinTemplate = (element: Tree.Element): boolean => {
  let root: Tree.ParentNode | null | undefined = element;
  while (root && 'parentNode' in root) root = root.parentNode;
  return root?.nodeName !== '#document';
};

/** Returns whether a service names the host. One of the site's own is meant to the letter, since all else of the site lies below it. */
const hasHost = ({ hosts = [] }: Service, host: string, site: string): boolean =>
  hosts.some((it) => (isWithin(it, site) ? it.toLowerCase() === host : isWithin(host, it)));

const waits = (tag: string, id: string): string =>
  tag === 'script'
    ? `Write type="text/plain" data-service="${id}".`
    : `Write data-service="${id}", and data-${ADDRESS.get(tag)} in the place of ${ADDRESS.get(tag)}.`;

/** Returns whose host it is, and how to make the tag wait; nothing where nobody is asked about it. */
const ownerOf = (tag: string, host: string, places: { manifest: Manifest; facts: readonly Facts[] }) => {
  const { services, site = 'site.invalid' } = places.manifest;
  const isHome = host === site.toLowerCase() || host === `www.${site.toLowerCase()}`;
  const declared = services.filter((service) => hasHost(service, host, site));
  if (isHome || declared.some(({ purpose }) => purpose === 'necessary')) return undefined;
  const [first] = declared;
  if (first)
    return {
      names: declared.map(({ id }) => id),
      mend:
        first.use && first.key ? 'Remove it: its line in the manifest brings it after a yes.' : waits(tag, first.id),
    };
  const known = knownByHost(host, places.facts);
  return known.length
    ? {
        names: known.map(({ name }) => name),
        mend: `Declare the service, such as { "use": "${known[0]!.id}" } if it is that, and mark the tag.`,
      }
    : undefined;
};

/**
 * Returns the tags without a mark that reach a host of a service that is asked about, declared or ready-made. What a script
 * fetches is not seen, nor what comes from hosts that neither names.
 */
export const unmarkedIn = (html: string, manifest: Manifest, facts: readonly Facts[]): Unmarked[] => {
  const plan = planOf(manifest);
  const home = `https://${manifest.site ?? 'site.invalid'}/`;
  const page = loadParser().parse(html, { sourceCodeLocationInfo: true });
  return elementsOf(page).flatMap((element): Unmarked[] => {
    const { tagName: tag, attrs, sourceCodeLocation: place } = element;
    const attributes = new Map(attrs.map(({ name, value }) => [name, value]));
    const written = liveAddress(tag, attributes);
    const url = written ? resolve(written, home) : undefined;
    const owner = url && ownerOf(tag, url.hostname, { manifest, facts });
    if (!owner || isMarked(tag, attributes, plan) || isWithinTemplate(element)) return [];
    return [
      {
        rule: 'unmarked-tag',
        severity: 'warning',
        line: place?.startLine ?? 1,
        message: `<${tag}> reaches ${url.hostname}, a host of ${quoted(owner.names)}, before any answer: it has no mark`,
        mend: owner.mend,
      },
    ];
  });
};
