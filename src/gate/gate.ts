/** Holds what has no consent and releases it, in page order, when it has. */
import type { Moments } from '../decision/moment.js';
import type { Mark } from '../manifest/permit.js';
import type { CreateLate } from './late.js';
import { MARKED, addressOf, isScript, move, open, readyState } from './marks.js';
import { createRunner } from './scripts.js';
import { watch } from './watch.js';

export interface GateOptions {
  /** Returns whether the mark may run now; says why not where the reason is a mistake of the page. */
  readonly allows: (mark: Mark) => boolean;
  /** Draws a placeholder for a held embed; returns what takes it away. `release` lets this one element through (R33). */
  readonly hold: (embed: HTMLElement, mark: Mark, release: () => void) => () => void;
  /** Is told what was let through before and no longer may be, and whether it was withdrawn on this page. */
  readonly onStale: (elements: readonly Element[], isHere: boolean) => void;
  readonly patience: number;
  readonly report: (message: string) => void;
  /** Fetches what scripts need that run after the page was parsed, or that write to it. */
  readonly late?: (() => Promise<CreateLate>) | undefined;
}

/** What a visitor would see, had it been let through: these get a placeholder. */
const EMBED = /^(iframe|video|audio|embed|object)$/;

/** Resolves after the browser has painted, or soon where it does not paint (a hidden tab). */
const painted = (): Promise<unknown> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });

/** Gives what is inert within a template the template's own mark, and holds its scripts, so that all goes in page order. */
const unpack = ({ content }: HTMLTemplateElement, { service, category }: Mark): HTMLElement[] => {
  for (const element of content.querySelectorAll(`:is(script,[data-src],[data-srcset],[data-href]):not(${MARKED})`)) {
    const type = element.getAttribute('type') ?? '';
    const marks = [
      ['data-service', service],
      ['data-category', category],
    ];
    if (isScript(element) && type !== 'text/plain') marks.push(['data-type', type], ['type', 'text/plain']);
    for (const [name, value] of marks) if (value != null) element.setAttribute(name!, value);
  }
  return [...content.querySelectorAll<HTMLElement>(MARKED)];
};

/** Returns whether the parser has finished with the element: something stands behind it, or the whole page is there. */
const isWhole = (element: Node): boolean =>
  readyState() !== 'loading' || !!element.nextSibling || (!!element.parentNode && isWhole(element.parentNode));

/** Watches the page from now on, and judges all that is marked anew at each decision. */
export const gate = ({ $moment }: Moments, options: GateOptions): (() => void) => {
  const { allows, hold, onStale } = options;
  const holding = new Map<Element, () => void>();
  const released = new Map<Element, Mark>();
  const parsed = new WeakSet<Element>();
  let isParsing = readyState() === 'loading';
  const run = createRunner({
    ...options,
    isParsing: () => isParsing,
    isAllowed(script) {
      const mark = released.get(script);
      // What a released script wrote has no mark of its own.
      return !mark || allows(mark);
    },
    isParsed: (script) => parsed.has(script),
  });

  /** Lets one element through; returns the scripts to run, its own or those of a template. */
  const release = (element: HTMLElement, mark: Mark): HTMLScriptElement[] => {
    holding.get(element)?.();
    holding.delete(element);
    if (element instanceof HTMLTemplateElement) {
      const marked = unpack(element, mark);
      element.replaceWith(element.content);
      return marked.flatMap(meet);
    }
    released.set(element, mark);
    if (isScript(element)) return [element];
    // Moved like a script: Firefox brings a parser-made frame's last address back at a reload, without asking us.
    if (element.localName === 'iframe') move(element, () => open(element));
    else open(element);
    return [];
  };

  /** Judges one marked element; returns the scripts that may now run. */
  const meet = (element: HTMLElement): HTMLScriptElement[] => {
    if (isParsing) parsed.add(element);
    const mark = {
      service: element.getAttribute('data-service'),
      category: element.getAttribute('data-category'),
      address: addressOf(element),
    };
    if (allows(mark)) return release(element, mark);
    if (EMBED.test(element.localName) && !holding.has(element))
      holding.set(
        element,
        hold(element, mark, () => void (release(element, mark), released.delete(element))),
      );
    return [];
  };

  // Met while the parser still fills it, a template would lose its end, Firefox never fetches a script, Chromium no frame.
  let unfinished: readonly HTMLElement[] = [];
  const judgeAll = (elements: readonly HTMLElement[]): void => {
    const due = [...new Set([...unfinished, ...elements])];
    unfinished = due.filter((element) => !isWhole(element));
    run(due.filter((element) => !unfinished.includes(element)).flatMap(meet));
    if (unfinished.length) setTimeout(judgeAll, 0, []);
  };

  const onParsed = (): void => {
    isParsing = false;
    judgeAll([]);
  };
  addEventListener('DOMContentLoaded', onParsed);
  const watching = watch(MARKED, judgeAll);
  const stop = $moment.listen((moment) => {
    if (moment!.once) return;
    const isHere = moment!.source === 'here';
    const stale = [...released].filter(([, mark]) => !allows(mark)).map(([element]) => element);
    for (const element of stale) if (!isScript(element)) released.delete(element);
    if (stale.length) onStale(stale, isHere);
    // The click is answered first: the banner is gone and painted before the first script is released.
    if (isHere) void painted().then(watching.again);
    else watching.again();
  });
  // Opened late, it meets what is there already.
  if ($moment.get()) watching.again();
  return () => {
    stop();
    watching.stop();
    removeEventListener('DOMContentLoaded', onParsed);
    for (const undo of holding.values()) undo();
  };
};
