/** One visitor's hands in every engine: trusted keys and clicks, by Playwright or, in WebKitGTK, by WebDriver. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { openWebdriver } from './webdriver.js';

type Driver = Awaited<ReturnType<typeof openWebdriver>>;
type Point = { x: number; y: number };

/** A page that is used by key and pointer only; every event it sees is trusted. */
export interface Hands {
  goto(url: string): Promise<void>;
  /** Presses `Tab`, `Shift+Tab`, `Enter`, `Space`, `Escape`, `ArrowDown` … or a letter. */
  press(keys: string): Promise<void>;
  /** Clicks the middle of the element that the function finds, shadow roots and all. */
  click(find: () => Element | null | undefined): Promise<void>;
  /** Runs a function in the page; it and its arguments are sent as text, so it may close over nothing. */
  evaluate<Result, Args extends unknown[]>(fn: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
  /** Goes back one page, from the back/forward cache where the engine keeps one; `page.goBack()` cannot. */
  back(): Promise<void>;
  /** Waits until the function returns something true. */
  until(fn: () => unknown): Promise<void>;
}

// `find` arrives as source text and is made a function again by the caller's template.
const middleOf = (find: () => Element | null | undefined) => `() => {
  const element = (${find})();
  if (!element) return null;
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}`;

// While one page gives way to the next there is none to ask, which is not yet a failure.
async function untilTrue(ask: () => Promise<unknown>, what: string) {
  const deadline = Date.now() + 10_000;
  while (!(await ask().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Never came true: ${what}`);
    await pause(30);
  }
}

/** The four things an engine must be able to do for the rest to follow. */
interface Means {
  goto: Hands['goto'];
  press: Hands['press'];
  run(source: string, args: unknown[]): Promise<unknown>;
  clickAt(point: Point): Promise<void>;
}

function handsBy({ goto, press, run, clickAt }: Means): Hands {
  return {
    goto,
    press,
    evaluate: async (fn, ...args) => (await run(String(fn), args)) as never,
    click: async (find) => {
      const point = (await run(middleOf(find), [])) as Point | null;
      if (!point) throw new Error(`Nothing to click: ${find}`);
      await clickAt(point);
    },
    back: async () => {
      const before = await run('() => location.href', []);
      // Later, so that this call can answer before the page is gone.
      await run('() => void setTimeout(() => history.back())', []);
      await untilTrue(async () => (await run('() => location.href', [])) !== before, 'going back');
    },
    until: (fn) => untilTrue(() => run(String(fn), []), String(fn)),
  };
}

/** Returns hands that work through Playwright (Chromium, Firefox). */
export const handsOnPage = (page: Page) =>
  handsBy({
    goto: async (url) => void (await page.goto(url)),
    press: (keys) => page.keyboard.press(keys),
    run: (source, args) => page.evaluate(`(${source})(...${JSON.stringify(args)})`),
    clickAt: ({ x, y }) => page.mouse.click(x, y),
  });

/** Returns hands that work through WebDriver (WebKitGTK). */
export const handsOnDriver = (driver: Driver) =>
  handsBy({
    goto: driver.goto,
    press: driver.press,
    run: (source, args) => driver.evaluate(source, ...args),
    clickAt: driver.click,
  });

/** Returns hands for a page that lies in the first frame of another; keys go to where focus is, so they are the same. */
export const inFrame = (hands: Hands): Hands =>
  handsBy({
    goto: hands.goto,
    press: hands.press,
    run: (source, args) =>
      hands.evaluate(
        (text, values) => (frames[0] as Window & typeof globalThis).eval(`(${text})`)(...values),
        source,
        args,
      ),
    clickAt: () => Promise.reject(new Error('Pointers know no frames.')),
  });
