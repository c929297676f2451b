/** Tabs through whole pages with the banner open: what has focus is never quite covered by it (R50; WCAG 2.4.11). */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from './support/fixtures.js';
import { handsOnPage, type Hands } from './support/hands.js';
import { assistmes, desktop, phone, zoomed } from './support/layers.js';
import { pageOf } from './support/pages.js';

const stops = 18;
const many = Array.from({ length: stops }, (_, index) =>
  index % 3
    ? `<p>Text <a id="s${index}" href="/x${index}">länk ${index}</a></p>`
    : `<p><label>Fält <input id="s${index}"></label></p>`,
).join('');

/** Ways of laying out a page, by what scrolls. */
const layouts = {
  'that scrolls as a whole': '',
  'whose main part scrolls': 'body { margin: 0 } main { overflow: auto; height: 100vh }',
  'whose body is as high as the window':
    'html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100%; overflow: auto }',
  'with a header that stays':
    'main::before { content: ""; position: fixed; inset: 0 0 auto; height: 30px; background: #ccc } :root { scroll-padding-top: 40px }',
  'whose body scrolls in a grid':
    'body { display: grid; grid-template-rows: 1fr auto; height: 100dvh; margin: 0 } main { overflow-y: scroll }',
};

/** Says what of the page has focus, and how many of 25 points over it are to be seen. */
const seen = () => {
  const frame = document.querySelector('iframe');
  const page = frame?.contentDocument ?? document;
  const view = page.defaultView!;
  const element = page.activeElement;
  if (!element?.id.startsWith('s')) return { id: '', points: 0 };
  const { left, top, width, height } = element.getBoundingClientRect();
  let points = 0;
  for (let index = 0; index < 25; index++) {
    const x = left + (width * ((index % 5) + 0.5)) / 5;
    const y = top + (height * (Math.floor(index / 5) + 0.5)) / 5;
    const isWithin = x >= 0 && y >= 0 && x < view.innerWidth && y < view.innerHeight;
    if (isWithin && page.elementsFromPoint(x, y)[0] === element) points++;
  }
  return { id: element.id, points };
};
/** Asks a few times: WebKit scrolls after the key. */
async function seenBy(visitor: Hands) {
  let now = await visitor.evaluate(seen);
  for (let tries = 0; tries < 10 && now.id && !now.points; tries++) {
    await pause(30);
    now = await visitor.evaluate(seen);
  }
  return now;
}

const shows = () => {
  const page = document.querySelector('iframe')?.contentDocument ?? document;
  return Boolean(page.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section'));
};

for (const size of [desktop, phone, zoomed]) {
  test(`R50 never covers what has focus, at ${size.width}×${size.height}, on any page`, async ({
    site,
    page,
    hands,
    browserName,
  }) => {
    // WebKitGTK takes keys from WebDriver only, and its windows are never as narrow: there, a frame of that size.
    const isFramed = browserName === 'webkit';
    const visitor = isFramed ? hands : handsOnPage(page);
    if (!isFramed) await page.setViewportSize(size);
    site.page('/frame', `<!doctype html><iframe src="/" width="${size.width}" height="${size.height}"></iframe>`);
    for (const [layout, css] of Object.entries(layouts)) {
      // Between such a header and the banner 18 px are left there, in which nothing has its place.
      if (size === zoomed && css.includes('fixed')) continue;
      site.page('/', pageOf({ manifest: assistmes, head: `<style>${css}</style>`, body: many }));
      await visitor.goto(site.url(isFramed ? '/frame' : '/'));
      await visitor.until(shows);
      const covered: string[] = [];
      const met = new Set<string>();
      // There and half the way back, past the banner's own stops.
      for (let presses = 0; presses < stops + 20 && met.size < stops; presses++) {
        await visitor.press('Tab');
        const { id, points } = await seenBy(visitor);
        if (id) met.add(id);
        if (id && !points) covered.push(id);
      }
      for (let presses = 0; presses < stops / 2; presses++) {
        await visitor.press('Shift+Tab');
        const { id, points } = await seenBy(visitor);
        if (id && !points) covered.push(`${id} on the way back`);
      }
      expect(met.size, layout).toBe(stops);
      expect(covered, layout).toEqual([]);
    }
  });
}
