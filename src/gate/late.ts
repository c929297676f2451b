/** Gives a script that comes after the parser what it would have had before: the page's events, and `document.write`. */
import { isDead } from './dead.js';
import { isModule, type Kind, type Ours } from './kinds.js';
import { replayEvents } from './replay.js';
import { placeWrites } from './writes.js';

export interface Late {
  /** Resolves with whether no browser will ever run the script, and says so. */
  readonly isDead: (script: HTMLScriptElement) => Promise<boolean>;
  /** Is called before the script is inserted: from now on what it registers and writes is seen. */
  readonly enter: (script: HTMLScriptElement, kind: Kind) => void;
  /** Is called once the script has run: what it has written stands on the page. `isIdle` as in `settle`. */
  readonly leave: (script: HTMLScriptElement, isIdle: boolean) => void;
  /**
   * Where the runner has nothing more to start, tells the scripts the events that they missed: the page is parsed when all
   * ordered ones have run, and loaded when all have. Then the page has its own functions back.
   */
  readonly settle: (isIdle: boolean) => void;
}

/** `run` takes each script that a script has written. */
export type CreateLate = (run: (script: HTMLScriptElement) => void, report: (message: string) => void) => Late;

export const createLate: CreateLate = (run, report) => {
  const entered = new Map<HTMLScriptElement, Kind>();

  /** Returns the released script that runs at this moment. A module is not named: any of them may be it. */
  const running = (): Ours | undefined => {
    const script = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;
    const kind = script && entered.get(script);
    if (kind) return { script, kind };
    return !script && [...entered.keys()].some(isModule) ? { script: undefined, kind: 'later' } : undefined;
  };
  let events: ReturnType<typeof replayEvents> | undefined;
  let writes: ReturnType<typeof placeWrites> | undefined;

  const settle = (isIdle: boolean): void => {
    if (!isIdle || [...entered.values()].some((kind) => kind !== 'async')) return;
    events?.tell('DOMContentLoaded');
    if (entered.size) return;
    events?.tell('load');
    events?.stop();
    writes?.stop();
    events = writes = undefined;
  };

  return {
    settle,
    async isDead(script) {
      const isSo = await isDead(script);
      if (isSo) report('A held script made from HTML text is run by no browser: make it with createElement.');
      return isSo;
    },
    enter(script, kind) {
      events ??= replayEvents(running);
      writes ??= placeWrites(running, run);
      entered.set(script, kind);
    },
    leave(script, isIdle) {
      writes?.flush(script);
      entered.delete(script);
      settle(isIdle);
    },
  };
};
