/** Makes the handle: what a page may ask and do, whether or not the manifest has come yet. */
import { statusOf, type Cell, type Cells, type Decision, type Group, type Purpose, type Status } from './decision/cells.js';
import { openCore } from './hall/core.js';
import { createReport } from './hall/report.js';
import type { Answering, Core, Door, OpenAnswering } from './hall/halves.js';
import { judgeCategory } from './manifest/permit.js';
import { resolveSite, type Site } from './manifest/resolve.js';
import type { Manifest, Options } from './manifest/types.js';
import { detailOf, emit, type Detail, type EventName } from './signals/events.js';
import { denyByDefault } from './signals/google.js';
import { createState, type State, type Stores } from './state.js';

export type { Door } from './hall/halves.js';
export type { Receipt } from './hall/port.js';

/** A purpose, a group, a cell, or these joined with `&`, `|`, `!` and parentheses. A misspelt single name does not compile. */
export type Expression = Purpose | Group | Cell | `${string}${'&' | '|' | '!' | '('}${string}`;

/** What the page may give beside the manifest; each wins over the manifest's own option. */
export type ConsentOptions = Pick<Options, 'locale' | 'log' | 'googleConsentMode'>;

/** The actions, which wait for the manifest; with none or a wrong one they change nothing and say so. */
type Actions = Pick<Answering, 'acceptAll' | 'rejectAll' | 'save' | 'withdraw' | 'show' | 'showSettings' | 'hide' | 'receipt' | 'erase' | 'import' | 'setLocale'>;

/** What a page may ask and do. */
export interface Consent extends Actions, Pick<Stores, '$decision' | '$granted'> {
  /** Begins: reads what is stored, asks if it must, holds and releases. Returns what undoes it; cookies stay as they are. */
  readonly start: () => () => void;
  /** Returns whether the expression holds now. Before a decision only `necessary` does. */
  readonly has: (expression: Expression) => boolean;
  readonly status: () => Status;
  readonly decision: () => Decision | undefined;
  /** Grants the cells that are `true`; cells not named are refused. */
  readonly save: (cells: Cells) => void;
  /** Refuses everything, and logs it as a withdrawal (GDPR 7(3)). */
  readonly withdraw: () => void;
  /** Calls back on each event, and soon for a `ready` or `consent` that has already been. Returns what ends that. */
  readonly on: (event: EventName, listener: (detail: Detail) => void) => () => void;
  /** Erases the decision here and its records in the log. Resolves to false, with nothing changed, if the log could not. */
  readonly erase: () => Promise<boolean>;
  /** Returns the decision as plain JSON, for an app's web view to take over by `import`. */
  readonly export: () => Decision | undefined;
  /** Takes over a decision made elsewhere, after checking it. */
  readonly import: (decision: Decision) => Promise<void>;
}

const ACTIONS = ['acceptAll', 'rejectAll', 'save', 'withdraw', 'show', 'showSettings', 'hide', 'receipt', 'erase', 'import', 'setLocale'] as const;

/** What can be asked at any time, without waiting for anything. */
type Queries = Pick<Consent, 'has' | 'status' | 'decision' | 'export' | 'on'>;

const queriesOf = (state: State, siteNow: () => Site | undefined, report: (message: string) => void): Queries => ({
  has(expression) {
    const site = siteNow();
    if (!site) return expression === 'necessary';
    const { holds, fault } = judgeCategory(expression, { site, decision: state.$decision.get() });
    if (fault) report(`has("${expression}"): ${fault}`);
    return holds;
  },
  status() {
    const decision = state.$decision.get();
    return decision ? statusOf(decision.cells) : 'undecided';
  },
  decision: () => state.$decision.get(),
  export() {
    const decision = state.$decision.get();
    return decision && { ...decision, cells: { ...decision.cells } };
  },
  on(event, listener) {
    const heard = (heardEvent: Event): void => listener((heardEvent as CustomEvent<Detail>).detail);
    addEventListener(`samtycke:${event}`, heard);
    const hasBeen = (event === 'ready' && siteNow()) || (event === 'consent' && state.$decision.get());
    if (hasBeen) queueMicrotask(() => listener(detailOf(state.$moment.get())));
    return () => removeEventListener(`samtycke:${event}`, heard);
  },
});

