/** Writes markup into every text of the manifest, and script into its addresses: it is shown as text, or refused. */
import { expect, test } from './support/fixtures.js';
import { pageOf, reference, service } from './support/pages.js';
import { banner, idle, press, settings, statusOn } from './support/visit.js';

const attack = '</script></style><img src=x onerror="window.__xss=1"><svg onload="window.__xss=1">';
const hostile = {
  controller: {
    name: `C${attack}`,
    orgNumber: attack,
    email: '<img/src=x/onerror=window.__xss=1>@x',
    phone: attack,
    dpo: attack,
  },
  policy: { version: '2.0.0', url: '/policy"onmouseover="window.__xss=1', changes: { sv: `Nytt${attack}` } },
  services: [
    service('film', 'functional', {
      provider: `P${attack}`,
      text: { sv: attack },
      data: [attack],
      recipients: [attack, { name: attack }],
      aliases: [attack],
      hosts: ['film.example'],
      cookies: [{ name: attack, lifetime: '1y' }],
      policyUrl: 'https://film.example/"onclick="window.__xss=1',
    }),
  ],
};

test('shows markup in the manifest’s texts as text, everywhere', async ({ site, page, pageErrors }) => {
  site.on('site.example', '/samtycke.json', () => ({ body: JSON.stringify(hostile) }));
  const body =
    '<iframe data-service="film" data-src="https://film.example/1" width="400" height="300"></iframe><div data-samtycke="declaration"></div>';
  const tag = '<script src="/dist/samtycke.js" data-manifest="/samtycke.json"></script>';
  await page.goto(
    site.page('/', pageOf({ manifest: false, tag, body }), {
      'set-cookie': `__Host-samtycke=1_accepted_1.0.0_${Math.floor(Date.now() / 1000) - 60}_------1--; Path=/; Secure`,
    }),
  );
  await expect(banner(page)).toContainText(`C${attack}`);
  await expect(banner(page)).toContainText(`Nytt${attack}`);
  await expect(page.locator('[data-samtycke-embed]')).toContainText(`P${attack}`);
  await expect(page.locator('[data-samtycke="declaration"] table').first()).toContainText(attack);
  await press(page, 'settings');
  await expect(settings(page)).toContainText(`C${attack}`);
  await settings(page).evaluate((dialog) =>
    dialog.querySelectorAll('details').forEach((details) => (details.open = true)),
  );
  await idle(page);
  const made = await page.evaluate(() => {
    const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []));
    const elements = roots.flatMap((root) => [...root.querySelectorAll('*')]);
    return {
      roots: roots.length,
      attacked: elements.filter((element) => element.matches('img,svg,script,[onclick],[onmouseover],[onerror]'))
        .length,
      xss: '__xss' in window,
    };
  });
  expect(made).toEqual({ roots: 3, attacked: 0, xss: false });
  expect(pageErrors).toEqual([]);
});

test('refuses a manifest whose policy is at an address that runs script', async ({ site, page, pageErrors }) => {
  const script = 'script:window.__xss=1';
  for (const url of [
    `java${script}`,
    `JAVA${script}`,
    `java\n${script}`,
    ` java${script}`,
    'data:text/html,x',
    'vbscript:x',
  ]) {
    pageErrors.length = 0;
    await page.goto(site.page('/', pageOf({ manifest: { ...reference, policy: { version: '1.0.0', url } } })));
    await expect
      .poll(() => pageErrors.join('\n'), url)
      .toMatch(/manifest policy\.url: .* does not fit\. Write an address/);
    expect(await statusOn(page), url).toBe('undecided');
    await expect(banner(page)).toHaveCount(0);
    expect(await page.evaluate(() => '__xss' in window), url).toBe(false);
  }
});
