/** What `npx samtycke build` compiles into a site's own file. */
import type { Locale } from './manifest/locale.js';

/** A site's own: what the file that is for every site would fetch. */
interface Compiled {
  readonly manifest: unknown;
  /** Texts by language. */
  readonly texts: Readonly<Record<string, Locale>>;
  /** The style sheet of the theme that the manifest names. */
  readonly theme: string | undefined;
}

/** In the file that is for every site, nothing; the build puts a parameter in the place of this module for a site's own. */
export const compiled = undefined as Compiled | undefined;
