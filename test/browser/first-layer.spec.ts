/** Holds the first layer to the rules of a fair question: what it says, what it offers, and what it leaves alone (R9, R11-R15, R35). */
import { expect, test } from './support/fixtures.js';
import {
  assistmes,
  boxesOf,
  desktop,
  locales,
  openAt,
  outOfView,
  phone,
  resize,
  seenText,
  speak,
  zoomed,
} from './support/layers.js';
import { note, pageOf, reference, service } from './support/pages.js';
import { banner, press, settings, statusOn, storedOn } from './support/visit.js';

const answers = '[data-action]';

test('R9 has Neka alla as a button beside Godkänn alla, in view at 320×568 and at 400 % zoom in every language', async ({
  site,
  page,
}) => {
  site.page('/', pageOf({ manifest: assistmes }));
  const tab = await openAt({ page, site }, '/', phone);
  for (const [code, texts] of Object.entries(locales)) {
    await speak(tab, code);
    const refuse = banner(tab).getByRole('button', { name: texts['reject-all'], exact: true });
    const accept = banner(tab).getByRole('button', { name: texts['accept-all'], exact: true });
    await expect(accept).toBeVisible();
    for (const button of [refuse, accept]) {
      expect(await button.evaluate((it) => [it.localName, it.parentElement!.className])).toEqual(['button', 'answers']);
    }
    for (const size of [zoomed, phone, desktop]) {
      await resize(page, size);
      await expect.poll(() => outOfView(tab, answers), `${code} ${size.width}×${size.height}`).toEqual([]);
    }
    await resize(page, phone);
  }
});

for (const [name, manifest] of Object.entries({ AssistMe: assistmes, 'the reference': reference })) {
  test(`R12 shows its heading and the names of all three groups at 320×568 unscrolled, with the manifest of ${name}`, async ({
    site,
    page,
  }) => {
    site.page('/', pageOf({ manifest }));
    const tab = await openAt({ page, site }, '/', phone);
    await expect(banner(tab)).toBeVisible();
    const hidden: Record<string, string[]> = {};
    for (const code of Object.keys(locales)) {
      await speak(tab, code);
      await expect(banner(tab)).toHaveAttribute('lang', locales[code]!.lang);
      const found = await outOfView(tab, 'h2, [role="group"] > b');
      if (found.length) hidden[code] = found;
    }
    expect(hidden).toEqual({});
  });
}

test('R11 is closed by one activation, in the very task of the press, by a no as by a yes', async ({
  site,
  page,
  context,
}) => {
  const url = site.page('/', pageOf({ manifest: assistmes }));
  for (const action of ['accept-all', 'reject-all'] as const) {
    await context.clearCookies();
    await page.goto(url);
    await expect(banner(page)).toBeVisible();
    await page.evaluate(() => {
      const notes = { shown: 0, left: [] as boolean[] };
      const isLeft = () => !!document.querySelector('[data-samtycke-root]');
      document
        .querySelector('[data-samtycke-root]')!
        .shadowRoot!.addEventListener('click', () => setTimeout(() => notes.left.push(isLeft())), { capture: true });
      document.addEventListener('samtycke:show', () => notes.shown++);
      Object.assign(window, { notes });
    });
    await press(page, action);
    await expect(banner(page)).toHaveCount(0);
    expect(await statusOn(page)).toBe(action === 'accept-all' ? 'accepted' : 'rejected');
    await expect.poll(() => page.evaluate('notes'), action).toEqual({ shown: 0, left: [false] });
  }
});

test('R12 says who asks, for what, who else gets data, what is always used and where to withdraw', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  for (const [code, texts] of Object.entries(locales)) {
    await speak(page, code);
    await expect(banner(page)).toHaveAttribute('lang', locales[code]!.lang);
    const text = await seenText(page);
    const purposes = (['functional', 'statistics', 'marketing'] as const).map((purpose) => texts[`purpose.${purpose}`]);
    const [beforeName, afterName] = texts['banner.body'].split(/\{controller\}|\{purposes\}/);
    for (const wanted of [
      assistmes.controller.name,
      ...purposes,
      beforeName!,
      afterName!.trim(),
      texts['banner.third'],
      texts['banner.withdraw'],
      texts['group.session'],
      texts['group.permanent'],
      texts['group.third-party'],
    ])
      expect(text, code).toContain(wanted);
    const link = banner(page).getByRole('link', { name: texts['banner.policy'] });
    await expect(link).toHaveAttribute('href', assistmes.policy.url);
    await expect(banner(page).getByRole('button', { name: texts.settings, exact: true })).toBeVisible();
  }
  expect(await page.locator('footer').innerText()).toContain('Kakinställningar');
  expect(locales['sv']!['banner.withdraw']).toContain('Kakinställningar');
});

