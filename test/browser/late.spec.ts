/** Shows what scripts meet that come after the page: their events, what they write, and those that never come. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { note, pageOf, withOptions } from './support/pages.js';
import type { Site } from './support/site.js';
import { choose, idle } from './support/visit.js';

const ranOn = (page: Page) => page.evaluate(() => window.ran ?? []);
const vendor = 'data-service="vendor"';
const at = (name: string) => `https://vendor.example/${name}.js`;
const external = (name: string, more = '') => `<script type="text/plain" ${vendor} ${more} src="${at(name)}"></script>`;
const held = (text: string) => `<script type="text/plain" ${vendor}>${text}</script>`;

function serve(site: Site, names: readonly string[], text = (name: string) => `(window.ran ??= []).push('${name}')`) {
  for (const name of names) site.file(at(name), text(name));
}

test('passes by a script that hangs, and says so, however many stand behind it', async ({ site, page, pageErrors }) => {
  serve(site, ['before', 'behind', 'deferred']);
  let answer = () => {};
  site.on('vendor.example', '/hangs.js', async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return { headers: { 'content-type': 'text/javascript' }, body: 'ran.push("hung")' };
  });
  const body =
    external('before') +
    external('hangs') +
    external('behind') +
    note('inline', vendor) +
    external('deferred', 'defer');
  await page.goto(site.page('/', pageOf({ body })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['before']);
  // Asked for already, so that all stand ready when their turn comes.
  await expect.poll(() => site.hitsOf('vendor.example').length).toBe(4);
  await idle(page, 1000);
  expect(await ranOn(page)).toEqual(['before']);
  await expect.poll(() => ranOn(page)).toEqual(['before', 'behind', 'inline', 'deferred']);
  expect(pageErrors.filter((message) => message.includes('does not answer'))).toHaveLength(1);
  answer();
  await expect.poll(() => ranOn(page)).toEqual(['before', 'behind', 'inline', 'deferred', 'hung']);
  expect(site.hitsOf('vendor.example')).toHaveLength(4);
});

test('calls each listener of a late script once, and nobody else’s again', async ({ site, page, pageErrors }) => {
  const first = `<script>window.ran = []; const tell = (what) => () => ran.push(what);
    document.addEventListener('DOMContentLoaded', tell('own DOMContentLoaded')); addEventListener('load', tell('own load')); onload = tell('own onload')</script>`;
  // As jQuery 3 does: by readyState where it may, by both events where it must.
  const ready = `const done = () => { document.removeEventListener('DOMContentLoaded', done); removeEventListener('load', done); ran.push('ready') };
    if (document.readyState === 'complete') setTimeout(done);
    else { document.addEventListener('DOMContentLoaded', done); addEventListener('load', done) }`;
  const both = `const start = () => ran.push('start'); document.addEventListener('DOMContentLoaded', start); if (document.readyState !== 'loading') start()`;
  const object = `addEventListener('load', { handleEvent(event) { ran.push('object ' + event.type + (event.target === document || event.target === window)) } })`;
  const never = `const gone = () => ran.push('gone'); addEventListener('load', gone); removeEventListener('load', gone)`;
  const chain = `{ const old = window.onload; window.onload = () => { old?.(); ran.push('onload') } }`;
  const native = `const native = [document.addEventListener, removeEventListener, document.write, document.readyState, onload];`;
  const isBack =
    'native.every((each, index) => each === [document.addEventListener, removeEventListener, document.write, document.readyState, onload][index])';
  const body = [ready, both, object, never, chain].map((text) => held(`{${text}}`)).join('');
  await page.goto(site.page('/', pageOf({ first, body })));
  await page.evaluate(`${native} window.isBack = () => ${isBack}`);
  await choose(page, 'accept-all');
  const own = ['own DOMContentLoaded', 'own onload', 'own load'];
  const late = ['ready', 'start', 'object loadtrue', 'onload'];
  await expect.poll(async () => (await ranOn(page)).toSorted()).toEqual([...own, ...late].toSorted());
  await idle(page, 300);
  expect((await ranOn(page)).slice(3, 5)).toEqual(['ready', 'start']);
  expect(await ranOn(page)).toHaveLength(7);
  expect(await page.evaluate('isBack()')).toBe(true);
  expect(pageErrors).toEqual([]);
});

test('puts what a script writes behind the script, in its order, and leaves the page as it was', async ({
  site,
  page,
  pageErrors,
}) => {
  serve(
    site,
    ['writer'],
    () => `document.write('<b id="external">from outside</b><script src="${at('inner')}"><' + '/script>')`,
  );
  serve(site, ['inner'], () => `(window.ran ??= []).push('inner'); document.writeln('<i id="inner">', 'deep</i>')`);
  const body = `<p id="before"></p>${held(`document.write('<div id="open">one'); document.write(' two</div><script>ran = ["at once"]</' + 'script>'); ran.push('writer')`)}
    <p id="between"></p>${external('writer')}${note('behind', vendor)}<p id="after"></p>`;
  await page.goto(site.page('/', pageOf({ body })));
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page)).toEqual(['at once', 'writer', 'inner', 'behind']);
  expect(await page.evaluate(() => [...document.querySelectorAll('main [id]')].map(({ id }) => id))).toEqual([
    'before',
    'open',
    'between',
    'external',
    'inner',
    'after',
  ]);
  await expect(page.locator('#open')).toHaveText('one two');
  expect(await page.evaluate(() => Object.hasOwn(document, 'write'))).toBe(false);
  expect(pageErrors).toEqual([]);
});

test('passes by a script that innerHTML made, which no browser runs, after the manifest’s own time', async ({
  site,
  page,
  pageErrors,
}) => {
  serve(site, ['dead', 'alive']);
  await page.goto(site.page('/', pageOf({ manifest: withOptions({ scriptTimeout: 1 }) })));
  await choose(page, 'accept-all');
  const html = external('dead') + external('alive');
  await page.evaluate((text) => {
    const box = document.body.appendChild(document.createElement('div'));
    box.innerHTML = text;
    const [, dead] = box.querySelectorAll('script');
    dead!.replaceWith(document.createRange().createContextualFragment(dead!.outerHTML));
  }, html);
  await expect.poll(() => ranOn(page)).toEqual(['alive']);
  await idle(page);
  expect(await ranOn(page)).toEqual(['alive']);
  expect(pageErrors.filter((message) => message.includes('dead.js" does not answer'))).toHaveLength(1);
});

test('waits for several that hang little longer than for one', async ({ site, page, pageErrors }) => {
  serve(site, ['behind']);
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) site.on('vendor.example', `/${name}.js`, () => new Promise<undefined>(() => {}));
  const body = [...names, 'behind'].map((name) => external(name)).join('');
  await page.goto(site.page('/', pageOf({ manifest: withOptions({ scriptTimeout: 3 }), body })));
  const start = Date.now();
  await choose(page, 'accept-all');
  await expect.poll(() => ranOn(page), { timeout: 14_000 }).toEqual(['behind']);
  expect(Date.now() - start).toBeLessThan(14_000);
  expect(pageErrors.filter((message) => message.includes('does not answer'))).toHaveLength(5);
});

test('runs no script again where the body is cloned, moved or put back', async ({ site, page }) => {
  serve(site, ['once', 'removed']);
  const body = `${external('once')}${note('inline', vendor)}<script type="text/plain" data-service="counter">ran.push('other')</script>`;
  await page.goto(site.page('/', pageOf({ body })));
  await page.evaluate(() => window.samtycke!.save({ 'third-party:marketing': true }));
  await expect.poll(() => ranOn(page)).toEqual(['once', 'inline']);
  await page.evaluate(() => {
    const { body } = document;
    const clone = body.cloneNode(true);
    document.documentElement.replaceChild(clone, body);
    document.documentElement.replaceChild(body, clone);
    document.body.append(...document.querySelectorAll('script[data-service]'));
  });
  await idle(page);
  expect(await ranOn(page)).toEqual(['once', 'inline']);
  await page.evaluate(() => window.samtycke!.acceptAll());
  await expect.poll(() => ranOn(page)).toEqual(['once', 'inline', 'other']);
  await page.evaluate(() => document.documentElement.replaceChild(document.body.cloneNode(true), document.body));
  await idle(page);
  expect(await ranOn(page)).toEqual(['once', 'inline', 'other']);
});
