/** Looks for each failure known from other consent banners, and plants it to show that it would be found (R58). */
import { expect, test } from './support/fixtures.js';
import { openLayer } from './support/answers.js';
import { assistmes, openAt, zoomed, type Tab } from './support/layers.js';
import { note, pageOf } from './support/pages.js';
import { banner } from './support/visit.js';

interface Failure {
  /** On which layer it is looked for. */
  layer: 'first' | 'second';
  /** Returns whether it is there. Sent to the page as text, so it closes over nothing. */
  isThere: () => unknown;
  /** Puts it there. */
  plant: () => unknown;
}

const failures: Record<string, Failure> = {
  'a plain div without a role': {
    layer: 'first',
    isThere: () =>
      !document
        .querySelector('[data-samtycke-root]')!
        .shadowRoot!.querySelector(':host > section[role="region"][aria-labelledby]'),
    plant: () =>
      document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('section')!.removeAttribute('role'),
  },
  'buttons that are links or boxes': {
    layer: 'first',
    isThere: () =>
      document
        .querySelector('[data-samtycke-root]')!
        .shadowRoot!.querySelector(
          'a[href^="#"], a:not([href]), [role="button"], [onclick], [data-action]:not(button)',
        ),
    plant: () =>
      document
        .querySelector('[data-samtycke-root]')!
        .shadowRoot!.querySelector('.buttons')!
        .insertAdjacentHTML('beforeend', '<a href="#">OK</a>'),
  },
  'its place last in the page': {
    layer: 'first',
    isThere: () => document.body.previousElementSibling !== document.querySelector('[data-samtycke-root]'),
    plant: () => document.body.append(document.querySelector('[data-samtycke-root]')!),
  },
  'focus lost to the body when it closes': {
    layer: 'second',
    isThere: () => {
      document
        .querySelector('[data-samtycke-root]')!
        .shadowRoot!.querySelector<HTMLElement>('[data-action="close"]')
        ?.click();
      return document.activeElement === document.body;
    },
    plant: () => (document.activeElement as HTMLElement).blur(),
  },
  'focus behind an overlay': {
    layer: 'second',
    isThere: () => {
      const host = document.querySelector('[data-samtycke-root]')!;
      const link = document.querySelector<HTMLElement>('footer a')!;
      link.focus();
      return document.activeElement !== host;
    },
    plant: () => {
      const dialog = document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('dialog')!;
      dialog.close();
      dialog.show();
    },
  },
  'a page hidden from some and shown to others': {
    layer: 'first',
    isThere: () =>
      document.querySelector('main')!.closest('[aria-hidden], [inert]') ??
      document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('[aria-modal]'),
    plant: () => document.querySelector('main')!.setAttribute('aria-hidden', 'true'),
  },
  'switches told apart by colour alone': {
    layer: 'first',
    isThere: () => {
      const input = document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('input')!;
      const knob = getComputedStyle(input, '::after');
      input.checked = false;
      const off = knob.translate;
      input.checked = true;
      return knob.translate === off;
    },
    plant: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('input::after { translate: none !important }');
      document.querySelector('[data-samtycke-root]')!.shadowRoot!.adoptedStyleSheets.push(sheet);
    },
  },
  'a button without a name': {
    layer: 'second',
    isThere: () =>
      [...document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelectorAll('button')].find(
        (it) => !/\p{L}{2}/u.test(it.ariaLabel ?? it.textContent),
      ),
    plant: () =>
      (document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('[data-action="close"]')!.textContent =
        '×'),
  },
  'text sized in points': {
    layer: 'second',
    isThere: () =>
      document
        .querySelector('[data-samtycke-root]')!
        .shadowRoot!.adoptedStyleSheets.some((sheet) =>
          [...sheet.cssRules].some(({ cssText }) => /\d(pt|pc|in|cm|mm)\b/.test(cssText)),
        ),
    plant: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('p { font-size: 9pt }');
      document.querySelector('[data-samtycke-root]')!.shadowRoot!.adoptedStyleSheets.push(sheet);
    },
  },
  'another language than it says': {
    layer: 'first',
    isThere: () => {
      const section = document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('section')!;
      return section.lang !== document.documentElement.lang || !section.textContent!.includes('Godkänn alla');
    },
    plant: () => (document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('section')!.lang = 'en'),
  },
  'a frame without a title': {
    layer: 'first',
    isThere: () => {
      const all = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
      return all.flatMap((part) => [...part.querySelectorAll('iframe')]).find(({ title }) => !title);
    },
    plant: () => document.querySelector('[data-samtycke-root]')!.shadowRoot!.append(document.createElement('iframe')),
  },
  'a page that does not scroll at 400 %': {
    layer: 'first',
    isThere: () => {
      scrollTo(0, 300);
      const isStill = Math.abs(scrollY - 300) > 2;
      const styles = [document.documentElement, document.body].map((it) => getComputedStyle(it));
      return (
        isStill ||
        styles.some(
          ({ overflowY, position, touchAction }) =>
            overflowY !== 'visible' || position !== 'static' || touchAction !== 'auto',
        )
      );
    },
    plant: () => (document.body.style.overflow = 'hidden'),
  },
};

const frame =
  '<iframe data-service="film" data-src="https://film.example/1" title="En film" width="300" height="200"></iframe>';
const body = `<button id="opener">Sidans</button>${frame}${note('x', 'data-category="statistics"')}${'<p>mer</p>'.repeat(80)}`;

for (const [name, { layer, isThere, plant }] of Object.entries(failures)) {
  test(`R58 has not, as others have: ${name}`, async ({ site, page }) => {
    site.page('/', pageOf({ manifest: assistmes, body }));
    const tab: Tab = await openAt({ page, site }, '/', zoomed);
    await expect(banner(tab)).toBeVisible();
    await tab.locator('#opener').focus();
    if (layer === 'second') await openLayer(tab, layer);
    expect(await tab.evaluate(`Boolean((${isThere})())`)).toBe(false);
    if (name.startsWith('focus lost')) return;
    await tab.evaluate(`void (${plant})()`);
    expect(await tab.evaluate(`Boolean((${isThere})())`), 'that it would be found').toBe(true);
  });
}
