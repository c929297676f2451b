/** Holds the second layer to what must be told and what must stay in the visitor's hands (R18-R21, R23, R49, R57). */
import { expect, test } from './support/fixtures.js';
import { assistmes, cells, locales, openAt, phone, seenText, speak, unfold } from './support/layers.js';
import { note, pageOf, reference, service } from './support/pages.js';
import { banner, idle, press, settings, storedOn, switchOf } from './support/visit.js';

const shows = () => Boolean(document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section'));
const isOpen = () => Boolean(document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('dialog[open]'));
const isGone = () => !document.querySelector('[data-samtycke-root]');

for (const layer of ['first', 'second'] as const) {
  test(`R18 grants one cell and nothing besides from the ${layer} layer, whichever it is`, async ({
    site,
    page,
    context,
  }) => {
    const body = cells.map((cell) => note(cell, `data-category="${cell}"`)).join('');
    const url = site.page('/', pageOf({ manifest: assistmes, body }));
    for (const cell of cells) {
      await context.clearCookies();
      await page.goto(url);
      await expect(banner(page)).toBeVisible();
      if (layer === 'second') await press(page, 'settings');
      await switchOf(page, cell).check();
      await expect(page.locator('[data-samtycke-root]').getByRole('switch', { checked: true })).toHaveCount(1);
      await press(page, 'save');
      await expect.poll(() => page.evaluate(() => window.ran ?? []), cell).toEqual([cell]);
      expect(await page.evaluate(() => [...window.samtycke!.$granted.get()])).toEqual([cell]);
    }
    await idle(page, 200);
    expect(await page.evaluate(() => window.ran)).toHaveLength(1);
  });
}

test('R19 tells of each service who, what for, which data, every cookie with its time, who gets it and where', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes, body: '<div data-samtycke="declaration"></div>' })));
  await expect(banner(page)).toBeVisible();
  await press(page, 'settings');
  for (const code of ['sv', 'en']) {
    await speak(page, code);
    await expect(settings(page)).toHaveAttribute('lang', locales[code]!.lang);
    await unfold(page);
    for (const declared of assistmes.services) {
      const said = settings(page).locator('details > ul > li').filter({ hasText: declared.text![code]! });
      const recipients = declared.recipients!.map((it) => (typeof it === 'string' ? it : it.name));
      const names = declared.cookies.map(({ name }) => name);
      for (const wanted of [declared.provider, ...declared.data!.map(String), ...recipients, ...names])
        await expect(said, declared.id).toContainText(wanted);
      if (declared.countries!.includes('US')) await expect(said).toContainText(code === 'sv' ? 'USA' : 'United States');
      await expect(said.getByRole('link')).toHaveAttribute('href', declared.policyUrl!);
      const cookies = said.locator('.items > li');
      await expect(cookies).toHaveCount(names.length);
      const times = (await cookies.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
      expect(times.filter((text) => !/: (\d+ \p{L}+|Tills du stänger|Until you close)/u.test(text))).toEqual([]);
    }
    const dry = await settings(page)
      .locator('dd, dt, li, h3, h4, summary')
      .evaluateAll((all) => all.filter((it) => !it.textContent!.trim()).length);
    expect(dry).toBe(0);
  }
  // The choice itself is kept in a cookie, and that is told too.
  await expect(settings(page).locator('.items')).toContainText([/^__Host-samtycke/]);
  const cellsOf = page.locator('[data-samtycke="declaration"]').locator('td, th');
  expect(await cellsOf.count()).toBeGreaterThan(100);
  expect((await cellsOf.allInnerTexts()).filter((text) => !text.trim())).toEqual([]);
});

