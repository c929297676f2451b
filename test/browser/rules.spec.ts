/** Shows that extensions which answer banners for people find ours by the rules in `dist/rules/`, and that their answer is the visitor's. */
import type { Page } from '@playwright/test';
import { obey, type Wishes } from './support/consentOMatic.js';
import { expect, test } from './support/fixtures.js';
import { builtRule, heardOn, machineOn } from './support/machines.js';
import { lazyTag, note, pageOf, tag, withOptions } from './support/pages.js';
import { banner, choose, idle, press, settings, statusOn, storedOn, switchOf } from './support/visit.js';

const held = note('counter') + note('film', 'data-service="film"') + note('vendor', 'data-service="vendor"');
const ranOn = (page: Page) => page.evaluate(() => (window.ran ?? []).toSorted());

const builds = { 'samtycke.js': tag, 'samtycke.lazy.js': lazyTag };
const outcomes = {
  optOut: {
    status: 'rejected',
    ran: [],
    heard: ['cmpDetected', 'popupFound', 'optOutResult true', 'autoconsentDone', 'selfTestResult true'],
  },
  optIn: {
    status: 'accepted',
    ran: ['counter', 'film', 'vendor'],
    heard: ['cmpDetected', 'popupFound', 'optInResult true', 'autoconsentDone'],
  },
} as const;

for (const [build, script] of Object.entries(builds))
  for (const locale of ['sv', 'en'])
    for (const autoAction of ['optOut', 'optIn'] as const)
      test(`autoconsent answers ${build} in ${locale} once: ${autoAction}`, async ({ site, page, pageErrors }) => {
        const { status, ran, heard } = outcomes[autoAction];
        const first = machineOn(site, { autoAction });
        await page.goto(
          site.page('/', pageOf({ first, tag: script, body: held, manifest: withOptions({ locale, months: 6 }) })),
        );
        const told = heard.map((line) => line.replace(/^\w+/, '$& samtycke'));
        await expect.poll(() => heardOn(page)).toEqual(told);
        expect(await statusOn(page)).toBe(status);
        expect(await storedOn(page)).toContain(`_${status}_`);
        await expect(banner(page)).toHaveCount(0);
        await expect.poll(() => ranOn(page)).toEqual(ran);

        // Were there a loop of reloads, the extension would now find the banner again.
        await idle(page, 1500);
        expect(await heardOn(page)).toEqual(told);
        expect(site.hitsOf('site.example', '/')).toHaveLength(1);
        expect(pageErrors).toEqual([]);
      });

for (const [build, script] of Object.entries(builds))
  test(`an answer by click() holds before it returns, in ${build}`, async ({ site, page }) => {
    await page.goto(site.page('/', pageOf({ tag: script, body: held })));
    await expect(banner(page)).toBeVisible();
    const after = await page.evaluate(() => {
      const host = document.querySelector('[data-samtycke-root]')!;
      host.shadowRoot!.querySelector<HTMLElement>('[data-action="reject-all"]')!.click();
      const { overflow, paddingBottom } = document.documentElement.style;
      return [window.samtycke!.status(), document.cookie.split('_')[3], host.isConnected, overflow, paddingBottom];
    });
    expect(after).toEqual(['rejected', 'rejected', false, '', '']);
  });

test('autoconsent leaves an answer alone that the visitor has given, and the settings that show it', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ body: held })));
  await choose(page, 'accept-all');
  await page.goto(site.page('/next', pageOf({ first: machineOn(site, { autoAction: 'optOut' }), body: held })));
  await expect.poll(() => ranOn(page)).toEqual(['counter', 'film', 'vendor']);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await expect(settings(page)).toBeVisible();
  await idle(page, 2000);
  await press(page, 'close');
  await idle(page, 1500);
  expect(await heardOn(page)).toEqual([]);
  expect(await statusOn(page)).toBe('accepted');
});

