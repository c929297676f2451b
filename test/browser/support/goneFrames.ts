/** Keeps a fault of Playwright's Firefox driver away: a frame that is gone before its navigation is told closed the page. */
/* oxlint-disable no-underscore-dangle -- the names are Playwright's */
import type { Browser } from '@playwright/test';

type Navigated = { context: string };
interface Driver {
  _page: { frameManager: { frame(id: string): object | null } };
  _onNavigationCommitted(event: Navigated): void;
}
interface Inside {
  _connection: { toImpl(client: object): { delegate: Driver } };
}

/**
 * Makes every page that `browser` opens from now on pass such events by, as the driver does with all its others.
 * Seen in Playwright 1.64.1, `BidiPage._onNavigationCommitted`: "Cannot read properties of null (reading '_name')".
 */
export async function bearGoneFrames(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const driver = Object.getPrototypeOf((page as unknown as Inside)._connection.toImpl(page).delegate) as Driver;
  const committed = driver._onNavigationCommitted;
  driver._onNavigationCommitted = function (event) {
    if (this._page.frameManager.frame(event.context)) committed.call(this, event);
  };
  await page.close();
}
