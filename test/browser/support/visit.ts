/** What tests do and look for on any page with samtycke: the banner, its buttons, what is stored. */
import { expect, type Frame, type Page } from '@playwright/test';

type Tab = Page | Frame;

/** The second layer's buttons have the same names as the first's. */
export type Action = 'accept-all' | 'reject-all' | 'save' | 'settings' | 'close';

/** Returns the first layer. */
export const banner = (page: Tab) => page.locator('[data-samtycke-root] > section');

/** Returns the second layer. */
export const settings = (page: Tab) => page.locator('[data-samtycke-root] dialog');

/** Presses a button of the layer that shows. */
export const press = (page: Tab, action: Action) =>
  page.locator(`[data-samtycke-root] [data-action="${action}"]`).click();

/** Returns the switch of a cell, on the layer that shows. */
export const switchOf = (page: Tab, cell: string) =>
  page.locator(`[data-samtycke-root] input[data-category="${cell}"]`);

/** Answers the banner and waits until it is gone. */
export async function choose(page: Tab, action: Action) {
  await press(page, action);
  await expect(banner(page)).toHaveCount(0);
}

/** Returns `undecided`, `accepted`, `rejected` or `custom`, as the page's handle says. */
export const statusOn = (page: Tab) => page.evaluate(() => window.samtycke!.status());

/** Returns the value of the decision's cookie as the page sees it, or nothing. */
export const storedOn = (page: Tab) =>
  page.evaluate(() => /(?:^|; )(?:__Host-)?samtycke=([^;]*)/.exec(document.cookie)?.[1]);

/** Returns the names of all that the page can see in its storage. */
export const namesOn = (page: Tab) =>
  page.evaluate(() =>
    [
      ...document.cookie.split('; ').map((pair) => pair.split('=')[0]!),
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
    ]
      .filter(Boolean)
      .toSorted(),
  );

/** Waits long enough for what should not happen to happen. */
export const idle = (page: Tab, milliseconds = 400) => page.waitForTimeout(milliseconds);

declare global {
  interface Window {
    samtycke?: import('../../../src/consent.js').Consent;
    dataLayer?: unknown[];
    /** What the test's own scripts have noted. */
    ran?: string[];
  }
}
