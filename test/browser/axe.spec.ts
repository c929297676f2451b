/** Runs axe on everything that samtycke draws on AssistMe's pages: no violation of WCAG 2.2 A and AA. */
import { createRequire } from 'node:module';
import { violationsOn } from './support/axe.js';
import { expect, test } from './support/fixtures.js';
import { banner, press, settings } from './support/visit.js';

const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`R51 R53 finds no fault by axe with banner, settings, placeholder and cookie table (${colorScheme})`, async ({
      assistme,
      page,
      browserName,
    }) => {
      // Nor may a script element bring it: the example's policy takes scripts from nowhere else.
      test.skip(browserName === 'webkit', 'WebKitGTK’s inspector breaks on messages as large as axe');
      test.skip(browserName === 'firefox' && colorScheme === 'dark', 'emulated media have no effect over BiDi');
      await page.route('**/axe.js', (route) => route.fulfill({ path, contentType: 'text/javascript' }));
      await page.goto(`${assistme.url}/`);
      await expect(banner(page)).toBeVisible();
      await expect(page.locator('[data-samtycke-embed]').getByRole('button').first()).toBeVisible();
      expect(await violationsOn(page), 'banner and placeholder').toEqual([]);

      await press(page, 'settings');
      await settings(page).evaluate((dialog) =>
        dialog.querySelectorAll('details').forEach((details) => (details.open = true)),
      );
      expect(await violationsOn(page), 'settings').toEqual([]);
      await press(page, 'accept-all');
      await expect(settings(page)).toHaveCount(0);

      await page.goto(`${assistme.url}/integritetspolicy`);
      await expect(page.locator('[data-samtycke="declaration"] table').first()).toBeVisible();
      await page.getByRole('link', { name: 'Kakinställningar' }).last().click();
      await expect(settings(page).getByText('Ditt senaste val')).toBeVisible();
      expect(await violationsOn(page), 'settings with a choice made').toEqual([]);
      await press(page, 'close');
      expect(await violationsOn(page), 'cookie table').toEqual([]);
    });
  });
}
