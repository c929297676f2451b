/** Shows what stands in an embed's place: in the same box, with who gets what, and two answers for mouse and keyboard (R33). */
import type { Frame, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import type { Hands } from './support/hands.js';
import { pageOf, reference, service } from './support/pages.js';
import type { Site } from './support/site.js';
import { choose, idle, statusOn } from './support/visit.js';

const manifest = {
  ...reference,
  services: [
    ...reference.services.filter(({ id }) => id !== 'film'),
    service('film', 'functional', {
      name: 'Filmen',
      provider: 'Exempelfilm AB',
      hosts: ['film.example'],
      recipients: ['Exempelfilm AB', { name: 'Molnet Inc.', role: 'processor' }],
      countries: ['US'],
    }),
  ],
};

const held = (tag: string, attributes: string) =>
  `<${tag} data-service="film" data-src="https://film.example/1" title="film" ${attributes}></${tag}>`;
const frame = (attributes = '') => held('iframe', attributes);

/** Each way of giving an embed its box that we know of, each with a mark behind it that must not move. */
const boxes: Readonly<Record<string, string>> = {
  'no size at all': frame(),
  'width and height': frame('width="400" height="300"'),
  'width in per cent': frame('width="60%" height="200"'),
  'class and ratio': frame('class="ratio"'),
  'wrapper of 16:9': `<div class="video">${frame()}</div>`,
  'in a line of text': `text ${frame('width="300" height="80"')} text`,
  'block in the middle': frame('class="middle"'),
  floating: `${frame('class="float"')}<p>text beside it</p>`,
  'centred over a box': `<div class="stage">${frame('class="over"')}</div>`,
  'row of two': `<div class="row">${frame('style="flex: 2 1 0; min-width: 0"')}<p style="flex: 1 1 0">beside</p></div>`,
  'cell of a grid': `<div class="grid"><p>left</p>${frame('style="grid-area: 1 / 2; width: 100%"')}</div>`,
  'cell of a table': `<div class="table"><p>left</p><div>${frame('style="width: 100%"')}</div></div>`,
  'what the row leaves': `<div class="row">${frame('style="flex: 1; border: 0"')}<p>beside</p></div>`,
  'stack with gaps': `<div class="stack"><p>above</p>${frame()}<p>below</p></div>`,
  'padding and border': frame('style="box-sizing: border-box; width: 50%; padding: 10px; border: 4px solid red"'),
  'a film': held('video', 'controls width="320" height="180" style="max-width: 100%; height: auto"'),
  'a sound': held('audio', 'controls'),
};
const style = `<style>
  body { margin: 8px } main { width: 700px; font: 16px/1.5 sans-serif } .after { margin: 3px 0; clear: both }
  .ratio { width: 100%; aspect-ratio: 16 / 9; border: 0 } .middle { display: block; margin: 1em auto; width: 20em }
  .video { position: relative; height: 0; padding-bottom: 56.25% }
  .video iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0 }
  .float { float: right; margin: 5px 0 5px 20px; width: 40% }
  .stage { position: relative; height: 200px } .over { position: absolute; top: 50%; left: 50%; transform: translate(-50%, -50%); width: 50% }
  .row { display: flex; gap: 10px } .table { display: table; width: 100% } .table > * { display: table-cell } .grid { display: grid; grid-template-columns: 1fr 2fr; gap: 8px } .stack > * + * { margin-top: 30px }
</style>`;
const body = Object.entries(boxes)
  .map(([name, html]) => `<div class="case" title="${name}">${html}</div><p class="after">after</p>`)
  .join('');

/** Returns the box of each embed, or of what stands in its place, of what is around it and of what is behind it. */
const boxesOn = (page: Page) =>
  page.evaluate(() => {
    const boxOf = (element: Element, most = Infinity) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y + scrollY, Math.min(width, most), height];
    };
    return Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('.case')].map((place) => [
        place.title,
        [
          // Where the embed itself is too wide for its place, what stands there is only as wide as that.
          boxOf(
            place.querySelector('[data-samtycke-embed]') ?? place.querySelector('[data-src],[src]')!,
            place.clientWidth,
          ),
          boxOf(place),
          boxOf(place.nextElementSibling!),
        ].flat(),
      ]),
    );
  });

type Boxes = Awaited<ReturnType<typeof boxesOn>>;

/** Returns what has moved or grown by a pixel or more. */
const moved = (wanted: Boxes, now: Boxes) =>
  Object.entries(wanted).flatMap(([name, box]) =>
    box.some((value, index) => !(Math.abs(value - now[name]![index]!) < 1)) ? [[name, box, now[name]]] : [],
  );