test('R12 names the purposes that the manifest has, and other companies only where there are some', async ({
  site,
  page,
}) => {
  const { marketing, statistics } = { marketing: /marknadsföring/i, statistics: /statistik/i };
  const counter = service('counter', 'statistics', { cookies: [{ name: 'counter', lifetime: '30d' }] });
  const pixel = service('pixel', 'marketing', { hosts: ['vendor.example'] });
  await page.goto(site.page('/', pageOf({ manifest: { ...reference, services: [counter] } })));
  await expect(banner(page)).toContainText(statistics);
  await expect(banner(page)).not.toContainText(marketing);
  await expect(banner(page)).not.toContainText('andra företag');
  await page.goto(site.page('/', pageOf({ manifest: { ...reference, services: [counter, pixel] } })));
  await expect(banner(page)).toContainText(marketing);
  await expect(banner(page)).toContainText('En del kommer från andra företag');
});

const persuasion = {
  sv: /!|rekommender|\bbäst|\bbättre upplevelse|tyvärr|\bmissa|erbjud|\bgratis\b|okej|\bok\b|fortsätt|värdesätt|tack\b|inte (neka|avvisa|stänga av)/i,
  en: /!|recommend|\bbest\b|sorry|unfortunately|\bmiss\b|\boffer|\bfree\b|\bok(ay)?\b|continue|enjoy|we value|thank|(don.t|do not) (refuse|reject)/i,
};

test('R13 persuades nobody: no praise, picture, countdown or text out of sight, and it looks the same a minute later', async ({
  site,
  page,
}) => {
  await page.clock.install();
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  for (const [code, words] of Object.entries(persuasion)) {
    await speak(page, code);
    await expect(banner(page)).toHaveAttribute('lang', locales[code]!.lang);
    const text = await seenText(page);
    expect(text).not.toMatch(words);
    expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
    expect(await banner(page).locator('img,svg,canvas,video,audio,progress,meter,marquee').count()).toBe(0);
    expect(await banner(page).evaluate((it) => [it.scrollHeight - it.clientHeight, it.scrollTop])).toEqual([0, 0]);
    const before = await boxesOf(page, '*');
    await page.clock.fastForward(60_000);
    expect(await seenText(page)).toBe(text);
    expect(await boxesOf(page, '*')).toEqual(before);
  }
});

test('R14 has nothing selected beforehand on either layer, and Spara mina val untouched is a no to everything', async ({
  site,
  page,
  context,
}) => {
  const url = site.page('/', pageOf({ manifest: assistmes, body: note('runs', 'data-category="statistics"') }));
  for (const layer of ['first', 'second']) {
    await context.clearCookies();
    await page.goto(url);
    await expect(banner(page)).toBeVisible();
    if (layer === 'second') await press(page, 'settings');
    const switches = page.locator('[data-samtycke-root]').getByRole('switch');
    await expect(switches).toHaveCount(5);
    await expect(page.locator('[data-samtycke-root]').getByRole('switch', { checked: false })).toHaveCount(5);
    await press(page, 'save');
    await expect(page.locator('[data-samtycke-root]')).toHaveCount(0);
    expect(await page.evaluate(() => [...window.samtycke!.$granted.get()])).toEqual([]);
    expect(await storedOn(page), layer).not.toContain('accepted');
    expect(Object.values((await page.evaluate(() => window.samtycke!.decision()))!.cells)).not.toContain(true);
  }
  expect(await page.evaluate(() => window.ran ?? [])).toEqual([]);
});

