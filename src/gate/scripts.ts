/** Runs held scripts in page order by moving the same element, never a copy: only that keeps nonce, integrity and listeners. */
import { isExternal, isModule, kindOf, type Kind } from './kinds.js';
import type { CreateLate, Late } from './late.js';
import { addressOf, move, open, readyState } from './marks.js';
import { createHints } from './prefetch.js';

export interface RunnerOptions {
  /** How long a script may take before what stands behind it goes on without it, in milliseconds. */
  readonly patience: number;
  readonly report: (message: string) => void;
  /** Returns whether the script may still run, now that its turn has come. */
  readonly isAllowed: (script: HTMLScriptElement) => boolean;
  /** Returns whether more of the page may come, so that what is deferred waits. */
  readonly isParsing: () => boolean;
  /** Returns whether the parser itself made the script. */
  readonly isParsed: (script: HTMLScriptElement) => boolean;
  /** Fetches what scripts need that come after the parser: missed events, `document.write`. Without it they do without. */
  readonly late?: (() => Promise<CreateLate>) | undefined;
}

/** Lets the browser paint and answer input between two scripts when this much time has gone, in milliseconds. */
const SLICE = 8;

/** How many scripts are asked for ahead of their turn: browsers take a millisecond for each, and the click waits. */
const AHEAD = 12;

/**
 * How long an inline module may keep those behind it waiting, in milliseconds, with imports and without. Only WebKit tells
 * that one has run, and Firefox 153 puts it on a list of its own, so that nothing else waits for it.
 */
const GRACE = [300, 50] as const;

const breathe = (): Promise<void> =>
  (window as { scheduler?: { yield?(): Promise<void> } }).scheduler?.yield?.() ??
  new Promise((resolve) => setTimeout(resolve));

/** Resolves when the script has run or has failed, or with `true` when its time is up. */
const settled = (script: Element, time: number): Promise<boolean | void> =>
  new Promise((resolve) => {
    // Not before all that the browser has begun is done: an inline module may be among it (WebKit has no idle callback).
    const idle = (window as { requestIdleCallback?: typeof requestIdleCallback }).requestIdleCallback;
    const giveUp = (): void => resolve(true);
    const timer = setTimeout(() => (idle ? idle(giveUp, { timeout: 1000 }) : giveUp()), time);
    for (const type of ['load', 'error']) script.addEventListener(type, () => (clearTimeout(timer), resolve()));
  });

/** Puts the script where it stands once more, now with its real type: browsers run a script when it is inserted. */
const insert = (script: HTMLScriptElement, kind: Kind, isQueued: boolean): void => {
  const isOrdered = kind === 'external' || kind === 'later';
  move(script, () => {
    // The browser's own queue would stand still behind a script that hangs, so the order is kept by us where it can be.
    if (isOrdered) script.async = !isQueued;
    open(script);
    const type = script.getAttribute('data-type');
    if (type === null) script.removeAttribute('type');
    else script.setAttribute('type', type);
  });
  if (isOrdered) script.async = false;
};

/** Returns what runs scripts, after those given before. Each element runs once, however often it is given. */
export const createRunner = (options: RunnerOptions): ((scripts: readonly HTMLScriptElement[]) => void) => {
  const { patience, report, isParsing } = options;
  const seen = new WeakSet<Element>();
  const hints = createHints();
  const waiting: HTMLScriptElement[] = [];
  const deferred: HTMLScriptElement[] = [];
  const written: HTMLScriptElement[] = [];
  let isRunning = false;
  let isBehindModule = false;
  let since = 0;
  let late: Late | undefined;
  let fetching: Promise<void> | undefined;

  /** Resolves when the script has run, at once where that is no matter of time. */
  const start = async (script: HTMLScriptElement, kind: Kind): Promise<void> => {
    const time = isExternal(script) ? patience : GRACE[/\bimport\b/.test(script.text) ? 0 : 1];
    const hasRun = settled(script, time);
    late?.enter(script, kind);
    try {
      insert(script, kind, isBehindModule || !isExternal(script));
      hints.take(script);
      if (kind !== 'inline' && kind !== 'block' && (await hasRun) && time === patience)
        report(`"${script.src}" does not answer: what stands behind it went on.`);
    } catch (fault) {
      // Under `trusted-types 'none'` a script with `data-src` cannot be given its `src`; one with `src` is not touched.
      report(`"${addressOf(script)?.href}" is held: write src, not data-src (${String(fault)}).`);
    }
    late?.leave(script, !isRunning && !deferred.length);
  };

  /** What a script writes runs at once if nothing before it waits, else before all that waits. */
  const takeWritten = (script: HTMLScriptElement): void => {
    const kind = kindOf(script);
    if (kind === 'later') deferred.push(script);
    else if (kind === 'external' || written.length) written.push(script);
    else void start(script, kind);
  };

  /** Fetches, once, what a script needs that has come too late for the parser or may write to the page. */
  const needLate = async (script: HTMLScriptElement, kind: Kind): Promise<void> => {
    const isEarly = readyState() === 'loading' && kind !== 'external' && !/\bwrite/.test(script.text);
    if (isEarly || !options.late) return;
    fetching ??= options.late().then(
      (create) => void (late = create(takeWritten, report)),
      (fault: unknown) => report(`Late scripts miss events: ${String(fault)}`),
    );
    await fetching;
  };

  const askAhead = (): void => {
    // Modules are not asked for before the import maps are there: they would be bound without them.
    const areMapsThere = !waiting.length && !isParsing();
    hints.give([...waiting, ...deferred].filter((script) => areMapsThere || !isModule(script)).slice(0, AHEAD));
  };

  const runNext = async (script: HTMLScriptElement): Promise<void> => {
    if (performance.now() - since > SLICE) {
      await breathe();
      since = performance.now();
    }
    let kind = kindOf(script);
    await needLate(script, kind);
    // It may be gone from the page, or its consent, since it was given to us.
    if (!script.isConnected || !options.isAllowed(script)) return void (seen.delete(script), hints.take(script));
    if (!options.isParsed(script) && (await late?.isDead(script))) kind = 'block';
    const done = start(script, kind);
    askAhead();
    if (kind !== 'async') await done;
    if (kind === 'external') since = performance.now();
    if (kind === 'later') isBehindModule = !isExternal(script);
    waiting.unshift(...written.splice(0));
  };

  const go = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    since = performance.now();
    // What is deferred runs after all that is not (HTML §8.4 "the end"), and more of that may come meanwhile.
    while (waiting.length || (deferred.length && !isParsing()))
      await runNext(waiting.shift() ?? deferred.shift()!).catch((fault: unknown) => report(String(fault)));
    isRunning = false;
    late?.settle(!deferred.length);
  };

  return (scripts) => {
    for (const script of scripts) {
      if (seen.has(script)) continue;
      seen.add(script);
      (kindOf(script) === 'later' ? deferred : waiting).push(script);
    }
    void go();
    askAhead();
  };
};
