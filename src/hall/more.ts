/** What few pages need, in a file of its own: explaining a wrong manifest, judging, erasing, reloading, and what is asked for seldom. */
import type { Decision } from '../decision/cells.js';
import { erase as eraseNames, survivors, type Names } from '../gate/erase.js';
import type { Item } from '../gate/names.js';
import { switchOff } from '../gate/switchOff.js';
import { hasUnsavedInput } from '../gate/unsaved.js';
import { problemsIn } from '../manifest/explain.js';
import { isGranted } from '../manifest/granted.js';
import { itemsHere } from '../manifest/host.js';
import { UNCLEAN } from '../manifest/plan.js';
import type { Site } from '../manifest/resolve.js';
import type { Core } from './halves.js';
import { siteOf } from './site.js';

export { erase, judgeStored, take } from './rare.js';
export { receipt, rights } from './rights.js';

/** Trackers write again on their way out: look once more after this many milliseconds. */
const LOOK_AGAIN = 1000;

/** What is there this many milliseconds later is what somebody keeps there. */
const GIVE_UP = 500;

/** Says what is wrong with the manifest. */
export const explain = ({ input, report }: Core): void => {
  try {
    if (typeof input === 'string') JSON.parse(input);
    if (input !== undefined) return problemsIn(input).forEach(report);
    report('there is no manifest: add data-manifest to the script tag.');
  } catch (fault) {
    report(`the manifest is not JSON (${String(fault)}). Check it.`);
  }
};

/** Ours under either name; what else we store is declared with the site (R31). */
const OWN: readonly Item[] = [{ name: 'samtycke' }, { name: '__Host-samtycke' }];

/** Returns what the decision that holds refuses of what may lie here, and what it does not. */
const namesOf = ({ services, host }: Site, decision: Decision | undefined): Names => {
  const items = (isKept: boolean): Item[] =>
    itemsHere(
      services.filter((service) => isGranted(service, decision) === isKept).flatMap(({ cookies }) => cookies),
      host,
    );
  return { refused: items(false), kept: [...items(true), ...OWN] };
};

/**
 * Erases what is refused, looks again a second later, and reports what is still there. Given the decision before a
 * withdrawal, first calls the off-switches of what it granted, and has the next page look again too.
 */
export const clean = (core: Core, before: Decision | undefined): void => {
  const site = siteOf(core)!;
  const decision = (): Decision | undefined => core.kept()!.plan.decision;
  const isStart = core.state.$moment.get()!.source === 'stored';
  const isOff = (service: Site['services'][number]): boolean =>
    isGranted(service, before) && !isGranted(service, decision());
  if (before) {
    core.store.set(UNCLEAN, '1');
    switchOff(site.services.filter(isOff), core.report);
  }
  void eraseNames(namesOf(site, decision()));
  setTimeout(() => {
    // By the decision of now: what was refused may have been granted since.
    void eraseNames(namesOf(site, decision()));
    setTimeout(async () => {
      const left = await survivors(namesOf(site, decision()));
      if (left.length)
        core.report(
          `could not erase ${left.join(', ')}: a script that still runs, another tab, or a path this page cannot know, keeps it.`,
        );
      else if (isStart) core.store.remove(UNCLEAN);
    }, GIVE_UP);
  }, LOOK_AGAIN);
};

/** A moment for the record to leave and the announcement to be read out, in milliseconds; what does not leave stays in the queue. */
const LEAVE = 200;

/**
 * Reloads where a script still runs that no longer may, in the tab alone in which the visitor acted, never on a mere yes, and
 * never over something typed.
 */
export const reload = (core: Core, isHere: boolean): void => {
  const { had, granted } = core.state.$moment.get()!;
  const isYes = granted.length > had.length && had.every((cell) => granted.includes(cell));
  if (!isHere || isYes || !core.kept()!.plan.reload) return;
  setTimeout(() => {
    if (!hasUnsavedInput()) return location.reload();
    console.warn(
      '[samtycke] not reloaded: a form holds unsaved input. What already ran stops when the next page is loaded.',
    );
  }, LEAVE);
};