const cosmetic = { ...builtRule('autoconsent'), cosmetic: true, optOut: [{ hide: '[data-samtycke-root]' }] };
const hiding = {
  'hides it before it knows what to do': { autoAction: null, enablePrehide: true, prehideTimeout: 600_000 },
  'has a rule that only hides it': { autoAction: 'optOut', rules: [cosmetic] },
} as const;

for (const [how, setting] of Object.entries(hiding))
  test(`nothing is granted where autoconsent ${how}`, async ({ site, page }) => {
    await page.goto(site.page('/', pageOf({ first: machineOn(site, { ...setting }), body: held })));
    await expect.poll(() => heardOn(page)).toContain('popupFound samtycke');
    const styles = () => page.evaluate(() => [...document.querySelectorAll('style')].map((style) => style.textContent));
    await expect.poll(async () => (await styles()).join()).toContain('[data-samtycke-root]');
    await idle(page, 1000);
    expect(await statusOn(page)).toBe('undecided');
    expect(await storedOn(page)).toBeUndefined();
    expect(await ranOn(page)).toEqual([]);
    expect(await page.evaluate(() => window.samtycke!.has('statistics'))).toBe(false);
  });

const rule = builtRule('consent-o-matic').samtycke;
const none: Wishes = { A: false, B: false, D: false, E: false, F: false, X: false };
const all: Wishes = { A: true, B: true, D: true, E: true, F: true, X: true };

const clickOn = (action: string) => `section [data-action="${action}"]`;
const setOn = (cell: string) => `section [data-category="${cell}"]`;
const functional = ['permanent:functional', 'third-party:functional'];
const saving = (cells: string[]) => [...cells.map(setOn), clickOn('save')];

const wanted: [name: string, wishes: Wishes, clicks: string[], granted: string[]][] = [
  ['nothing', none, [clickOn('reject-all')], []],
  ['everything', all, [clickOn('accept-all')], [...functional, 'permanent:statistics', 'third-party:marketing']],
  ['A, preferences', { ...none, A: true }, saving(functional), functional],
  ['B, statistics', { ...none, B: true }, saving(['permanent:statistics']), ['permanent:statistics']],
  ['F, advertising', { ...none, F: true }, saving(['third-party:marketing']), ['third-party:marketing']],
  [
    'all but advertising',
    { ...all, F: false },
    saving([...functional, 'permanent:statistics']),
    [...functional, 'permanent:statistics'],
  ],
  ['what we never ask about', { ...none, D: true, E: true, X: true }, [clickOn('save')], []],
];

for (const [name, wishes, clicks, granted] of wanted)
  test(`Consent-O-Matic grants ${name}`, async ({ site, page }) => {
    await page.goto(site.page('/', pageOf({ body: held })));
    await expect(banner(page)).toBeVisible();
    expect(await obey(page, rule, wishes)).toEqual(clicks);
    await expect(banner(page)).toHaveCount(0);
    const given = await page.evaluate(() => Object.entries(window.samtycke!.decision()!.cells));
    expect(given.flatMap(([cell, isOn]) => (isOn ? [cell] : [])).toSorted()).toEqual(granted.toSorted());
    expect(given).toHaveLength(4);
  });

test('Consent-O-Matic turns off what an older answer has left on, and finds no banner to answer twice', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: withOptions({ locale: 'en' }), tag: lazyTag })));
  await choose(page, 'accept-all');
  await page.evaluate(() => window.samtycke!.show());
  await expect(switchOf(page, 'permanent:statistics')).toBeChecked();
  const left = functional.filter((cell) => cell.startsWith('third'));
  const off = ['permanent:functional', ...left, 'third-party:marketing'];
  expect(await obey(page, rule, { ...none, B: true })).toEqual(saving(off));
  expect(await statusOn(page)).toBe('custom');
  expect(await page.evaluate(() => window.samtycke!.has('statistics & !functional & !marketing'))).toBe(true);
  expect(await obey(page, rule, all)).toBeUndefined();
  expect(await statusOn(page)).toBe('custom');
});
