/** Shows both layers on pages that are hard on them: drawn to the pixel as on a clean page, and the page unharmed. */
import type { Frame, Page } from '@playwright/test';
import { coveredOn, layerBoxes, movedBetween, ownBoxes } from './support/boxes.js';
import { sample } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { hostPages, type HostPage } from './support/hostPages.js';
import { pageOf } from './support/pages.js';
import type { Site } from './support/site.js';
import { banner, choose, press, settings } from './support/visit.js';

type Tab = Page | Frame;

const body = `<p>Text</p><form><fieldset><legend>Köp</legend><label><input type="checkbox"> Ja</label>
  <button type="button" id="own">Köp</button></fieldset></form><section><h2>Nytt</h2>${'<p>Mer text</p>'.repeat(60)}</section>`;

/** Keeps, before ours, what the language and the browser have, what is clicked and what breaks the policy. */
const keep = () => {
  const clicks: string[] = [];
  const broken: string[] = [];
  Object.assign(window, { clicks, broken, added: undefined });
  addEventListener('click', ({ target }) => clicks.push((target as Element).id));
  addEventListener('securitypolicyviolation', ({ violatedDirective }) => broken.push(violatedDirective));
  const look = () => {
    const found = new Map<string, unknown>();
    const note = (name: string, holder: object) => {
      for (const key of Reflect.ownKeys(holder)) {
        const { value, get, set } = Reflect.getOwnPropertyDescriptor(holder, key)!;
        // Some values that are no functions are made anew at each look.
        found.set(`${name}.${String(key)}`, typeof value === 'function' ? value : (get ?? set ?? typeof value));
      }
    };
    note('window', window);
    note('document', document);
    note('html', document.documentElement);
    note('history', history);
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(window))) {
      if (typeof value !== 'function' || name === 'added') continue;
      note(name, value);
      if (value.prototype) note(`${name}.prototype`, value.prototype);
    }
    return found;
  };
  const before = look();
  const added = () => [...look()].flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));
  Object.assign(window, { added });
};

const script = `<script nonce="x">(${String(keep)})()</script>`;

/** All that a page finds anew: ours, the key by which two of ours know each other, the data layer, and what nanostores shares. */
const ours = ['samtycke', 'Symbol(samtycke)', 'dataLayer', 'nanostoresGlobal'].map((name) => `window.${name}`);

/** Returns the page, with our script or, the same in all else, without. */
const htmlOf = ({ html = '', attributes = '' }: Partial<HostPage>, isOurs: boolean) => {
  const tag = `<script nonce="x" ${isOurs ? '' : 'type="off"'} src="/dist/samtycke.js"></script>`;
  return pageOf({ first: `${script}<link rel="stylesheet" href="/host.css">`, tag, body: body + html }).replace(
    '<html',
    `<html ${attributes}`,
  );
};

/** Shows a page, in a frame where it wants to be in one. */
async function show({ site, page }: { site: Site; page: Page }, host: Partial<HostPage>, isOurs = true): Promise<Tab> {
  const headers = host.policy ? { 'content-security-policy': host.policy } : undefined;
  // Always with a bar to scroll by: the room for the banner makes a short page scroll, which would make it narrower.
  site.file('/host.css', `html:root { overflow-y: scroll !important; } ${host.style ?? ''}`);
  const address = site.page('/host', htmlOf(host, isOurs), headers);
  if (!host.isFramed) {
    await page.goto(address);
    return page;
  }
  const frame = '<iframe src="/host" width="700" height="520"></iframe>';
  await page.goto(site.page('/', `<!doctype html><style>* { margin: 33px; border: 0; }</style>${frame}`));
  return (await (await page.waitForSelector('iframe')).contentFrame())!;
}

/** Opens the settings with all there is to read, and waits until they stand: their last part comes later. */
async function openSettings(tab: Tab) {
  await press(tab, 'settings');
  await expect(settings(tab).locator('.last')).not.toBeEmpty();
  await settings(tab).evaluate((dialog) => dialog.querySelectorAll('details').forEach((it) => (it.open = true)));
}

const hostsOn = (tab: Tab) =>
  tab.evaluate(() => ({
    hosts: document.querySelectorAll('[data-samtycke-root]').length,
    isOnTop: !!document
      .querySelector('[data-samtycke-root]')
      ?.shadowRoot?.querySelector('section')
      ?.matches(':popover-open'),
    statuses: document.querySelectorAll('[data-samtycke-status]').length,
  }));

/** Whether our place for announcements is to be seen, or in anyone's way; and how far one can scroll. */
const statusOn = (tab: Tab) =>
  tab.evaluate(() => {
    const status = document.querySelector('[data-samtycke-status]')!;
    const { left, right, top, bottom } = status.getBoundingClientRect();
    const { position, clipPath, display, visibility } = getComputedStyle(status);
    const isHit = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2).includes(status);
    return { position, clipPath, display, visibility, isHit };
  });
const scrollOn = (tab: Tab) => tab.evaluate(() => document.documentElement.scrollWidth);

for (const host of sample(await hostPages(), 6)) {
  test(`L11 draws both layers as on a clean page, and leaves alone a page ${host.name}`, async ({
    site,
    page,
    pageErrors,
  }) => {
    const clean = await show({ site, page }, { html: host.html ?? '', isFramed: !!host.isFramed });
    await expect(banner(clean)).toBeVisible();
    const first = await layerBoxes(clean);
    await openSettings(clean);
    const second = await layerBoxes(clean);

    const without = await show({ site, page }, host, false);
    if (host.act) await without.evaluate(host.act);
    const own = await ownBoxes(without);
    const width = await scrollOn(without);

    const tab = await show({ site, page }, host);
    await expect(banner(tab)).toBeVisible();
    if (host.act) await tab.evaluate(host.act);
    await expect.poll(() => hostsOn(tab)).toEqual({ hosts: 1, isOnTop: true, statuses: 1 });
    expect(movedBetween(first, await layerBoxes(tab)), 'banner').toEqual([]);
    expect(await coveredOn(tab)).toEqual([]);
    expect(movedBetween(own, await ownBoxes(tab)), 'the page’s own, with the banner').toEqual([]);
    expect(await tab.evaluate(() => document.querySelector('body :is(button, section, h2, input)')!.id)).toBe('');
    await tab.locator('#own').click();
    expect(await tab.evaluate('clicks')).toEqual(['own']);

    await openSettings(tab);
    expect(movedBetween(second, await layerBoxes(tab)), 'settings').toEqual([]);
    expect(await coveredOn(tab)).toEqual([]);
    expect(movedBetween(own, await ownBoxes(tab)), 'the page’s own, with the settings').toEqual([]);
    await press(tab, 'close');
    await expect(banner(tab)).toBeVisible();
    expect(movedBetween(first, await layerBoxes(tab)), 'banner once more').toEqual([]);

    await choose(tab, 'reject-all');
    await expect(tab.locator('[data-samtycke-status]')).not.toBeEmpty();
    const heard = { position: 'fixed', clipPath: 'inset(50%)', display: 'block', visibility: 'visible', isHit: false };
    expect(await statusOn(tab)).toEqual(heard);
    expect(movedBetween(own, await ownBoxes(tab)), 'the page’s own, once answered').toEqual([]);
    expect(await scrollOn(tab)).toBe(width);
    // Playwright's own is in Firefox's pages too.
    const added = (await tab.evaluate<string[]>('added()')).filter((name) => !name.includes('__pw'));
    expect(added.toSorted()).toEqual(['window.added', ...ours].toSorted());
    expect(await tab.evaluate('broken')).toEqual([]);
    expect(pageErrors).toEqual([]);
  });
}
