/** Gives released scripts, which all come after the parser, what they would have had before: the page's events, and `document.write`. */
import { createCover } from './cover.js';
import { isModule, type Kind, type Stage } from './kinds.js';
import { ofPage } from './marks.js';
import { replayEvents } from './replay.js';
import { placeWrites } from './writes.js';

/** Returns the stage; `run` takes each script that a script has written. */
export const createStage = (run: (script: HTMLScriptElement) => void) => {
  const entered = new Map<Element, Kind>();
  const kindNow = (): Kind | undefined => entered.get(ofPage('currentScript')!);

  const build = () => {
    const { cover, uncover } = createCover();
    const stage: Stage = {
      blocking: () => (/now|ext/.test(kindNow() ?? '') ? (ofPage('currentScript') as HTMLScriptElement) : undefined),
      isOurs: () => !!kindNow() || (!ofPage('currentScript') && [...entered.keys()].some(isModule)),
      cover,
    };
    return { uncover, tell: replayEvents(stage), flush: placeWrites(stage, run) };
  };
  let built: ReturnType<typeof build> | undefined;

  /**
   * Where nothing more is to be started, tells the scripts the events that they missed: the page is parsed when all ordered
   * ones have run, and loaded when all have. Then the page has its own functions back.
   */
  const settle = (): void => {
    if ([...entered.values()].some((kind) => kind !== 'async')) return;
    built?.tell('DOMContentLoaded');
    if (entered.size) return;
    built?.tell('load');
    built?.uncover();
    built = undefined;
  };

  return {
    settle,
    /** Is called before a script is inserted: from now on what it registers and writes is seen. */
    enter(script: Element, kind: Kind): void {
      built ??= build();
      entered.set(script, kind);
    },
    /** Is called once the script has run: what it has written stands on the page. */
    leave(script: Element, isIdle: boolean): void {
      entered.delete(script);
      built?.flush(script);
      if (isIdle) settle();
    },
  };
};
