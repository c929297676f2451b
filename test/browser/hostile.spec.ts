/** Runs on pages that bend the language and the document, by old libraries, by overrides and by the names of elements. */
import type { Page } from '@playwright/test';
import { sample } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { bundleOf } from './support/libraries.js';
import { note, pageOf, tag, withOptions } from './support/pages.js';
import { startReceiver } from './support/receiver.js';
import type { Site } from './support/site.js';
import { idle } from './support/visit.js';

const body = `${note('inline')}<script type="text/plain" data-service="vendor" src="https://vendor.example/v.js"></script>
  <iframe data-service="film" data-src="https://film.example/1" title="film"></iframe>`;
const asked = (site: Site) => site.hitsOf('vendor.example').length + site.hitsOf('film.example').length;
const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);

/** What of ours shows, and a press on its button; by prototypes, as Playwright's own locators trip over such pages. */
const lookFor = (action: string) => {
  const hosts = [...Document.prototype.querySelectorAll.call(document, '[data-samtycke-root]')];
  const root = hosts[0]?.shadowRoot;
  const box = root?.querySelector('section,dialog')?.getBoundingClientRect();
  if (action) root?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
  return {
    hosts: hosts.length,
    isVisible: !!box && box.width > 200 && box.height > 80,
    isDialog: !!root?.querySelector('dialog[open]'),
    embeds: Document.prototype.querySelectorAll.call(document, '[data-samtycke-embed]').length,
  };
};

/** Goes through a whole visit on two pages that begin with the same hostile HTML. */
async function visitTwice(
  { site, page, pageErrors }: { site: Site; page: Page; pageErrors: string[] },
  { first = '', early = '' }: { first?: string; early?: string },
) {
  const receiver = await startReceiver(site);
  site.file('https://vendor.example/v.js', '(window.ran ??= []).push("external")');
  site.page('https://film.example/1', 'film');
  const manifest = withOptions({ log: '/samtycke/records' });
  // What is in the head comes before the script; elements come before a deferred one.
  const html = pageOf({ manifest, first: early, tag: first ? first + tag.replace(' ', ' defer ') : tag, body });
  site.page('/two', html);
  await page.goto(site.page('/', html));
  await expect
    .poll(() => page.evaluate(lookFor, ''))
    .toEqual({ hosts: 1, isVisible: true, isDialog: false, embeds: 1 });
  await idle(page, 300);
  expect(await ranOn(page)).toEqual([]);
  expect(asked(site)).toBe(0);
  expect(await page.evaluate(() => (window.samtycke as { status(): string }).status())).toBe('undecided');

  await page.evaluate(lookFor, 'settings');
  await expect.poll(() => page.evaluate(lookFor, '')).toMatchObject({ hosts: 1, isVisible: true, isDialog: true });
  await page.evaluate(lookFor, 'close');
  await expect.poll(() => page.evaluate(lookFor, '')).toMatchObject({ hosts: 1, isVisible: true, isDialog: false });
  await page.evaluate(lookFor, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['inline', 'external']);
  await expect
    .poll(() => page.evaluate(lookFor, ''))
    .toEqual({ hosts: 0, isVisible: false, isDialog: false, embeds: 0 });
  await expect.poll(() => site.hitsOf('film.example').length).toBe(1);
  const jar = await page.context().cookies();
  expect(jar.find(({ name }) => name === '__Host-samtycke')).toMatchObject({
    value: expect.stringMatching(/^1_accepted_2\.0\.0_\d+_---11-1-1$/),
    secure: true,
    path: '/',
    sameSite: 'Lax',
  });
  const services = ['counter', 'size', 'film', 'vendor'];
  await expect.poll(() => receiver.records()).toMatchObject([{ event: 'granted', services }]);

  await page.goto(site.url('/two'));
  await expect.poll(() => ranOn(page)).toEqual(['inline', 'external']);
  await expect.poll(() => site.hitsOf('film.example').length).toBe(2);
  await idle(page, 300);
  expect(await ranOn(page)).toEqual(['inline', 'external']);
  expect(await page.evaluate(lookFor, '')).toMatchObject({ hosts: 0 });
  expect(await receiver.records()).toHaveLength(1);

  await page.evaluate(() => (window.samtycke as { rejectAll(): void }).rejectAll());
  await expect.poll(() => receiver.records()).toHaveLength(2);
  await expect.poll(() => ranOn(page).catch(() => [''])).toEqual([]);
  // The reload after a withdrawal breaks off what is being fetched.
  expect(pageErrors.filter((message) => !message.startsWith('[samtycke] no embeds'))).toEqual([]);
  await receiver.close();
}

