/** Tries to make one answer look better than the others from the page's own stylesheet and from a theme: nothing does (R10, R22). */
import type { Page } from '@playwright/test';
import { answers, buttonOf, differences, layers, looksOf, openLayer, unequal } from './support/answers.js';
import { expect, test } from './support/fixtures.js';
import { assistmes } from './support/layers.js';
import { pageOf } from './support/pages.js';
import { banner } from './support/visit.js';

const tokens = (values: Record<string, string>, important = ' !important') =>
  `:root, body, [data-samtycke-root] { ${Object.entries(values)
    .map(([name, value]) => `--samtycke-${name}: ${value}${important};`)
    .join(' ')} }`;

const wild = {
  ink: 'hotpink',
  soft: 'lime',
  surface: 'orange',
  wash: 'yellow',
  line: 'red',
  accent: 'rebeccapurple',
  'on-accent': 'cyan',
  focus: 'magenta',
  radius: '40px 0 12px 3px',
  shadow: 'inset 0 0 200px 40px red, 0 0 0 9px lime',
  font: 'monospace',
};
const green =
  'background: green !important; color: white !important; font-size: 40px !important; display: block !important';
const pale = 'opacity: 0.1 !important; background: none !important; border: 0 !important; display: none !important';

/** Stylesheets that want accept to win, by the way they go about it: what a page can say of elements and of our tokens … */
const sheets: Record<string, string> = {
  'every token at once': tokens(wild),
  'tokens that are no values': tokens(
    Object.fromEntries(Object.keys(wild).map((name) => [name, '1px solid / 7 url(x)'])),
  ),
  'tokens by place': Object.keys(wild)
    .map((name, index) => `:nth-child(${(index % 4) + 1}) { --samtycke-${name}: ${index}px !important }`)
    .join('\n'),
  'the buttons by name': `[data-action=accept-all] { ${green} } [data-action=reject-all], [data-action=save] { ${pale} }`,
  'the buttons within the root': `[data-samtycke-root] button { ${pale} } :root button:last-child, [data-samtycke-root] button:nth-of-type(4) { ${green} }`,
  parts: `[data-samtycke-root]::part(accept), *::part(button), ::part(accept-all) { ${green} } ::part(reject) { ${pale} }`,
  'old ways through a shadow': `[data-samtycke-root] /deep/ button { ${pale} } [data-samtycke-root] >>> button { ${pale} } ::slotted(button) { ${green} } :host button { ${green} }`,
  has: `:root:has([data-samtycke-root]) { --samtycke-accent: green !important; --accent: red !important } :has(button) button { ${green} }`,
  'the tokens within':
    '[data-samtycke-root] { --accent: green !important; --on-accent: red !important; --radius: 30px !important; --surface: blue !important }',
  layers: `@layer a, b; @layer b { * { --samtycke-accent: red !important; } [data-samtycke-root], button { all: revert !important; ${pale} } } @layer a { [data-action=accept-all] { ${green} } }`,
  properties: `@property --samtycke-accent { syntax: '<color>'; inherits: false; initial-value: red }
    @property --accent { syntax: '<color>'; inherits: false; initial-value: rgb(0 128 0) }
    @property --radius { syntax: '<length>'; inherits: false; initial-value: 3px }
    @property --on-accent { syntax: '*'; inherits: false }`,
  containers: `* { container: any / inline-size } @container any (min-width: 1px) { button { ${pale} } [data-samtycke-root] { --samtycke-accent: olive !important } }`,
  scopes: `@scope ([data-samtycke-root]) { button { ${pale} } :scope button:last-of-type { ${green} } } @supports (color: red) { button { ${pale} } }`,
  inheritance: `html, body { font: 900 60px/3 serif !important; color: red !important; text-transform: uppercase; letter-spacing: 9px; direction: rtl }`,
  everything: `* { all: unset !important } *::before, *::after { content: 'x' !important; ${green} }`,
  motion: `@keyframes rise { to { --samtycke-accent: red; opacity: 0.2 } } * { animation: rise 1s infinite alternate !important; transition: all 9s !important }`,
};