const widen = (page: Page, width: number) =>
  page.evaluate((value) => void (document.querySelector('main')!.style.width = `${value}px`), width);

const placeholders = (page: Page | Frame) => page.locator('[data-samtycke-embed]');

function serve(site: Site) {
  site.page('https://film.example/1', 'film');
}

test('R33 keeps the box of each embed, before, while and after it is held, and at other widths', async ({
  site,
  page,
}) => {
  serve(site);
  const plain = site.page('/plain', pageOf({ manifest: false, tag: '', head: style, body }));
  const widths = [700, 360, 1000];
  const wanted: Record<number, Boxes> = {};
  await page.goto(plain);
  for (const width of widths) {
    await widen(page, width);
    wanted[width] = await boxesOn(page);
  }
  await page.goto(site.page('/', pageOf({ manifest, head: style, body })));
  expect(moved(wanted[700]!, await boxesOn(page))).toEqual([]);
  await choose(page, 'reject-all');
  await expect(placeholders(page)).toHaveCount(Object.keys(boxes).length);
  for (const width of widths) {
    await widen(page, width);
    await expect.poll(async () => moved(wanted[width]!, await boxesOn(page)), String(width)).toEqual([]);
  }
  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect(placeholders(page)).toHaveCount(0);
  expect(moved(wanted[1000]!, await boxesOn(page))).toEqual([]);
});

test('R33 shifts no layout when placeholders come and go', async ({ site, page, browserName }) => {
  test.skip(browserName !== 'chromium', 'the others do not measure it; the boxes above show the same');
  serve(site);
  const watch = `<script>window.shifts = []; new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
  }).observe({ type: 'layout-shift', buffered: true })</script>`;
  await page.goto(site.page('/', pageOf({ manifest, first: watch, head: style, body })));
  await expect(placeholders(page)).toHaveCount(Object.keys(boxes).length);
  await choose(page, 'reject-all');
  await placeholders(page).getByRole('button', { name: 'Visa en gång' }).first().click();
  await idle(page);
  await placeholders(page).getByRole('button', { name: 'Godkänn' }).first().click();
  await expect(placeholders(page)).toHaveCount(0);
  await idle(page);
  // That it measures at all: this moves everything.
  expect(await page.evaluate('shifts')).toEqual([]);
  await page.evaluate(() => document.querySelector('h1')!.style.setProperty('margin-top', '200px'));
  await expect.poll(() => page.evaluate('shifts.length')).toBeGreaterThan(0);
});

test('R33 gives objects and embeds, which have no box without an address, the one they will have', async ({
  site,
  page,
}) => {
  site.file('https://film.example/1.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const parts = ['object', 'embed'].map((tag) =>
    held(tag, 'type="image/svg+xml" width="240" height="120"').replace('/1"', '/1.svg"'),
  );
  const html = parts.map((part) => `<div class="case">${part}</div><p class="after">after</p>`).join('');
  const rects = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.case, .after')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      }),
    );
  await page.goto(site.page('/', pageOf({ manifest, head: style, body: html })));
  await choose(page, 'reject-all');
  await expect(placeholders(page)).toHaveCount(2);
  const before = await rects();
  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect(placeholders(page)).toHaveCount(0);
  await expect.poll(rects).toEqual(before);
});

test('R33 draws nothing in the place of a pixel that nobody was to see', async ({ site, page }) => {
  serve(site);
  const hidden = frame('width="1" height="1"') + frame('style="display: none"') + held('audio', '');
  await page.goto(site.page('/', pageOf({ manifest, body: hidden + frame() })));
  await expect(placeholders(page).locator('visible=true')).toHaveCount(1);
  expect(await page.locator('main').innerText()).not.toContain('Innehåll från');
  await page
    .locator('iframe')
    .nth(1)
    .evaluate((it) => it.style.removeProperty('display'));
  // What a page shows later gets its placeholder as soon as there is room for it.
  await page.evaluate(() => document.querySelector('main')!.append(document.createElement('hr')));
  await expect(placeholders(page).locator('visible=true')).toHaveCount(2);
});

test('R33 says who gets what and where, and offers both answers', async ({ site, page }) => {
  serve(site);
  await page.goto(site.page('/', pageOf({ manifest, body: frame('width="600" height="400"') })));
  await choose(page, 'reject-all');
  const group = placeholders(page).getByRole('group', { name: 'Innehåll från Filmen visas inte' });
  await expect(group).toContainText('får Exempelfilm AB och Molnet Inc. (USA) uppgifter om ditt besök');
  await expect(group.getByRole('button')).toHaveText(['Visa en gång', 'Godkänn funktioner från andra företag']);
  const link = group.getByRole('link', { name: 'Öppna hos Filmen (ny flik)' });
  await expect(link).toHaveAttribute('href', 'https://film.example/1');
  await expect(group).toHaveAttribute('lang', 'sv');
});

