/** Fetches scripts ahead of their turn, so that they come side by side and still run one after the other. */
import { isExternal, isModule, kindOf } from './kinds.js';
import { markOf, ofPage } from './marks.js';

/** What decides whether the browser takes the same answer for the script itself (Fetch, HTML §4.6.7.20 "preload"). */
const SAME = ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority'] as const;

/** Asks for one script, where there is something to ask for; returns what takes the trace of it away. */
const ask = (script: HTMLScriptElement): (() => void) | undefined => {
  const [address] = markOf(script).addresses;
  const head = ofPage('head');
  if (kindOf(script) === 'now' || !isExternal(script) || !address || !head) return undefined;
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
  return () => link.parentNode?.removeChild(link);
};

/** Returns what asks for scripts, each once and while it is allowed, and what takes the trace of it away when it has been inserted. */
export const createHints = (isAllowed: (script: HTMLScriptElement) => boolean) => {
  const links = new Map<Element, { readonly at: number; readonly undo: (() => void) | undefined }>();
  return {
    give(scripts: readonly HTMLScriptElement[]): void {
      for (const script of scripts)
        if (!links.has(script) && isAllowed(script)) links.set(script, { at: performance.now(), undo: ask(script) });
    },
    /** Returns how long ago the script was asked for, in milliseconds. */
    age: (script: Element): number => performance.now() - (links.get(script)?.at ?? performance.now()),
    take(script: Element): void {
      links.get(script)?.undo?.();
      links.delete(script);
    },
  };
};