test('R20 says Alltid på of what is necessary, and refuses a necessity that is not on the list', async ({
  site,
  page,
  pageErrors,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  await expect(banner(page)).toBeVisible();
  await press(page, 'settings');
  const necessary = settings(page)
    .locator('.purpose')
    .filter({ has: page.getByRole('heading', { name: 'Nödvändiga' }) });
  await expect(necessary).toHaveCount(2);
  for (const part of await necessary.all()) {
    await expect(part.locator('.row')).toHaveText('NödvändigaAlltid på');
    await expect(part.getByRole('switch')).toHaveCount(0);
    await expect(part).toContainText('De kan inte stängas av här.');
  }
  await expect(settings(page).locator('input:disabled, [aria-disabled]')).toHaveCount(0);

  for (const wrong of [
    service('ads', 'necessary'),
    service('ads', 'necessary', { necessary: { reason: 'marketing' as never } }),
    service('ads', 'marketing', { necessary: { reason: 'security' } }),
    service('ads', 'statistics', { necessary: { reason: 'login' } }),
  ]) {
    pageErrors.length = 0;
    await page.goto(site.page('/', pageOf({ manifest: { ...reference, services: [wrong] } })));
    await expect.poll(() => pageErrors.join('\n'), JSON.stringify(wrong)).toContain('[samtycke] manifest services[0]');
    await expect(banner(page)).toHaveCount(0);
  }
});

const corner = '<p id="corner" style="position: fixed; inset: 0 auto auto 0; width: 8px; height: 8px; margin: 0"></p>';

test('R21 drops what is not saved when closed by its button, by Escape or beside it', async ({ site, hands }) => {
  await hands.goto(site.page('/', pageOf({ manifest: assistmes, body: corner })));
  await hands.until(shows);
  await hands.evaluate(() => window.samtycke!.save({ 'permanent:statistics': true }));
  await hands.until(isGone);
  const state = () => JSON.stringify([document.cookie, { ...localStorage }, window.samtycke!.decision()]);
  const before = await hands.evaluate(state);
  await hands.evaluate(() => {
    document.addEventListener('samtycke:change', () => (window.ran ??= []).push('change'));
  });
  const ways = [
    () => hands.press('Escape'),
    () => hands.click(() => document.getElementById('corner')),
    () =>
      hands.click(() =>
        document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('[data-action="close"]'),
      ),
  ];
  for (const close of ways) {
    await hands.evaluate(() => window.samtycke!.showSettings());
    await hands.until(isOpen);
    const on = await hands.evaluate(() => {
      const root = document.querySelector('[data-samtycke-root]')!.shadowRoot!;
      const inputs = [...root.querySelectorAll('input')];
      const was = inputs.filter(({ checked }) => checked).map(({ dataset }) => dataset['category']);
      for (const input of inputs) input.click();
      return was;
    });
    expect(on).toEqual(['permanent:statistics']);
    await close();
    await hands.until(isGone);
    expect(await hands.evaluate(state)).toBe(before);
  }
  expect(await hands.evaluate(() => window.ran ?? [])).toEqual([]);
});

test('R21 stays open while the visitor clicks at its edge, or marks text and lets go elsewhere in it', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  await expect(banner(page)).toBeVisible();
  await press(page, 'settings');
  const { x, y, width, height } = (await settings(page).boundingBox())!;
  for (const [left, top] of [
    [x + 8, y + height / 2],
    [x + width - 8, y + height / 2],
  ] as const) {
    await page.mouse.click(left, top);
    await expect(settings(page)).toHaveCount(1);
  }
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 20, { steps: 3 });
  await page.mouse.up();
  await expect(settings(page)).toHaveCount(1);
});

test('R23 names the controller, how to reach it and where to complain, and the data protection officer if there is one', async ({
  site,
  page,
}) => {
  const { name, orgNumber, email, phone: number, dpo } = assistmes.controller;
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  await expect(banner(page)).toBeVisible();
  for (const [code, texts] of Object.entries(locales)) {
    await speak(page, code);
    await page.evaluate(() => window.samtycke!.showSettings());
    await expect(settings(page)).toHaveAttribute('lang', locales[code]!.lang);
    const text = await seenText(page);
    for (const wanted of [name, orgNumber!, email!, number!, dpo!, 'IMY', 'imy.se', texts.complaint])
      expect(text, code).toContain(wanted);
  }
  const { dpo: _none, ...controller } = assistmes.controller;
  await page.goto(site.page('/', pageOf({ manifest: { ...assistmes, controller } })));
  await expect(banner(page)).toBeVisible();
  await press(page, 'settings');
  await expect(settings(page)).toContainText(name);
  await expect(settings(page)).not.toContainText('Dataskyddsombud');
});

