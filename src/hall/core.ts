/** What every page needs of samtycke: finds the plan of what is stored, and has it told and obeyed. */
import { judgeExpression } from '../decision/expression.js';
import { textOf } from '../decision/text.js';
import { createWatch } from '../gate/watch.js';
import { openStore } from '../signals/store.js';
import { mayHoldOurs, storedUnder } from '../storage/cookie.js';
import { afterPaint } from './afterPaint.js';
import { startEffects } from './effects.js';
import type { Answering, Core, CoreOptions } from './halves.js';
import { actFromHtml } from './html.js';
import { recall, sumOf, type Kept } from './memory.js';
import { followPath } from './path.js';
import { followTabs } from './tabs.js';
import { when } from './when.js';

/** Opens the hall on this page; from its first `look()` on every decision is kept, told and obeyed. */
export const openCore = (options: CoreOptions): Core => {
  const { input, given, state, door, fail, report } = options;
  const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  let sum: number | undefined;
  const sumHere = (): number => (sum ??= sumOf(textOf([input, given, gpc, door.version])));
  let kept: Kept | undefined;
  let isOver = false;
  let answering: Answering | undefined;

  // Asked for until it is here: what could not be fetched may come the next time.
  const withAnswering: Core['withAnswering'] = (then) =>
    when(
      answering ? undefined : door.loadAnswering(),
      (half) => isOver || then((answering ??= half!.open(core))),
      fail,
    );

  const withLater: Core['withLater'] = (name, then) =>
    when(
      door.load(name),
      (file) => isOver || then(file),
      (fault) => report(`samtycke.${name}.js does not load: ${fault as string}`),
    );

  const enterNow: Core['enter'] = (found, cause) => {
    if (isOver) return;
    kept = found ?? kept;
    if (found && !cause.once) state.prompt('none');
    const { decision, status, granted } = kept!.plan;
    state.enter({ decision, status, granted, ...cause });
  };

  // What a listener decides while it is told of a decision comes after it: else half of the page would hear of either.
  const turns: Parameters<Core['enter']>[] = [];
  const enter: Core['enter'] = (...turn) => {
    if (turns.push(turn) > 1) return;
    for (; turns.length; turns.shift()) enterNow(...turns[0]!);
  };

  const look: Core['look'] = (source) => {
    if (kept && kept.value === storedUnder(kept.name)) return;
    const judge = (): void => withAnswering((half) => half.judge((judged) => enter(judged, { source })));
    // Who has never answered is asked, and nothing waits for that but the page's own first paint.
    if (!kept && !mayHoldOurs())
      return when(
        Promise.resolve(door.loadAnswering()).then(({ fetchAhead }) => (fetchAhead(core), core.painted)),
        // Another tab may have answered meanwhile.
        () => kept ?? judge(),
        fail,
      );
    const found = recall(sumHere, core.store);
    if (found) enter(found, { source });
    else judge();
  };

  const core: Core = {
    ...options,
    sumHere,
    // What waited for the judging when all of this was stopped is done by nobody.
    whenJudged: (act) => options.whenJudged(() => isOver || act()),
    kept: () => kept,
    withAnswering,
    painted: afterPaint(),
    judgeCategory: judgeExpression,
    watch: createWatch(),
    store: openStore(),
    look,
    gpc,
    enter,
    withLater,
    stop() {
      isOver = true;
      for (const stop of stops) stop();
    },
    alsoStop: (stop) => void (isOver ? stop() : stops.push(stop)),
  };
  const stops = [
    ...startEffects(core),
    followPath(core.kept, () => enter(undefined, { source: 'path' })),
    actFromHtml((then) => core.whenJudged(() => withAnswering(then))),
  ];
  followTabs(core);
  return core;
};
