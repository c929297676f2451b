/** Makes the handle: what a page may ask and do, whether or not the manifest has come yet. */
import { answeringFrom } from './hall/answering.js';
import { openCore } from './hall/core.js';
import type { Actions, Consent, ConsentOptions } from './hall/handle.js';
import type { Core, Door } from './hall/halves.js';
import { queriesOf } from './hall/queries.js';
import { createReport } from './hall/report.js';
import { resolveSite } from './manifest/resolve.js';
import type { Manifest } from './manifest/types.js';
import { detailOf, emit, type EventName } from './signals/events.js';
import { denyByDefault } from './signals/google.js';
import { createState } from './state.js';

export type { Consent, ConsentOptions, Expression } from './hall/handle.js';
export type { Door } from './hall/halves.js';
export type { Receipt } from './hall/port.js';

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
export const openConsent = (source: unknown, options: ConsentOptions, door: Door): Consent => {
  const state = createState();
  const report = createReport(state);
  const isComing = source instanceof Promise;
  let core: Core | undefined;
  let isWrong = false;
  const waiting: (() => void)[] = [];
  const tell = (name: EventName): void => emit(name, detailOf(state.$moment.get()));

  /** Calls once the manifest has been judged; the core's own first calls come while it is still opening. */
  const whenJudged = (act: () => void): void => {
    if (core || isWrong) act();
    else waiting.push(act);
  };

  const withAnswering = answeringFrom(door, () => core!, report);

  const begin = (input: unknown, manifest: Manifest | undefined): void => {
    if (!manifest) {
      void door.loadMore().then(({ checkManifest }) => checkManifest(input).problems.forEach(report));
      throw new Error('the manifest is wrong');
    }
    const site = resolveSite({ ...manifest, options: { ...manifest.options, ...options } }, location.hostname);
    const spoken = Document.prototype.querySelector.call(document, ':root')?.getAttribute('lang')?.split('-')[0];
    const locale = site.options.locale ?? door.languages.find((language) => language === spoken) ?? 'sv';
    const tellsGoogle = isComing || !!site.options.googleConsentMode;
    core = openCore({
      site,
      state,
      door,
      manifest: JSON.stringify(input),
      locale,
      tellsGoogle,
      report,
      withAnswering: (then) => whenJudged(() => withAnswering(then)),
    });
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
          if (!isWrong)
            return withAnswering((ready) => resolve((ready[name] as (...given: never[]) => unknown)(...args)));
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
      if (isComing || (options.googleConsentMode ?? (source as Manifest | undefined)?.options?.googleConsentMode))
        denyByDefault();
      const stopShowing = state.$prompt.listen((prompt) => tell(prompt === 'none' ? 'hide' : 'show'));
      // A page rendered ahead of time has no visitor yet, and at its activation maybe a newer cookie (RELIABILITY L2).
      if ((document as { prerendering?: boolean }).prerendering)
        document.addEventListener('prerenderingchange', arrive, { once: true });
      else void arrive();
      return () => {
        stopShowing();
        core?.stop();
        core = undefined;
      };
    },
  };
};
