/** What is known of a ready-made service: the type of the facts in `services/ID.json`, which fill in a manifest's one-line `use`. */
import type { Recipient, Service, StoredItem } from '../manifest/types.js';

/** A text in each language that the SDK speaks. */
type Spoken = Readonly<Record<'sv' | 'en' | 'nb' | 'da' | 'fi' | 'de', string>>;

/** A value that only the site's owner knows. */
export interface Key {
  /** The whole value matches this regular expression. */
  readonly pattern: string;
  /** Shows its form and belongs to nobody. */
  readonly example: string;
}

/** Where facts come from. */
export interface Source {
  /** Names of facts, as `factsIn` gives them, that this page says in so many words; of a cookie both its name and its lifetime. */
  readonly facts: readonly string[];
  /** The vendor's own page, published code or terms. */
  readonly url: string;
  /** The day on which it was read, `YYYY-MM-DD`. */
  readonly date: string;
}

/** The facts of one ready-made service. A field that the manifest gives beside `use` wins over the one here. */
export interface Facts {
  /** The name that the manifest's `use` takes, which is the file's name too. */
  readonly id: string;
  /** What the vendor calls it. */
  readonly name: string;
  readonly provider: string;
  readonly purpose: Exclude<Service['purpose'], 'necessary'>;
  /** The `id` of the one-line `use`: the vendor's name for the site. Absent where the service needs none. */
  readonly key?: Key;
  /** What the line must give beside `use` and `id`. `host` joins the service's hosts. Absent where it needs nothing. */
  readonly fields?: { readonly host: Key };
  /** What it does, for the visitor: one plain sentence. */
  readonly text: Spoken;
  /** Which kinds of data it collects; the same kind has the same words in every file. */
  readonly data: readonly Spoken[];
  /** Empty if the site's owner alone receives the data. */
  readonly recipients: readonly Recipient[];
  /** Countries outside the EEA, as ISO 3166-1 codes; empty if the data stays within it. */
  readonly countries: readonly string[];
  /** Absent where the site itself keeps the data, so that its own policy is the one to read. */
  readonly policyUrl?: string;
  /** Every host that it fetches from or sends to, save one that the line gives. */
  readonly hosts: readonly string[];
  /** Where the vendor sets no end, as in browser storage, `1y` stands for it. */
  readonly cookies: readonly StoredItem[];
  /** True where it listens to Google Consent Mode: naming the service turns that on, unless the manifest says otherwise. */
  readonly consentMode?: true;
  /** True for session replay. */
  readonly replay?: true;
  /** A fact that no source names is unverified. */
  readonly sources: readonly Source[];
}
