/** Fetches scripts ahead of their turn, so that they come side by side and still run one after the other. */
import { addressOf } from './marks.js';
import { isExternal, isModule, kindOf } from './kinds.js';

/** What decides whether the browser takes the same answer for the script itself (Fetch, HTML §4.6.7.20 "preload"). */
const SAME = ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority'] as const;

/** Asks for one script, where there is something to ask for. */
const ask = (script: HTMLScriptElement): HTMLLinkElement | undefined => {
  const head = Document.prototype.querySelector.call(document, 'head');
  const address = addressOf(script);
  if (!head || !isExternal(script) || !address || kindOf(script) === 'block') return undefined;
  const link = Document.prototype.createElement.call(document, 'link') as HTMLLinkElement;
  link.rel = isModule(script) ? 'modulepreload' : 'preload';
  link.as = 'script';
  link.nonce = script.nonce;
  for (const name of SAME) {
    const value = script.getAttribute(name);
    if (value !== null) link.setAttribute(name, value);
  }
  link.href = address.href;
  head.appendChild(link);
  return link;
};

/** Returns what asks for scripts, each once, and what takes the trace of it away when a script has been inserted. */
export const createHints = () => {
  const links = new Map<Element, HTMLLinkElement | undefined>();
  return {
    give(scripts: readonly HTMLScriptElement[]): void {
      for (const script of scripts) if (!links.has(script)) links.set(script, ask(script));
    },
    take(script: Element): void {
      const link = links.get(script);
      link?.parentNode?.removeChild(link);
      links.delete(script);
    },
  };
};
