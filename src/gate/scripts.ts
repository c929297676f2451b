/** Runs held scripts in page order by moving the same element, never a copy: only that keeps nonce, integrity and listeners. */
import { isExternal, isModule, kindOf, type Kind } from './kinds.js';
import { move, open } from './marks.js';
import { createHints } from './prefetch.js';
import { createStage } from './stage.js';

interface RunnerOptions {
  /** How long a script may take before what stands behind it goes on without it, in milliseconds. */
  readonly patience: () => number;
  readonly report: (message: string) => void;
  /** Says of a script that it could not be let through, and why. */
  readonly blame: (script: Element, fault: unknown) => void;
  /** Returns whether the script may still run; `isItsTurn` says that after a yes it is run at once. */
  readonly isAllowed: (script: HTMLScriptElement, isItsTurn?: boolean) => boolean;
}

/** Lets the browser paint and answer input between two scripts when this much time has gone, in milliseconds. */
const SLICE = 8;

/** How many scripts are asked for ahead of their turn: browsers take a millisecond for each, and the click waits. */
const AHEAD = 12;

/**
 * How long an inline module may keep those behind it waiting, in milliseconds, with imports and without. Only WebKit (here:
 * no idle callback) tells that one has run, so there it costs no wait, but not that one could not be fetched or read. Firefox
 * 153 puts them on a list of its own, so that nothing else waits for them.
 */
const grace = () => ('requestIdleCallback' in window ? [1000, 100] : [2000, 200]);

const breathe = (): Promise<void> =>
  (window as { scheduler?: { yield?(): Promise<void> } }).scheduler?.yield?.() ??
  new Promise((resolve) => setTimeout(resolve));

/** Resolves when the script has run or has failed, or with `true` when its time is up. */
const settled = (script: Element, time: number): Promise<boolean | void> =>
  new Promise((resolve) => {
    const giveUp = (): void => resolve(true);
    // Not before all that the browser has begun is done: an inline module may be among it.
    setTimeout(() => (window.requestIdleCallback ?? setTimeout)(giveUp), time);
    for (const type of ['load', 'error']) script.addEventListener(type, () => resolve());
  });

/** Returns what runs scripts, after those given before. Each element runs once, however often it is given. */
export const createRunner = ({
  patience,
  report,
  blame,
  isAllowed,
}: RunnerOptions): ((scripts: readonly HTMLScriptElement[]) => void) => {
  const seen = new WeakSet<Element>();
  const hints = createHints(isAllowed);
  const waiting: HTMLScriptElement[] = [];
  const deferred: HTMLScriptElement[] = [];
  const written: HTMLScriptElement[] = [];
  let isRunning = false;
  let isBehindModule = false;
  let since = 0;

  /** Those asked for side by side wait side by side: one that hangs behind another hanging one has little time left. */
  const timeFor = (script: Element): number => patience() * Math.max(0.2, 1 - hints.age(script) / patience());

  const begin = async (script: HTMLScriptElement, kind: Kind): Promise<void> => {
    const isInline = !isExternal(script);
    const isOrdered = kind === 'external' || kind === 'later';
    const hasRun = settled(script, isInline ? grace()[/\bimport\b/.test(script.text) ? 0 : 1]! : timeFor(script));
    stage.enter(script, kind);
    try {
      // Browsers run a script when it is inserted with its real type.
      move(script, () => {
        // The browser's own queue would stand still behind a script that hangs, so the order is kept by us where it can be.
        if (isOrdered) script.async = !isInline && !isBehindModule;
        open(script);
        script.type = script.dataset.type ?? '';
      });
      if (isOrdered) script.async = false;
      hints.take(script);
      if (kind !== 'now' && (await hasRun) && !isInline)
        report(`"${script.src}" does not answer: what stands behind it went on.`);
    } finally {
      stage.leave(script, !isRunning);
    }
  };

  /** Resolves when the script has run, at once where that is no matter of time. */
  const start = (script: HTMLScriptElement, kind: Kind): Promise<void> =>
    begin(script, kind).catch((fault: unknown) => blame(script, fault));

  /** What a script writes runs at once if nothing before it waits, else before all that waits. */
  const stage = createStage((script) => {
    const kind = kindOf(script);
    if (kind === 'later') deferred.push(script);
    else if (kind === 'external' || written.length) written.push(script);
    else void start(script, kind);
  });

  const askAhead = (): void =>
    // Modules are not asked for before the import maps are there: they would be bound without them.
    hints.give([...waiting, ...deferred].filter((script) => !waiting.length || !isModule(script)).slice(0, AHEAD));

  const runNext = async (script: HTMLScriptElement): Promise<void> => {
    if (performance.now() - since > SLICE) {
      await breathe();
      since = performance.now();
    }
    // It may be gone from the page, or its consent, since it was given to us.
    if (!script.isConnected || !isAllowed(script, true)) return void (seen.delete(script), hints.take(script));
    const kind = kindOf(script);
    const done = start(script, kind);
    askAhead();
    if (kind !== 'async') await done;
    if (kind === 'external') since = performance.now();
    if (kind === 'later') isBehindModule = !isExternal(script);
    waiting.unshift(...written.splice(0));
  };

  return async (scripts) => {
    for (const script of scripts)
      if (!seen.has(script)) {
        seen.add(script);
        (kindOf(script) === 'later' ? deferred : waiting).push(script);
      }
    askAhead();
    if (isRunning) return;
    isRunning = true;
    since = performance.now();
    // What is deferred runs after all that is not (HTML §8.4 "the end").
    while (waiting.length || deferred.length) await runNext(waiting.shift() ?? deferred.shift()!);
    isRunning = false;
    stage.settle();
  };
};