test('R49 is a modal dialog that takes focus to its heading, and gives it to the page’s where the opener is gone', async ({
  site,
  page,
}) => {
  const button = '<button id="opener" data-samtycke="settings">Kakor</button>';
  await page.goto(site.page('/', pageOf({ manifest: assistmes, body: button })));
  await expect(banner(page)).toBeVisible();
  const focus = () =>
    page.evaluate(() => {
      const outer = document.activeElement;
      return outer?.shadowRoot?.activeElement?.id ?? (outer?.id || outer?.localName);
    });
  for (const opener of ['stays', 'is gone']) {
    await page.locator('#opener').focus();
    await page.evaluate(() => document.getElementById('opener')!.click());
    await expect(settings(page)).toBeVisible();
    expect(await focus()).toBe('settings-title');
    expect(
      await settings(page).evaluate((it) => [it.localName, it.matches(':modal'), it.getAttribute('aria-modal')]),
    ).toEqual(['dialog', true, null]);
    await expect(page.getByRole('dialog', { name: 'Kakinställningar' })).toBeVisible();
    expect(await settings(page).getAttribute('aria-describedby')).toBeNull();
    expect(await settings(page).locator('h2').getAttribute('tabindex')).toBe('-1');
    // What is behind takes no focus.
    await page.evaluate(() => document.querySelector<HTMLElement>('footer a')!.focus());
    expect(await focus()).toBe('settings-title');
    if (opener === 'is gone') await page.evaluate(() => document.getElementById('opener')!.remove());
    await press(page, 'close');
    await expect(settings(page)).toHaveCount(0);
    expect(opener === 'stays' ? ['opener'] : ['h1', 'main']).toContain(await focus());
    expect(await storedOn(page)).toBeUndefined();
  }
});

test('R57 has its headings in order, its groups named, and tables that scroll in a region of their own', async ({
  site,
  page,
}) => {
  site.page('/', pageOf({ manifest: assistmes, body: '<div data-samtycke="declaration"></div>' }));
  const tab = await openAt({ page, site }, '/', phone);
  const groups = ['Sessionskakor', 'Permanenta kakor', 'Tredjepartskakor'];
  for (const name of groups) await expect(banner(tab).getByRole('group', { name })).toHaveCount(1);
  await expect(banner(tab).getByRole('heading')).toHaveText(['Välj vilka kakor vi får använda']);
  const regions = tab.locator('[data-samtycke="declaration"]').getByRole('region');
  await expect(regions).toHaveCount(4);
  for (const region of await regions.all()) {
    const caption = await region.locator('caption').innerText();
    await expect(region).toHaveAttribute('aria-label', caption);
    await expect(region).toHaveAttribute('tabindex', '0');
    const scopes = await region.locator('th').evaluateAll((all) => all.map((it) => it.getAttribute('scope')));
    expect(new Set(scopes)).toEqual(new Set(['col', 'row']));
    expect(
      await region.locator('tr').evaluateAll((rows) => rows.filter((row) => row.children.length !== 8).length),
    ).toBe(0);
    expect(await region.evaluate((it) => getComputedStyle(it).overflowX)).toBe('auto');
    expect(await region.getByRole('columnheader').count()).toBe(8);
    expect(await region.getByRole('cell').count()).toBe((await region.getByRole('rowheader').count()) * 7);
  }
  expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

  await press(tab, 'settings');
  for (const name of groups) await expect(settings(tab).getByRole('group', { name })).toHaveCount(1);
  await unfold(tab);
  const levels = await settings(tab)
    .locator('h1,h2,h3,h4,h5,h6')
    .evaluateAll((all) => all.map(({ localName }) => Number(localName[1])));
  expect(levels[0]).toBe(2);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 2) + 1 || level < 2)).toEqual([]);
  expect(await settings(tab).locator('li:not(ul > li), dd:not(dl > dd), dt:not(dl > dt)').count()).toBe(0);
});
