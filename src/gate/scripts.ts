/** Runs held scripts in page order by moving the same element, never a copy: only that keeps nonce, integrity and listeners. */
import { addressOf, move, open } from './marks.js';

export interface RunnerOptions {
  /** How long a script may take before inline scripts behind it go on without it, in milliseconds. */
  readonly patience: number;
  readonly report: (message: string) => void;
}

/** What the parser would have done with a script (HTML §4.12.1 "prepare the script element"). */
type Kind = 'inline' | 'external' | 'async' | 'later';

const kindOf = (script: HTMLScriptElement): Kind => {
  const isModule = script.getAttribute('data-type') === 'module';
  const hasAddress = !!addressOf(script);
  if (script.hasAttribute('async') && (hasAddress || isModule)) return 'async';
  if (isModule || (script.hasAttribute('defer') && hasAddress)) return 'later';
  return hasAddress ? 'external' : 'inline';
};

/** Puts the script where it stands once more, now with its real type: browsers run a script when it is inserted. */
const insert = (script: HTMLScriptElement, isOrdered: boolean): void =>
  move(script, () => {
    script.setAttribute('type', script.getAttribute('data-type') ?? '');
    if (isOrdered) script.async = false;
    open(script);
  });

/** Lets the browser paint and answer input between two scripts when this much time has gone, in milliseconds. */
const SLICE = 8;

const breathe = (): Promise<void> =>
  (window as { scheduler?: { yield?(): Promise<void> } }).scheduler?.yield?.() ??
  new Promise((resolve) => setTimeout(resolve));

/** Returns what runs scripts, after those given before. Each element runs once, however often it is given. */
export const createRunner = ({
  patience,
  report,
}: RunnerOptions): ((scripts: readonly HTMLScriptElement[]) => void) => {
  const seen = new WeakSet<Element>();
  const waiting: HTMLScriptElement[] = [];
  const deferred: HTMLScriptElement[] = [];
  let isRunning = false;

  /** Resolves when the script has run, has failed, or has used up our patience. */
  const settled = (script: HTMLScriptElement): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(
        () => (report(`"${script.src}" does not answer: what stands behind it went on.`), resolve()),
        patience,
      );
      for (const type of ['load', 'error']) script.addEventListener(type, () => (clearTimeout(timer), resolve()));
    });

  const runAll = async (): Promise<void> => {
    let since = performance.now();
    const before: Promise<void>[] = [];
    const settle = (): Promise<unknown> => Promise.all(before.splice(0));
    // What is deferred runs after all that is not (HTML §8.4 "the end"), and more of that may come meanwhile.
    while (waiting.length || (deferred.length && document.readyState !== 'loading')) {
      if (!waiting.length) await settle();
      const script = waiting.shift() ?? deferred.shift()!;
      const kind = kindOf(script);
      if (performance.now() - since > SLICE) {
        await breathe();
        since = performance.now();
      }
      // Externals are fetched side by side and run in order; an inline script waits for those before it.
      if (kind === 'inline') await settle();
      if (kind === 'external') before.push(settled(script));
      try {
        insert(script, kind !== 'async');
      } catch (fault) {
        // Under `trusted-types 'none'` a script with `data-src` cannot be given its `src`; one with `src` is not touched.
        report(`"${addressOf(script)?.href}" is held: write src, not data-src (${String(fault)}).`);
      }
    }
    await settle();
  };

  const go = (): void => {
    if (isRunning) return;
    isRunning = true;
    void runAll().then(() => {
      isRunning = false;
      if (waiting.length) go();
    });
  };
  addEventListener('DOMContentLoaded', go);

  return (scripts) => {
    for (const script of scripts) {
      if (seen.has(script)) continue;
      seen.add(script);
      (kindOf(script) === 'later' ? deferred : waiting).push(script);
    }
    if (waiting.length || deferred.length) go();
  };
};
