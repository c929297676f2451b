/** Holds what has no consent and releases it, in page order, when it has. */
import type { Moments } from '../decision/moment.js';
import type { Mark } from '../manifest/permit.js';
import { close } from './close.js';
import { holdScripts, isScript, markOf, open, renew } from './marks.js';
import { createRunner } from './scripts.js';
import { followTurbo } from './turbo.js';
import type { StartWatch } from './watch.js';

interface GateOptions {
  /** Finds what is marked. */
  readonly watch: StartWatch;
  /** Returns whether the mark may run now; says why not where the reason is a mistake of the page. */
  readonly allows: (mark: Mark) => boolean;
  /** Draws a placeholder for a held embed; returns what takes it away. `release` lets this one element through (R33). */
  readonly hold: (embed: HTMLElement, mark: Mark, release: () => void) => () => void;
  /** Is told that a script still runs which no longer may, and whether that was brought about on this page. */
  readonly onStale: (isHere: boolean) => void;
  /** How long a script may keep those behind it waiting, in milliseconds. */
  readonly patience: () => number;
  readonly report: (message: string) => void;
}

/** What a visitor would see, had it been let through: these get a placeholder. */
const EMBED = 'iframe,video,audio,embed,object';

/** Resolves after the browser has painted, or soon where it does not paint (a hidden tab). */
const painted = (): Promise<unknown> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });

const isTemplate = (element: Element): element is HTMLTemplateElement => element instanceof HTMLTemplateElement;

/** Puts what a template holds in its place, each part with the template's own mark, its scripts and addresses held. */
const unpack = (template: HTMLTemplateElement): void => {
  const { content } = template;
  const mark = markOf(template);
  // What has a live address is opened like all else, so that it can be emptied again.
  for (const element of content.querySelectorAll('[src],[srcset],link,object')) if (!isScript(element)) close(element);
  for (const element of content.querySelectorAll<HTMLElement>('script,[data-src],[data-srcset],[data-href]')) {
    const { service, category } = markOf(element);
    if (service ?? category) continue;
    if (mark.service) element.dataset.service = mark.service;
    if (mark.category) element.dataset.category = mark.category;
  }
  holdScripts(content);
  template.replaceWith(content);
};

/** Keeps the placeholders, each drawn once. */
const createPlaceholders = (hold: GateOptions['hold']) => {
  const undo = new Map<Element, () => void>();
  const take = (element: Element): void => {
    undo.get(element)?.();
    undo.delete(element);
  };
  return {
    put(element: HTMLElement, mark: Mark, release: () => void): void {
      if (element.matches(EMBED) && !undo.has(element)) undo.set(element, hold(element, mark, release));
    },
    take,
    /** Takes those whose embeds the page has taken out. */
    sweep: () => [...undo.keys()].filter((element) => !element.isConnected).forEach(take),
    takeAll: () => [...undo.keys()].forEach(take),
  };
};

/** By what an element was let through: its mark, and whether that was by a click on itself. */
interface Pass extends Mark {
  readonly isOnce?: true;
}

const letThrough = new WeakMap<Moments['$moment'], Map<Element, Pass>>();

/** Returns what was let through on this page, by its `$moment`: a handle that is stopped and started again still answers for it. */
const releasedBy = ($moment: Moments['$moment']): Map<Element, Pass> => {
  const released = letThrough.get($moment) ?? new Map<Element, Pass>();
  letThrough.set($moment, released);
  return released;
};

/** Under `trusted-types 'none'` no script, embed or object can be given a held address; a script that has `src` from the start needs none. */
const createBlame =
  ({ report }: GateOptions) =>
  (element: Element, fault: unknown): void =>
    report(`"${markOf(element).addresses[0]?.href}" is held: write src, not data-src (${String(fault)}).`);

/** Watches the page, which has been parsed, from now on, and judges all that is marked anew at each decision. */
export const gate = ({ $moment }: Moments, options: GateOptions): (() => void) => {
  const { allows, onStale } = options;
  const placeholders = createPlaceholders(options.hold);
  const released = releasedBy($moment);
  let isOver = false;
  const blame = createBlame(options);
  const run = createRunner({
    ...options,
    blame,
    isAllowed(script, isItsTurn) {
      const mark = markOf(script);
      // What a released script wrote has no mark of its own.
      if (!(mark.service ?? mark.category)) return true;
      // Once closed, what is left is another gate's, by the plan of then.
      const holds = !isOver && allows(mark);
      // Only now it counts as let through: one whose consent is withdrawn before its turn has never run.
      if (holds && isItsTurn) released.set(script, mark);
      return holds;
    },
  });

  /** Lets one element through; returns it if it is a script to run. */
  const release = (element: HTMLElement, mark: Pass): HTMLScriptElement[] => {
    placeholders.take(element);
    if (isScript(element)) return [element];
    released.set(element, mark);
    try {
      renew(element, () => open(element));
    } catch (fault) {
      blame(element, fault);
    }
    return [];
  };

  /** Takes its address from what was let through; a script that has run cannot be taken back. */
  const empty = (element: Element): void => {
    if (isScript(element)) return;
    renew(element, () => close(element));
    released.delete(element);
  };

  /** Judges one marked element; returns the scripts that may now run. */
  const meet = (element: HTMLElement): HTMLScriptElement[] => {
    const mark = markOf(element);
    // Sanitisers of what visitors write look at href and src: no code comes from beside them, nor by a placeholder's link.
    if (mark.addresses.some(({ protocol }) => protocol === 'javascript:')) return [];
    if (allows(mark)) return release(element, mark);
    placeholders.put(element, mark, () => void release(element, { ...mark, isOnce: true }));
    return [];
  };

  const watching = options.watch((elements) => {
    // Without a plan there is nothing to judge by.
    if (!$moment.get()) return;
    placeholders.sweep();
    const templates = elements.filter(isTemplate).filter((template) => allows(markOf(template)));
    templates.forEach(unpack);
    // Once more from the beginning, so that what they held goes in page order.
    if (templates.length) watching.again();
    else run(elements.flatMap(meet));
  });
  const stop = $moment.listen((moment) => {
    if (moment!.once) return;
    const { source, event } = moment!;
    const isHere = source !== 'tab';
    // What was let through once was no part of what is withdrawn, but whoever takes all back means it too. Nor was it let
    // through for the page beyond the border of a sensitive path (R8).
    const endsOnce = event === 'withdrawn' || source === 'path';
    const isStale = (pass: Pass): boolean => (pass.isOnce ? endsOnce : !allows(pass));
    const stale = [...released].filter(([, pass]) => isStale(pass)).map(([element]) => element);
    stale.forEach(empty);
    if (stale.some(isScript)) onStale(isHere);
    // The click is answered first: the banner is gone and painted before the first script is released.
    if (isHere) void painted().then(watching.again);
    else watching.again();
  });
  const unfollow = followTurbo({
    holdScripts() {
      for (const element of released.keys()) if (isScript(element)) element.type = 'text/plain';
    },
    empty() {
      placeholders.takeAll();
      [...released.keys()].forEach(empty);
    },
    again: watching.again,
  });
  // Opened late, it meets what is there already.
  watching.again();
  return () => {
    isOver = true;
    stop();
    watching.stop();
    unfollow();
    placeholders.takeAll();
  };
};
