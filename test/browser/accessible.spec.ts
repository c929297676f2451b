/** Measures what both layers are for those who do not see, see little, or take their time (R47, R48, R51, R52, R54, R56). */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { openLayer } from './support/answers.js';
import { assistmes, boxesOf, cells, desktop, locales, openAt, phone, resize, speak, unfold } from './support/layers.js';
import { pageOf } from './support/pages.js';
import { banner, settings, statusOn, switchOf } from './support/visit.js';

const codes = Object.keys(locales);
const root = '[data-samtycke-root]';
const stops = 'a[href], button, input, summary, [tabindex]';

test('R48 is a region named by its heading, first in the page, that takes no focus and bars nothing', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes, body: '<input autofocus id="own">' })));
  const region = page.getByRole('region', { name: 'Välj vilka kakor vi får använda' });
  await expect(region).toBeVisible();
  expect(await region.evaluate((it) => it.localName)).toBe('section');
  await expect(region.getByRole('heading', { level: 2 })).toHaveText('Välj vilka kakor vi får använda');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('own');
  const bars = await page.evaluate(() => {
    const host = document.querySelector('[data-samtycke-root]')!;
    return {
      isFirst: document.body.previousElementSibling === host,
      modal: host.shadowRoot!.querySelectorAll('[aria-modal], dialog, [autofocus]').length,
      barred: document.querySelectorAll('[inert], [aria-hidden], [aria-modal]').length,
    };
  });
  expect(bars).toEqual({ isFirst: true, modal: 0, barred: 0 });
});

test('R47 has no stop of the keyboard out of its order on either layer', async ({ site, page }) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  for (const layer of ['first', 'second'] as const) {
    await openLayer(page, layer);
    const all = await page.locator(`${root} *`).evaluateAll((elements, selector) => {
      const found = elements.filter((it) => it.matches(selector)) as HTMLElement[];
      return {
        // Only the heading of the dialog is focused by script.
        odd: found.filter((it) => it.tabIndex !== 0 && !it.matches('dialog h2')).map(({ outerHTML }) => outerHTML),
        count: found.length,
        keys: elements.filter((it) => it.hasAttribute('accesskey')).length,
      };
    }, stops);
    expect(all).toMatchObject({ odd: [], keys: 0 });
    expect(all.count).toBeGreaterThan(9);
  }
});

test('R51 names each switch by purpose and group, no two alike, and says its state in words on the second layer', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  for (const code of codes) {
    const texts = locales[code]!;
    await speak(page, code);
    for (const layer of ['first', 'second'] as const) {
      await openLayer(page, layer);
      const names = cells.map((cell) => {
        const [group, purpose] = cell.split(':') as ['permanent', 'functional'];
        const word = texts[`purpose.${purpose}`];
        return `${word[0]!.toUpperCase()}${word.slice(1)}, ${texts[`group.${group}`]}`;
      });
      await expect(page.locator(root).getByRole('switch')).toHaveCount(cells.length);
      for (const [index, name] of names.entries()) {
        const one = page.locator(root).getByRole('switch', { name, exact: true });
        await expect(one).toHaveCount(1);
        await expect(one).toHaveAttribute('data-category', cells[index]!);
      }
      const others = page.locator(`${root} :is(button, summary, a[href])`);
      const said = await others.evaluateAll((all) =>
        all.filter((it) => it.getClientRects().length).map((it) => it.getAttribute('aria-label') ?? it.textContent),
      );
      expect(said.filter((text) => !/\p{L}{2}/u.test(text))).toEqual([]);
      if (layer === 'first') expect(new Set(said).size).toBe(said.length);
    }
    const label = page.locator(`${root} label`).first();
    expect((await label.innerText()).trim()).toBe(texts.off);
    await label.locator('input').check();
    expect((await label.innerText()).trim()).toBe(texts.on);
  }
});

test('R52 announces each answer once, in a place that was there before, and moves no focus', async ({ site, page }) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes, body: '<button id="own">Sidans</button>' })));
  await expect(banner(page)).toBeVisible();
  await page.evaluate(() => {
    const status = document.querySelector('[data-samtycke-status]')!;
    const before = [status.getAttribute('role'), status.textContent, getComputedStyle(status).display];
    Object.assign(window, { before, changes: [] as string[] });
    new MutationObserver((records) => {
      records.forEach(() => (window as unknown as { changes: string[] }).changes.push(status.textContent));
    }).observe(status, { childList: true, characterData: true, subtree: true });
  });
  expect(await page.evaluate('before')).toEqual(['status', '', 'block']);
  const said = { 'reject-all': 'rejected', save: 'saved', 'accept-all': 'saved' } as const;
  for (const action of ['reject-all', 'save', 'accept-all'] as const) {
    await page.evaluate(() => window.samtycke!.show());
    if (action === 'save') await switchOf(page, 'permanent:statistics').check();
    await page.evaluate(() => document.getElementById('own')!.focus());
    await page.evaluate((name) => {
      const layer = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
      layer.querySelector<HTMLElement>(`[data-action="${name}"]`)!.click();
    }, action);
    await expect(banner(page)).toHaveCount(0);
    expect(await page.evaluate('changes.splice(0)'), action).toEqual([locales['sv']![said[action]]]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('own');
  }
});

test('R54 gives every button, link, switch and list at least 24 by 24 pixels, and the answers 44', async ({
  site,
  page,
}) => {
  site.page('/', pageOf({ manifest: assistmes }));
  const tab = await openAt({ page, site }, '/', phone);
  await expect(banner(tab)).toBeVisible();
  for (const size of [phone, desktop]) {
    await resize(page, size);
    for (const layer of ['first', 'second'] as const) {
      await openLayer(tab, layer);
      await unfold(tab);
      // What is pressed to turn a switch is all of its label.
      const targets = (await boxesOf(tab, 'a[href], button, label, summary')).filter(({ width }) => width);
      expect(targets.length).toBeGreaterThan(9);
      expect(targets.filter(({ width, height }) => width < 24 || height < 24)).toEqual([]);
      const answers = await boxesOf(tab, '[data-action], label');
      expect(answers.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
    }
  }
});

const moving = (page: Page) =>
  page.evaluate(() => {
    const layer = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
    layer.querySelector<HTMLElement>('label')!.click();
    return document.getAnimations().length + layer.getAnimations().length;
  });

test('R56 waits for ever, and moves nothing for those who ask for that', async ({ site, page, browserName }) => {
  await page.clock.install();
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  for (const layer of ['first', 'second'] as const) {
    await openLayer(page, layer);
    await page.clock.fastForward(10 * 60_000);
    await expect(layer === 'first' ? banner(page) : settings(page)).toBeVisible();
    expect(await statusOn(page)).toBe('undecided');
    // Firefox takes no emulated media over BiDi.
    if (browserName === 'firefox') continue;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving(page)).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving(page), 'that it can be seen to move').toBeGreaterThan(0);
  }
});
