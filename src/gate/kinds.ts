/** Knows what the parser would have done with a held script (HTML §4.12.1.1 "prepare the script element"). */
import type { Cover } from './cover.js';

/**
 * `now`: over as soon as it is inserted, as an inline script is, and what no browser runs: an import map, JSON, a script for
 * browsers without modules. `external`: a classic script with an address; what stands behind it waits. `async`: runs as soon
 * as it has come. `later`: a deferred script or a module; runs in order once the page has been parsed.
 */
export type Kind = 'now' | 'external' | 'async' | 'later';

/** Which released script runs at this moment. */
export interface Stage {
  /** The script, unless it is async or deferred: one that the parser would have waited for. */
  readonly blocking: () => HTMLScriptElement | undefined;
  /** Whether any runs; which one it is, is not known of a module. */
  readonly isOurs: () => boolean;
  readonly cover: Cover;
}

/** The names of JavaScript (MIME Sniffing §4.6); no name is one of them. */
const JAVASCRIPT = /^$|\/(x-)?(java|ecma|j|live)script(1\.\d)?$/i;

/** Returns whether the script has an address, live or held. */
export const isExternal = (script: Element): boolean => script.matches('[src],[data-src]');

/** Returns whether the script, once released, is a module. */
export const isModule = (script: Element): boolean => /^\s*module\s*$/i.test(script.getAttribute('data-type') ?? '');

/** Returns the script's kind by its attributes alone. */
export const kindOf = (script: Element): Kind => {
  const isLater = isModule(script);
  const isRun = JAVASCRIPT.test(script.getAttribute('data-type')?.trim() ?? '') && !script.matches('[nomodule]');
  if (!isLater && !(isRun && isExternal(script))) return 'now';
  if (script.matches('[async]')) return 'async';
  return isLater || script.matches('[defer]') ? 'later' : 'external';
};
