/** What every page needs of samtycke: finds the plan of what is stored, and has it told and obeyed. */
import { judgeExpression } from '../decision/expression.js';
import { textOf } from '../decision/text.js';
import { MARKED } from '../gate/marks.js';
import { watch } from '../gate/watch.js';
import { storedUnder } from '../storage/cookie.js';
import { learnFromTabs } from '../storage/tabs.js';
import { startEffects } from './effects.js';
import type { Answering, Core, CoreOptions } from './halves.js';
import { actFromHtml } from './html.js';
import { PLAN, readPlan, recall, sumOf, type Kept } from './memory.js';
import { when } from './when.js';

/** Opens the hall on this page; from its first `look()` on every decision is kept, told and obeyed. */
export const openCore = (options: CoreOptions): Core => {
  const { input, given, state, door, report, fail } = options;
  const gpc = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  const sum = sumOf(textOf([input, given, gpc, door.version]));
  let kept: Kept | undefined;
  let answering: Answering | Promise<Answering> | undefined;

  const withAnswering: Core['withAnswering'] = (then) => {
    try {
      const open = answering ? undefined : door.loadAnswering();
      if (open) answering = open instanceof Promise ? open.then((it) => (answering = it(core))) : open(core);
      when(answering!, then, fail);
    } catch (fault) {
      fail(fault);
    }
  };

  const withMore: Core['withMore'] = (then) =>
    when(door.loadMore(), then, (fault) => report(`samtycke.more.js does not load: ${String(fault)}`));

  const enter: Core['enter'] = (found, cause) => {
    kept = found;
    if (!cause.once) state.prompt('none');
    const { decision, status, granted } = found.plan;
    state.enter({ decision, status, granted, ...cause });
  };

  const look: Core['look'] = (source) => {
    if (kept && kept.value === storedUnder(kept.name)) return;
    const found = recall(sum);
    if (found) enter(found, { source });
    else withAnswering((half) => half.judge((judged) => enter(judged, { source })));
  };

  const onWord = (word: string): void => {
    const found = readPlan(word, sum);
    if (found && found.value !== kept?.value) enter(found, { source: 'tab' });
  };

  const core: Core = {
    ...options,
    sum,
    gpc,
    judgeCategory: judgeExpression,
    watch: (found) => watch(MARKED, found),
    kept: () => kept,
    enter,
    look,
    withAnswering,
    withMore,
    alsoStop: (stop) => void stops.push(stop),
    stop: () => stops.forEach((stop) => stop()),
  };
  const stops = [
    ...startEffects(core),
    learnFromTabs({ key: PLAN, onWord, onLook: () => kept && look('tab') }),
    actFromHtml(withAnswering),
  ];
  return core;
};
