/** Knows what the parser would have done with a held script (HTML §4.12.1.1 "prepare the script element"). */

/**
 * `inline`: runs where it stands. `external`: as well, and what stands behind it waits. `async`: runs when it has come.
 * `later`: a deferred one or a module, in order once the page is there. `block`: nothing for a browser to run: an import
 * map, speculation rules, JSON, a script for browsers without modules.
 */
export type Kind = 'inline' | 'external' | 'async' | 'later' | 'block';

/** A released script as long as it runs; which one it is, is not known of a module. */
export interface Ours {
  readonly script: HTMLScriptElement | undefined;
  readonly kind: Kind;
}

/** The names of JavaScript (MIME Sniffing §4.6); no name is one of them. */
const JAVASCRIPT = /^$|\/(x-)?(java|ecma|j|live)script(1\.\d)?$/i;

/** Returns the type that waits for the script. */
export const typeOf = (script: Element): string => script.getAttribute('data-type')?.trim() ?? '';

export const isExternal = (script: Element): boolean => script.hasAttribute('src') || script.hasAttribute('data-src');

export const isModule = (script: Element): boolean => typeOf(script).toLowerCase() === 'module';

/** Returns the script's kind by its attributes alone. */
export const kindOf = (script: Element): Kind => {
  const fetches = isExternal(script);
  if (!isModule(script)) {
    if (!JAVASCRIPT.test(typeOf(script)) || script.hasAttribute('nomodule')) return 'block';
    if (!fetches) return 'inline';
  }
  if (script.hasAttribute('async')) return 'async';
  return isModule(script) || script.hasAttribute('defer') ? 'later' : 'external';
};