/** … tokens that are one thing for all, and yet would paint another under each. */
const pictures: Record<string, string> = {
  'a picture that stands still': tokens({
    accent: 'linear-gradient(90deg, #eee 75%, #060 75%) fixed',
    'on-accent': '#fff',
  }),
  'a picture that shines through': `${tokens({ accent: '#0d4f4a22', surface: 'transparent' })}
    html { background: linear-gradient(90deg, #eee 60%, #060 60%) }`,
  'a shadow that shines through': tokens({ accent: 'transparent', shadow: 'inset 90vw 0 0 -60vw red' }),
};

/** … and tokens that are another thing for each. */
const reckoned: Record<string, string> = {
  'colours by order': tokens({
    accent: 'rgb(calc(255 - sibling-index() * 60) calc(sibling-index() * 60) 80)',
    'on-accent': 'rgb(calc(sibling-index() * 60) 0 0)',
  }),
  'corners by order': tokens({ radius: 'calc(sibling-index() * 6px)' }),
  'colours by chance': tokens({ accent: 'rgb(random(0, 255) random(0, 255) random(0, 255))' }),
};

/** Returns the colours of two patches of each answer, beside its label, as they are painted. */
async function paintedOn(page: Page) {
  const boxes = await Promise.all(answers.map((action) => buttonOf(page, action).boundingBox()));
  const x = Math.min(...boxes.map((box) => box!.x));
  const y = Math.min(...boxes.map((box) => box!.y));
  const width = Math.max(...boxes.map((box) => box!.x + box!.width)) - x;
  const height = Math.max(...boxes.map((box) => box!.y + box!.height)) - y;
  // No more than needed: WebKitGTK's inspector breaks on large messages.
  const shot = (await page.screenshot({ clip: { x, y, width, height } })).toString('base64');
  return page.evaluate(
    async ([base64, all, wide]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const scale = image.width / wide;
      return all.map((box) =>
        [box.left + 16, box.left + box.width - 16].flatMap((left) => [
          ...context.getImageData(left * scale, (box.top + box.height / 2) * scale, 1, 1).data,
        ]),
      );
    },
    [shot, boxes.map((box) => ({ ...box!, left: box!.x - x, top: box!.y - y })), width] as const,
  );
}

const apart = ([first, ...others]: number[][]) =>
  others.some((other) => other.some((value, index) => Math.abs(value - first![index]!) > 3));

/** Returns in which ways the answers differ on that page now. */
async function faultsOn(page: Page) {
  const painted = await paintedOn(page);
  const colours = painted.map((all) => all.join(' ')).join(' | ');
  return [
    ...differences(await looksOf(page)),
    ...(await unequal(page)),
    ...(apart(painted) ? [`painted: ${colours}`] : []),
  ].slice(0, 3);
}

for (const { rule, layer } of layers) {
  for (const [kind, attempts] of Object.entries({
    'selectors, parts, layers, properties and tokens of the page': sheets,
    pictures: pictures,
    'values that count or throw dice': reckoned,
  })) {
    test(`${rule} keeps the answers of the ${layer} layer equal against ${kind}`, async ({ site, page }) => {
      await page.goto(site.page('/', pageOf({ manifest: assistmes, head: '<style></style>' })));
      await expect(banner(page)).toBeVisible();
      await openLayer(page, layer);
      const faults: Record<string, string[]> = {};
      for (const [name, css] of Object.entries(attempts)) {
        await page.locator('style').evaluate((style, text) => void (style.textContent = text), css);
        const found = await faultsOn(page);
        if (found.length) faults[name] = found;
      }
      expect(faults).toEqual({});
    });
  }
}

test('R10 keeps the answers equal with a theme that sets every token to something else', async ({ site, page }) => {
  site.file('/wild.css', tokens(wild, ''));
  await page.goto(site.page('/', pageOf({ manifest: { ...assistmes, options: { theme: '/wild.css' } } })));
  await expect(banner(page)).toBeVisible();
  for (const { layer } of layers) {
    await openLayer(page, layer);
    expect(await faultsOn(page)).toEqual([]);
    expect((await looksOf(page))[0]!['background-color']).toBe('color(srgb 0.4 0.2 0.6)');
  }
});
