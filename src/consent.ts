/** Makes the handle: what a page may ask and do, whether or not the manifest has come yet. */
import { openCore } from './hall/core.js';
import type { Consent } from './hall/handle.js';
import type { Core, Door } from './hall/halves.js';
import { queriesOf } from './hall/queries.js';
import { createReport } from './hall/report.js';
import { isPromise, when } from './hall/when.js';
import type { ConsentOptions, Manifest } from './manifest/types.js';
import { hasUse } from './services/used.js';
import { detailOf, emit, type EventName } from './signals/events.js';
import { denyByDefault, type Google } from './signals/google.js';
import { createState } from './state.js';

export type { Consent, Expression } from './hall/handle.js';
export type { AnsweringHalf, Door, Loaders } from './hall/halves.js';
export type { Receipt } from './hall/port.js';
export type { ConsentOptions } from './manifest/types.js';

const ACTIONS = [
  'acceptAll',
  'rejectAll',
  'save',
  'withdraw',
  'show',
  'showSettings',
  'hide',
  'receipt',
  'erase',
  'import',
  'setLocale',
] as const;

/** Returns the handle for a manifest, or for one that is still on its way. Nothing happens before `start()`. */
export const openConsent = (written: unknown, given: ConsentOptions, door: Door): Consent => {
  const state = createState();
  const report = createReport(state);
  const waiting: (() => void)[] = [];
  let core: Core | undefined;
  let isWrong = false;
  const plan = () => core?.kept()?.plan;
  // The plan is ahead of `$moment`: `hide` is told before the decision's own events, and says what holds by it.
  const tell = (name: EventName): void => emit(name, detailOf({ ...state.$moment.get(), ...plan() }));

  /** Calls once the manifest has been judged. */
  const whenJudged = (act: () => void): void => {
    if (isWrong || plan()) act();
    else waiting.push(act);
  };

  let google: Google | undefined;
  let isReady = false;
  let stop: (() => void) | undefined;
  const settle = (): void => {
    if (!isReady && !isWrong) tell('ready');
    isReady = true;
    for (const act of waiting.splice(0)) act();
  };

  /** A fault of the manifest or inside us means "not consented" and a message, never a broken page (R6). */
  const fail = (fault: unknown): void => {
    isWrong = !plan();
    report(`${(fault as Error | undefined)?.message ?? fault}.${isWrong ? ' Nothing optional runs.' : ''}`);
    settle();
  };

  const action =
    (name: (typeof ACTIONS)[number]) =>
    (...args: never[]): Promise<unknown> =>
      new Promise((resolve) =>
        whenJudged(() => {
          if (plan())
            return core!.withAnswering((half) => resolve((half[name] as (...given: never[]) => unknown)(...args)));
          report(`${name}() changed nothing: the manifest is wrong.`);
          resolve(false);
        }),
      );

  return {
    ...(Object.fromEntries(ACTIONS.map((name) => [name, action(name)])) as unknown as Pick<
      Consent,
      (typeof ACTIONS)[number]
    >),
    ...queriesOf(state, plan, report),
    $decision: state.$decision,
    $granted: state.$granted,
    start() {
      if (stop) return stop;
      const options = (written as Manifest | undefined)?.options;
      // Also while nobody knows yet whether the manifest will ask for it (DESIGN §3), if the tag does not say no.
      const tellsGoogle =
        given.googleConsentMode ?? options?.googleConsentMode ?? (isPromise(written) || hasUse(written));
      // Our first push, before any tag.
      if (tellsGoogle) google ??= denyByDefault(options?.googleCountries);
      const stops = [state.$prompt.listen((prompt) => tell(prompt === 'none' ? 'hide' : 'show'))];
      const end = (stop = (): void => {
        stop = undefined;
        for (const stop of stops) stop();
        core?.stop();
        core = undefined;
      });
      const begin = (input: unknown): void => {
        if (stop !== end) return;
        core = openCore({ input, given, state, door, google, report, whenJudged, fail });
        // After the core's own effects: whoever waits finds the page told already.
        stops.push(state.$moment.listen(settle));
        // Before the page's next script all the same. Where tools listen in (Lighthouse, tests), Chromium notes on what stack
        // cookies are read, and parses anew what is on it: from here this whole file, six milliseconds of the main thread.
        when(Promise.resolve(), () => stop === end && core!.look('stored'), fail);
      };
      // A page rendered ahead of time has no visitor yet, and at its activation maybe a newer cookie (RELIABILITY L2).
      // Asked of the prototype, and heard on the way down: an element can take the document's own names (RELIABILITY D1).
      const arrive = (input: unknown): void => {
        if (Reflect.get(Document.prototype, 'prerendering', document))
          addEventListener('prerenderingchange', () => when(input, begin, fail), true);
        else begin(input);
      };
      // Nothing is fetched where there is nothing to fill in.
      when(written, (input) => when(hasUse(input) ? door.fillIn(input) : input, arrive, fail), fail);
      return end;
    },
  };
};
