/** What few pages need, in a file of its own: explaining a wrong manifest, judging, erasing, reloading, and what is asked for seldom. */
import { close as empty } from '../gate/close.js';
import { erase as eraseItems, survivors, type Item } from '../gate/erase.js';
import { isScript } from '../gate/marks.js';
import { hasUnsavedInput } from '../gate/unsaved.js';
import { checkManifest } from '../manifest/explain.js';
import { isGranted } from '../manifest/granted.js';
import { UNCLEAN, type Core } from './halves.js';
import { siteOf } from './site.js';

export { erase, judgeStored, receipt, take } from './rare.js';

/** Trackers write again on their way out: look once more after this many milliseconds (FIELD §2, threads 19 and 20). */
const LOOK_AGAIN = 1000;

/** Says what is wrong with the manifest. */
export const explain = ({ input, report }: Core): void => {
  try {
    if (typeof input === 'string') JSON.parse(input);
    if (input !== undefined) return checkManifest(input).problems.forEach(report);
    report('there is no manifest: add data-manifest to the script tag.');
  } catch (fault) {
    report(`the manifest is not JSON (${String(fault)}). Check it.`);
  }
};

/** Never erased, whatever a `*` says. */
const OWN: readonly Item[] = [
  { name: 'samtycke' },
  { name: '__Host-samtycke' },
  { name: 'samtycke:*', storage: 'local' },
  { name: 'samtycke:*', storage: 'session' },
];

const setFlag = (isOn: boolean): void => {
  try {
    if (isOn) sessionStorage.setItem(UNCLEAN, '1');
    else sessionStorage.removeItem(UNCLEAN);
  } catch {
    // Blocked storage holds nothing to clean either.
  }
};

/** Erases what is refused, looks again a second later, and says what is still there. */
export const clean = (core: Core, isWithdrawal: boolean): void => {
  const { decision } = core.kept()!.plan;
  const items = (isKept: boolean): readonly Item[] =>
    siteOf(core)!
      .services.filter((service) => isGranted(service, decision) === isKept)
      .flatMap(({ cookies }) => cookies);
  const [refused, spared] = [items(false), [...items(true), ...OWN]];
  setFlag(isWithdrawal);
  eraseItems(refused, spared);
  setTimeout(() => {
    eraseItems(refused, spared);
    const left = survivors(refused, spared);
    if (left.length)
      core.report(
        `could not erase ${left.join(', ')}: a script that still runs, or a path this page cannot know, keeps it.`,
      );
  }, LOOK_AGAIN);
};

/** Empties the frames and pictures that are no longer allowed; reloads where a script among them still runs, but never over something typed. */
export const close = (elements: readonly Element[], mayReload: boolean): void => {
  for (const element of elements) if (!isScript(element)) empty(element);
  if (!mayReload || !elements.some(isScript)) return;
  if (hasUnsavedInput())
    return console.warn(
      '[samtycke] not reloaded after the withdrawal: a form holds unsaved input. What already ran stops at the next navigation.',
    );
  // A moment for the record to leave and the announcement to be read out; what does not leave stays in the queue.
  setTimeout(() => location.reload(), 200);
};