/** Returns the handle for a manifest, or for one that is still on its way. Nothing happens before `start()`. */
export const openConsent = (source: unknown, options: ConsentOptions, door: Door): Consent => {
  const state = createState();
  const report = createReport(state);
  const isComing = source instanceof Promise;
  let core: Core | undefined;
  let answering: Answering | Promise<Answering> | undefined;
  let isWrong = false;
  const waiting: (() => void)[] = [];
  const tell = (name: EventName): void => emit(name, detailOf(state.$moment.get()));

  /** Calls once the manifest has been judged; the core's own first calls come while it is still opening. */
  const whenJudged = (act: () => void): void => {
    if (core || isWrong) act();
    else waiting.push(act);
  };

  const withAnswering = (then: (answering: Answering) => void): void => {
    if (!answering) {
      const open = (openAnswering: OpenAnswering): Answering => (answering = openAnswering(core!));
      const loaded = door.loadAnswering();
      answering = loaded instanceof Promise ? loaded.then(open) : open(loaded);
    }
    if (answering instanceof Promise) answering.then(then).catch((fault: unknown) => report(`samtycke.ui.js does not load: ${String(fault)}`));
    else then(answering);
  };

  const begin = (input: unknown, manifest: Manifest | undefined): void => {
    if (!manifest) {
      void door.loadMore().then(({ checkManifest }) => checkManifest(input).problems.forEach(report));
      throw new Error('the manifest is wrong');
    }
    const site = resolveSite({ ...manifest, options: { ...manifest.options, ...options } }, location.hostname);
    const spoken = Document.prototype.querySelector.call(document, ':root')?.getAttribute('lang')?.split('-')[0];
    const locale = site.options.locale ?? door.languages.find((language) => language === spoken) ?? 'sv';
    const tellsGoogle = isComing || !!site.options.googleConsentMode;
    core = openCore({ site, state, door, manifest: JSON.stringify(input), locale, tellsGoogle, report, withAnswering: (then) => whenJudged(() => withAnswering(then)) });
    tell('ready');
  };

  /** A fault of the manifest or inside us means "not consented" and a message, never a broken page (R6). */
  const arrive = async (): Promise<void> => {
    try {
      const input: unknown = isComing ? await source : source;
      const verdict = door.judgeManifest(input);
      begin(input, verdict instanceof Promise ? await verdict : verdict);
    } catch (fault) {
      isWrong = true;
      report(`${fault instanceof Error ? fault.message : String(fault)}. Nothing optional runs.`);
    }
    for (const act of waiting.splice(0)) act();
  };

  const action =
    (name: (typeof ACTIONS)[number]) =>
    (...args: never[]): Promise<unknown> =>
      new Promise((resolve) =>
        whenJudged(() => {
          if (!isWrong) return withAnswering((ready) => resolve((ready[name] as (...given: never[]) => unknown)(...args)));
          report(`${name}() changed nothing: there is no valid manifest.`);
          resolve(false);
        }),
      );

  return {
    ...(Object.fromEntries(ACTIONS.map((name) => [name, action(name)])) as unknown as Actions),
    ...queriesOf(state, () => core?.site, report),
    $decision: state.$decision,
    $granted: state.$granted,
    start() {
      // Our first push, before any tag; also while nobody knows yet whether the manifest will ask for it (DESIGN §3).
      if (isComing || (options.googleConsentMode ?? (source as Manifest | undefined)?.options?.googleConsentMode)) denyByDefault();
      const stopShowing = state.$prompt.listen((prompt) => tell(prompt === 'none' ? 'hide' : 'show'));
      // A page rendered ahead of time has no visitor yet, and at its activation maybe a newer cookie (RELIABILITY L2).
      if ((document as { prerendering?: boolean }).prerendering) document.addEventListener('prerenderingchange', arrive, { once: true });
      else void arrive();
      return () => {
        stopShowing();
        core?.stop();
        if (core && answering) withAnswering(({ stop }) => stop());
        core = undefined;
      };
    },
  };
};
