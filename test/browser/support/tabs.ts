/** A second tab: a real one, or in WebKitGTK, which shows Playwright only one, a same-origin frame. */
import type { Frame, Page } from '@playwright/test';

let framesMade = 0;

/** How large the second tab is, in CSS pixels; a frame obeys media queries as a window of that size does. */
const usual = { width: 900, height: 700 };

/** Opens `url` beside the page in the same browser; storage, cookies and broadcasts are shared in both forms. */
export async function frameTab(page: Page, url: string, size = usual): Promise<Page | Frame> {
  const context = page.context();
  if (context.browser()?.browserType().name() !== 'webkit') {
    const second = await context.newPage();
    await second.setViewportSize(size);
    await second.goto(url);
    return second;
  }
  const name = `tab-${++framesMade}`;
  await page.evaluate(
    (attributes) =>
      new Promise<void>((resolve) => {
        const frame = Object.assign(document.createElement('iframe'), attributes);
        frame.onload = () => resolve();
        document.body.append(frame);
      }),
    { name, src: url, width: String(size.width), height: String(size.height) },
  );
  return page.frame({ name })!;
}