/** Whether who gets what (but where only two lines fit), and each button, lie whole within the box, on top and large enough. */
const reachable = (page: Page | Frame) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-samtycke-embed]')].flatMap((host) => {
      const box = host.getBoundingClientRect();
      return [...host.shadowRoot!.querySelectorAll('p:not(.more), button')].map((button) => {
        const { left, right, top, bottom, height } = button.getBoundingClientRect();
        const isIn = left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom;
        return (
          isIn && height >= 24 && host.shadowRoot!.elementFromPoint((left + right) / 2, (top + bottom) / 2) === button
        );
      });
    }),
  );

test('R33 R54 R55 keeps both answers within small boxes, and a page of 320 pixels within its width', async ({
  site,
  page,
}) => {
  serve(site);
  const sizes = ['width="300" height="80"', 'width="200" height="200"', 'width="640" height="360"', 'class="ratio"'];
  const html = sizes.map((size) => frame(size)).join('<br>');
  const phone = style.replace('width: 700px', 'width: auto');
  site.page('/inner', pageOf({ manifest, head: phone, body: html }));
  await page.goto(
    site.page('/', '<!doctype html><iframe name="phone" src="/inner" width="320" height="1200"></iframe>'),
  );
  const inner = (await (await page.waitForSelector('iframe')).contentFrame())!;
  await expect(placeholders(inner)).toHaveCount(4);
  await inner.evaluate(() => window.samtycke!.rejectAll());
  expect(await reachable(inner)).toEqual([false, ...Array(11).fill(true)]);
  expect(await inner.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await placeholders(inner).first().getByRole('button', { name: 'Visa en gång' }).click();
  await expect.poll(() => site.hitsOf('film.example').length).toBe(1);
  await expect(placeholders(inner)).toHaveCount(3);
  expect(await statusOn(inner)).toBe('rejected');
});

const focused = (hands: Hands) =>
  hands.evaluate(() => {
    const outer = document.activeElement;
    const inner = outer?.shadowRoot?.activeElement;
    const { outlineStyle, outlineWidth } = inner ? getComputedStyle(inner) : { outlineStyle: '', outlineWidth: '0' };
    return { text: inner?.textContent ?? outer?.id, ring: outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 };
  });

async function tabTo(hands: Hands, text: string) {
  for (let presses = 0; presses < 20; presses++) {
    await hands.press('Tab');
    const now = await focused(hands);
    if (now.text === text) return now;
  }
  throw new Error(`never reached: ${text}`);
}

test('R33 R47 is answered by Tab, Enter and Space, shows where focus is, and gives it to the embed', async ({
  site,
  hands,
}) => {
  serve(site);
  const other = '<iframe data-service="vendor" data-src="https://vendor.example/1" title="other"></iframe>';
  const html = `${frame('id="one"')}${other}${held('video', 'id="two" width="300" height="150"')}<a href="/" id="end">end</a>`;
  await hands.goto(site.page('/', pageOf({ manifest, body: html })));
  await hands.until(() => document.querySelectorAll('[data-samtycke-embed]').length === 3);
  await hands.evaluate(() => window.samtycke!.rejectAll());
  expect(await tabTo(hands, 'Visa en gång')).toMatchObject({ ring: true });
  await hands.press('Enter');
  await hands.until(() => document.activeElement?.id === 'one');
  expect(await hands.evaluate(() => document.querySelectorAll('[data-samtycke-embed]').length)).toBe(2);
  expect(await hands.evaluate(() => window.samtycke!.status())).toBe('rejected');

  await hands.evaluate(() =>
    document.querySelectorAll('[data-samtycke-embed]')[1]!.shadowRoot!.querySelector('button')!.focus(),
  );
  expect(await tabTo(hands, 'Godkänn funktioner från andra företag')).toMatchObject({ ring: true });
  await hands.press('Space');
  await hands.until(() => document.activeElement?.id === 'two');
  expect(await hands.evaluate(() => [...window.samtycke!.$granted.get()])).toEqual(['third-party:functional']);
  expect(await hands.evaluate(() => document.querySelector('[data-samtycke-status]')!.textContent)).toContain('sparat');
  expect(site.hitsOf('vendor.example')).toEqual([]);
  // What other companies show stays held, and the keyboard goes on from where the visitor was.
  expect(await hands.evaluate(() => document.querySelectorAll('[data-samtycke-embed]').length)).toBe(1);
});