test('R15 knows consent only: refuses a manifest that names another basis, and never says legitimate interest', async ({
  site,
  page,
  pageErrors,
}) => {
  const counter = reference.services[0]!;
  for (const wrong of [
    { legalBasis: 'legitimate-interest' },
    { basis: 'legitimate interest' },
    { necessary: { reason: 'security' } },
    { purpose: 'legitimate-interest' },
  ]) {
    pageErrors.length = 0;
    const manifest = { ...reference, services: [{ ...counter, ...wrong }] };
    await page.goto(site.page('/', pageOf({ manifest, body: note('counter') })));
    await expect.poll(() => pageErrors.join('\n'), JSON.stringify(wrong)).toContain('[samtycke] manifest services[0]');
    expect(await page.evaluate(() => window.ran ?? [])).toEqual([]);
    await expect(banner(page)).toHaveCount(0);
  }
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  for (const code of Object.keys(locales)) {
    await speak(page, code);
    await page.evaluate(() => window.samtycke!.show());
    await expect(banner(page)).toHaveAttribute('lang', locales[code]!.lang);
    expect(await seenText(page)).not.toMatch(/berättiga|intresse|legitimate|interest/i);
    await page.evaluate(() => window.samtycke!.showSettings());
    await expect(settings(page)).toBeVisible();
    expect(await seenText(page)).not.toMatch(/berättiga|intresse|legitimate|interest/i);
  }
});

const words = (text: string) => text.match(/[\p{L}\d]+(-[\p{L}\d]+)*/gu) ?? [];
const sentences = (text: string) => text.split(/[.:?]\s+|[.:?]$/).filter((it) => /\p{L}/u.test(it));

/** The Swedish measure of plainness: words in a sentence, and the share of words longer than six letters. */
const lix = (text: string) => {
  const all = words(text);
  return all.length / sentences(text).length + (100 * all.filter(({ length }) => length > 6).length) / all.length;
};

test('R35 speaks the language of the page, and says which', async ({ site, page }) => {
  for (const [code, texts] of Object.entries(locales)) {
    // A variant of a language is chosen by its code alone.
    if (code !== texts.lang) continue;
    const spoken = pageOf({ manifest: assistmes }).replace('lang="sv"', `lang="${code}-XX"`);
    await page.goto(site.page(`/${code}`, spoken));
    await expect(banner(page)).toHaveAttribute('lang', locales[code]!.lang);
    await expect(banner(page).getByRole('heading')).toHaveText(texts['banner.title']);
    await press(page, 'settings');
    await expect(settings(page)).toHaveAttribute('lang', locales[code]!.lang);
    await expect(settings(page).getByRole('heading', { level: 2 })).toHaveText(texts['settings.title']);
  }
});

test('R35 asks in plain Swedish: LIX 42 at most on the first layer and 40 on the second, 15 words in a sentence', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  const asked = (await banner(page).locator('.text').innerText()).trim();
  expect(words(asked).length).toBeGreaterThan(40);
  expect(lix(asked)).toBeLessThanOrEqual(42);
  for (const sentence of sentences(asked)) expect(words(sentence).length, sentence).toBeLessThanOrEqual(15);
  await press(page, 'settings');
  await expect(settings(page)).toBeVisible();
  // What the site says of its services is in the lists, which are not ours to judge; nor is who the controller is.
  const ours = await settings(page).locator('.body > p, .purpose > p, [role="group"] > p').allInnerTexts();
  const explained = ours.filter((text) => !text.includes(assistmes.controller.email!));
  expect(explained.length).toBeGreaterThan(8);
  expect(lix(explained.join(' '))).toBeLessThanOrEqual(40);
});

test('needs one font, in three faces at most: each further one is found and read before the first paint', async ({
  site,
  page,
}) => {
  await page.goto(site.page('/', pageOf({ manifest: assistmes })));
  await expect(banner(page)).toBeVisible();
  const faces = await banner(page).evaluate((section) =>
    [section, ...section.querySelectorAll('*')].map((element) => {
      const { fontFamily, fontSize, fontWeight } = getComputedStyle(element);
      return [fontFamily, fontSize, fontWeight].join(' ');
    }),
  );
  expect(new Set(faces).size).toBeLessThanOrEqual(3);
});
