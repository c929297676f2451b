/** What a site declares: the types of the manifest, as `samtycke.json` holds it. */
import type { Purpose } from '../decision/cells.js';

/** A text in one or more languages, by language code. */
export type Texts = Readonly<Record<string, string>>;

/** Why a necessary service is necessary: a closed list (LEK 2022:482 9 kap. 28 § second paragraph; REQUIREMENTS §2). */
export const REASONS = ['consent', 'login', 'security', 'load-balancing', 'form', 'payment', 'preference'] as const;

/** Where a service keeps something. */
export const STORAGES = ['cookie', 'local', 'session', 'indexeddb', 'cache', 'worker'] as const;

/** What can be told of consent where the page itself brings it, or the app around it; ready-made services are told by what starts them. */
export const SIGNALS = ['clarity', 'matomo', 'meta-pixel', 'microsoft-uet', 'shopify', 'app', 'wordpress'] as const;

/** Where the first layer may stand on a wide view. */
export const PLACEMENTS = ['bottom', 'corner', 'center'] as const;

/** One thing that a service stores. */
export interface StoredItem {
  /** Its name; for a service worker the path of its script or of its scope. `*` stands for any run of characters. */
  readonly name: string;
  /** `session`, or a number with `min`, `h`, `d`, `mo` or `y`: `30d`, `13mo`, `1y`. */
  readonly lifetime: string;
  /** @default 'cookie' */
  readonly storage?: (typeof STORAGES)[number];
  /** The cookie's domain, where it is not the page's own host. One outside the site makes the service third-party. */
  readonly domain?: string;
}

/** A company that receives what the service sends. One that is no processor makes the service third-party. */
export type Recipient = string | { readonly name: string; readonly role?: 'processor' };

/** One thing that stores or fetches: GA4, the login session, a video embed. */
export interface Service {
  /** The name that tags use: `data-service="mixpanel"`. */
  readonly id: string;
  /** What visitors know it as, such as "YouTube"; for display only. @default the provider */
  readonly name?: string;
  /** Who provides it; for display only. */
  readonly provider: string;
  readonly purpose: Purpose;
  readonly cookies: readonly StoredItem[];
  /** Required where the purpose is `necessary`, refused where it is not. */
  readonly necessary?: { readonly reason: (typeof REASONS)[number] };
  /** What it does, for the visitor. */
  readonly text?: Texts;
  /** Which kinds of data it collects, for the visitor. */
  readonly data?: readonly (string | Texts)[];
  readonly recipients?: readonly Recipient[];
  /** Countries outside the EEA that data goes to, as ISO 3166-1 codes. */
  readonly countries?: readonly string[];
  readonly policyUrl?: string;
  /** Hosts that it fetches from or sends to. One outside the site makes the service third-party. */
  readonly hosts?: readonly string[];
  /** The policy version that brought it: it runs only on a decision made under that version or later. */
  readonly since?: string;
  /** True for session replay, which never runs on a sensitive path (R8). */
  readonly replay?: boolean;
  /** Other names for it in tags. */
  readonly aliases?: readonly string[];
  /**
   * The path of a global function that stops the vendor's code, such as `mixpanel.opt_out_tracking`: called without arguments,
   * in every tab, when consent to the service is withdrawn and before what it has stored is erased (GDPR 7(3); R31).
   */
  readonly off?: string;
  /** The ready-made service that starts, signals and stops it; the same as `id` once the facts have been filled in. */
  readonly use?: string;
  /** The vendor's name for the site, as the one-line `use` gave it. */
  readonly key?: string;
  /** The vendor's host for this site, where there are several or it is the site's own. */
  readonly host?: string;
}

/** A ready-made service in one line, `{ "use": "ga4", "id": "G-XXXXXXXXXX" }`: a field given beside `use` wins over the facts. */
export interface UsedService extends Omit<Partial<Service>, 'id' | 'key'> {
  readonly use: string;
  /** The vendor's name for the site, where there is one. */
  readonly id?: string;
}

/** Who is responsible: shown to the visitor (GDPR 13(1)(a)). */
export interface Controller {
  readonly name: string;
  readonly orgNumber?: string;
  readonly email?: string;
  readonly phone?: string;
  /** How to reach the data protection officer, if there is one. */
  readonly dpo?: string;
}

/** The policy under which visitors answer. */
export interface Policy {
  /** `major.minor.patch`: a major change asks everyone again, a minor one asks about what is new, a patch asks nobody. */
  readonly version: string;
  /** The address of the policy's page. */
  readonly url: string;
  /** What changed in this version, for the visitor. */
  readonly changes?: Texts;
}

/** What a site may choose; each can be left out. */
export interface Options {
  /** A language, or a variant of Swedish: `sv-easy`, `sv-cookies`. @default the page's `lang` if there are texts for it, else `sv` */
  readonly locale?: string;
  /** How many months an answer holds, 6 to 12. @default 6 */
  readonly months?: number;
  /** Where the first layer stands on a wide view: along the foot, in a corner, or in the middle, and modal nowhere. @default 'bottom' */
  readonly placement?: (typeof PLACEMENTS)[number];
  /** A theme beside the script, or the address of a stylesheet. @default 'nordic' */
  readonly theme?: string;
  /** The address of the consent log. Without it nothing is queued, sent or given an id. */
  readonly log?: string;
  /** Tells Google Consent Mode v2. @default whether a ready-made service of Google's is used that listens to it */
  readonly googleConsentMode?: boolean;
  /**
   * The countries where Google is denied by default, as ISO 3166-1 codes; elsewhere it takes consent for granted until the visitor answers. Asks for a
   * manifest that stands in the page: while one is being fetched, Google is denied everywhere. @default everywhere
   */
  readonly googleCountries?: readonly string[];
  /** Whom else to tell of consent, where the page itself brings them. @default nobody */
  readonly signals?: readonly (typeof SIGNALS)[number][];
  /** Paths on which marketing and session replay never run, even with consent (R8). */
  readonly sensitivePaths?: readonly string[];
  /** Other names for purposes, groups and cells in tags. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Shares the answer over this domain and its subdomains. @default the page's host alone */
  readonly domain?: string;
  /** Whether to reload after a withdrawal while a released script still runs. @default true */
  readonly reload?: boolean;
  /** How long a released script may take to answer before those behind it go on, in seconds, 1 to 60. @default 10 */
  readonly scriptTimeout?: number;
}

/** What the page may give beside the manifest; each wins over the manifest's own option. */
export type ConsentOptions = Pick<Options, 'locale' | 'log' | 'googleConsentMode'>;

/** What the site declares, one JSON file, as it is written. */
export interface WrittenManifest extends Omit<Manifest, 'services'> {
  readonly services: readonly (Service | UsedService)[];
}

/** What the site declares, with the facts of each ready-made service filled in. */
export interface Manifest {
  readonly $schema?: string;
  readonly controller: Controller;
  /** The site's registrable domain. @default the page's host without `www.` */
  readonly site?: string;
  readonly policy: Policy;
  readonly services: readonly Service[];
  readonly options?: Options;
}