for (const library of ['prototype', 'mootools'] as const) {
  test(`works on a page with ${library}`, async ({ site, page, pageErrors }) => {
    site.file('/library.js', await bundleOf(library));
    const sign = `<script>if (!/each/.test(Object.keys(Array.prototype))) throw new Error('not extended')</script>`;
    await visitTwice({ site, page, pageErrors }, { early: `<script src="/library.js"></script>${sign}` });
  });
}

const overrides: Record<string, string> = {
  'whose elements fade and stay': `Element.prototype.remove = function () { this.style.opacity = 0; return this }`,
  'whose elements take no elements any more': `for (const name of ['append', 'prepend', 'before', 'after', 'replaceWith']) Element.prototype[name] = function () { return this }`,
  'whose arrays become texts in JSON, as of Prototype.js 1.6': `Array.prototype.toJSON = function () { return '[' + this.map((each) => JSON.stringify(each)).join(', ') + ']' };
    String.prototype.toJSON = function () { return '"' + this + '"' }; Number.prototype.toJSON = function () { return String(this) }; Date.prototype.toJSON = () => '"date"'`,
  'whose arrays have more to go through': `Array.prototype.each = Array.prototype.forEach; Array.prototype.last = function () { return this[this.length - 1] };
    Array.prototype.find = Array.prototype.detect = function (is) { for (let i = 0; i < this.length; i++) if (is(this[i], i)) return this[i] };
    Array.prototype.include = function (item) { return this.indexOf(item) > -1 }; NodeList.prototype.each = Array.prototype.each; Array.prototype.entries = Array.prototype.slice`,
  'whose functions bind in their own way': `Function.prototype.bind = function (on) { const act = this; return function () { return act.apply(on, arguments) } };
    Function.prototype.delay = Function.prototype.defer = function () { setTimeout(this) }`,
  'whose built-in functions are others': `Array.from = (each) => (each ? [].slice.call(each) : []); Object.values = (of) => { const all = []; for (const key in of) all.push(of[key]); return all };
    Object.keys = ((native) => (of) => native(of))(Object.keys); String.prototype.startsWith = function (text) { return this.indexOf(text) === 0 }`,
  'whose Event is its own': `const Native = Event; window.Event = class Event { constructor(element) { this.element = element } static observe() {} };
    window.CustomEvent = ((Old) => function (type, more) { return new Old(type, more) })(CustomEvent)`,
  'whose objects inherit what we ask for': `Object.assign(Object.prototype, { samtycke: 'x', permanent: true, necessary: true, holds: true, runs: true, service: 'counter', zz: 'x' })`,
  'whose objects inherit functions': `Object.prototype.zz = function () { return this }; Object.prototype.extend = function () { return this }`,
};

for (const [name, script] of sample(Object.entries(overrides), 4)) {
  test(`works on a page ${name}`, async ({ site, page, pageErrors }) => {
    await visitTwice({ site, page, pageErrors }, { early: `<script>{ ${script} }</script>` });
  });
}

const names = (list: string) => list.split(' ');
const clobbers: Record<string, string[]> = {
  'the cookie': ['cookie'],
  'the script that runs': ['currentScript'],
  'what finds elements': names(
    'querySelector querySelectorAll getElementById getElementsByTagName documentElement head body',
  ),
  'what makes elements': names(
    'createElement createElementNS createTextNode createRange createEvent createDocumentFragment',
  ),
  'what listens and tells': names('addEventListener removeEventListener dispatchEvent'),
  'how far the page is': names('readyState prerendering visibilityState hidden activeElement'),
  'what writes and describes the page': names(
    'write writeln title URL location defaultView scripts forms onreadystatechange',
  ),
};

for (const [what, taken] of sample(Object.entries(clobbers), 4)) {
  test(`works on a page whose elements have taken ${what}`, async ({ site, page, pageErrors }) => {
    // Two of a name make a collection, a form brings its fields along, and links are the window's too.
    const first = taken
      .map((name) => `<img name="${name}" alt=""><form name="${name}"><input name="${name}"></form>`)
      .join('');
    await visitTwice({ site, page, pageErrors }, { first });
  });
}

test('works on a page whose elements have taken names of the window, our own among them', async ({
  site,
  page,
  pageErrors,
}) => {
  const ids = names(
    'samtycke dataLayer addEventListener dispatchEvent localStorage fetch navigator crypto performance Event q',
  );
  const first = ids.map((id) => `<a id="${id}" href="https://evil.example/">1</a>`).join('');
  const form =
    '<form id="samtycke"><input name="q"><input name="locale"><input name="log"><input name="manifest"></form>';
  await visitTwice({ site, page, pageErrors }, { first: form + first });
  expect(site.hitsOf('evil.example')).toEqual([]);
});
