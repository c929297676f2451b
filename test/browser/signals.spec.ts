/** Draws what visitors do, in one tab and another, and when vendors come; after each step every vendor has been told what holds. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { createRandom, isFull, seed } from '../setup/sample.js';
import { expect, test } from './support/fixtures.js';
import { pageOf, service, withOptions } from './support/pages.js';
import type { Site } from './support/site.js';
import { arrive, believedBy, heardBy, serveStandIns, standIn, vendorNames, type Vendor } from './support/standIns.js';
import { frameTab } from './support/tabs.js';
import { choose } from './support/visit.js';

const PURPOSES = ['functional', 'statistics', 'marketing'] as const;
const signals = vendorNames.filter((name) => name !== 'google');
const manifest = {
  ...withOptions({ googleConsentMode: true, signals, reload: false }),
  services: PURPOSES.map((purpose) => service(purpose, purpose, { hosts: [`${purpose}.example`] })),
};
const answers = 'accept reject withdraw save save save elsewhere elsewhere reload reload'.split(' ');
const [journeys, length] = isFull ? [20, 14] : [2, 10];

interface Said {
  readonly command?: string;
  readonly call?: string;
  readonly type?: string;
}

/** Draws one step; each vendor comes once on a page, at any time. */
type Draw = <T>(from: readonly T[]) => T;
type Held = Record<(typeof PURPOSES)[number], boolean>;

const heldBy = (isHeld: () => boolean): Held => ({ functional: isHeld(), statistics: isHeld(), marketing: isHeld() });
const cellsOf = (held: Held) =>
  Object.fromEntries(PURPOSES.map((purpose) => [`third-party:${purpose}`, held[purpose]]));

/** Loads the page anew: some vendors stand before the SDK, some after it, the others may come later. */
async function load(site: Site, page: Page, draw: Draw) {
  const placed = vendorNames.map((name) => [name, draw(['first', 'after', 'late', 'late'])] as const);
  const tagsAt = (place: string) => placed.flatMap(([name, at]) => (at === place ? [standIn(name)] : [])).join('');
  // Whose tag stands before the SDK has no default to hear in time; the order is the page's own fault.
  const html = pageOf({
    manifest,
    first: tagsAt('first').replaceAll(standIn('google'), ''),
    head:
      draw(['', '<script>dataLayer = [{ page: "start" }]</script>']) +
      tagsAt('after') +
      (placed[0]![1] === 'first' ? standIn('google') : ''),
  });
  await page.goto(site.page('/', html));
  return new Set(placed.flatMap(([name, at]) => (at === 'late' ? [name] : [])));
}

/** What a visitor may do, and what holds after it. */
const acts: Record<string, (page: Page, held: Held) => Promise<void>> = {
  accept: (page) => page.evaluate(() => window.samtycke!.acceptAll()),
  reject: (page) => page.evaluate(() => window.samtycke!.rejectAll()),
  withdraw: (page) => page.evaluate(() => window.samtycke!.withdraw()),
  save: (page, held) => page.evaluate((cells) => window.samtycke!.save(cells), cellsOf(held)),
  async elsewhere(page, held) {
    const second = await frameTab(page, new URL('/two', page.url()).href);
    await second.evaluate((cells) => window.samtycke!.save(cells), cellsOf(held));
    await expect.poll(() => page.evaluate(() => window.samtycke!.decision()?.cells)).toEqual(cellsOf(held));
    if ('close' in second) await second.close();
    else await page.evaluate(() => document.querySelector('iframe')!.remove());
  },
};

/** Returns the commands of Consent Mode on the page's layer. */
const commandsOn = (page: Page) =>
  page.evaluate(() =>
    window.dataLayer!.flatMap((entry) => {
      const { 0: what, 1: command } = entry as string[];
      return what === 'consent' ? [command] : [];
    }),
  );

/** Goes through one journey; what fails names its steps. */
async function travel({ site, page }: { site: Site; page: Page }, random: () => number) {
  const draw: Draw = (from) => from[Math.floor(random() * from.length)]!;
  let missing = await load(site, page, draw);
  let held: Held | undefined;
  let updates = 0;
  const steps: string[] = [];
  for (let step = 0; step < length; step++) {
    const kind = missing.size && random() < 0.5 ? draw([...missing]) : draw(answers);
    steps.push(kind);
    if (missing.delete(kind as Vendor)) await arrive(page, kind as Vendor);
    else if (kind === 'reload') {
      missing = await load(site, page, draw);
      updates = held ? 1 : 0;
    } else {
      const before = JSON.stringify(held);
      const isDrawn = kind === 'save' || kind === 'elsewhere';
      held = isDrawn ? heldBy(() => random() < 0.5) : heldBy(() => kind === 'accept');
      // Another tab's answer is news only where it differs: of a refusal the day is kept and no more.
      if (kind === 'elsewhere' && before === JSON.stringify(held)) held.statistics = !held.statistics;
      await acts[kind]!(page, held);
      updates++;
    }
    for (const name of vendorNames.filter((vendor) => !missing.has(vendor))) {
      const known = Object.keys(await believedBy(page, name)) as (keyof Held)[];
      const wanted = Object.fromEntries(known.map((purpose) => [purpose, held?.[purpose] ?? false]));
      await expect.poll(() => believedBy(page, name), `${name}, after ${steps.join(', ')}`).toEqual(wanted);
    }
    const commands = ['default', ...Array.from({ length: updates }, () => 'update')];
    await expect.poll(() => commandsOn(page), `after ${steps.join(', ')}`).toEqual(commands);
  }
}

test('tells every vendor after each step what holds, and Google its one default before all', async ({ site, page }) => {
  test.setTimeout(isFull ? 1_200_000 : 120_000);
  serveStandIns(site);
  site.page('/two', pageOf({ manifest }));
  for (let journey = 0; journey < journeys; journey++) {
    await page.context().clearCookies();
    await page.goto(site.page('/empty', pageOf({ manifest: false, tag: '' })));
    await page.evaluate(() => localStorage.clear());
    await travel({ site, page }, createRandom(seed + journey));
  }
});

test('has every vendor told before its tag is released, however long that takes', async ({ site, page }) => {
  serveStandIns(site);
  const tags = vendorNames.map((name) =>
    standIn(name).replace('<script', '<script type="text/plain" data-service="marketing"'),
  );
  const html = pageOf({ manifest, body: tags.join('') });
  const slow = await readFile('dist/samtycke.signals.js');
  site.on('site.example', '/dist/samtycke.signals.js', async () => {
    await pause(700);
    return { headers: { 'content-type': 'text/javascript' }, body: slow };
  });
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  await expect.poll(() => heardBy(page, 'shopify')).toHaveLength(1);
  expect((await heardBy(page, 'google')).map((said) => (said as Said).command)).toEqual(['default', 'update']);
  expect((await heardBy(page, 'microsoft-uet')).map((said) => (said as Said).command)).toEqual(['default', 'update']);
  expect(await heardBy(page, 'matomo')).toEqual(['requireConsent', 'setConsentGiven']);
  expect((await heardBy(page, 'meta-pixel')).map((said) => (said as Said).call)).toEqual(['consent', 'init']);
  expect((await heardBy(page, 'wordpress')).every((said) => (said as Said).type === 'optin')).toBe(true);
  expect(site.hitsOf('site.example', '/stand-in/matomo.js')).toHaveLength(1);
});
