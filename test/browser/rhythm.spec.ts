/** Shows that what belongs together stands together in both layers, and that nothing touches what it does not belong to. */
import { expect, test } from './support/fixtures.js';
import { assistmes, desktop, openAt, phone } from './support/layers.js';
import { pageOf } from './support/pages.js';
import { banner, press, settings } from './support/visit.js';

for (const size of [phone, desktop])
  test(`sets each switch nearer to its own name than to the next switch at ${size.width} pixels`, async ({
    site,
    page,
  }) => {
    site.page('/', pageOf({ manifest: assistmes }));
    const tab = await openAt({ page, site }, '/', size);
    await expect(banner(tab)).toBeVisible();
    const gaps = await banner(tab)
      .locator('.switches')
      .evaluateAll((rows) =>
        rows.flatMap((row) => {
          const boxes = [...row.querySelectorAll('label')].map((label) => {
            const range = document.createRange();
            range.selectNodeContents(label.lastChild!);
            return {
              input: label.querySelector('input')!.getBoundingClientRect(),
              name: range.getBoundingClientRect(),
            };
          });
          return boxes.map(({ input, name }, index) => {
            const next = boxes[index + 1]?.input;
            const isBeside = next && Math.abs(next.top - input.top) < 4;
            return [name.left - input.right, ...(isBeside ? [next.left - name.right] : [])].map(Math.round);
          });
        }),
      );
    expect(gaps).toHaveLength(5);
    // On a phone less: else the longest language needs one line more than there is room for.
    for (const [own, next] of gaps)
      expect([own, next ?? 'alone']).toEqual([8, next ? (size === phone ? 12 : 16) : 'alone']);
  });

test('has the four buttons of the settings in one line, and room around the question whether to erase', async ({
  site,
  page,
}) => {
  site.page('/', pageOf({ manifest: assistmes }));
  const tab = await openAt({ page, site }, '/', desktop);
  await press(tab, 'accept-all');
  await tab.evaluate(() => window.samtycke!.showSettings());
  await expect(settings(tab).locator('.last dl')).toBeVisible();
  const heights = await settings(tab)
    .locator('.buttons button')
    .evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
  expect(heights).toEqual([46, 46, 46, 46]);

  await settings(tab).locator('[data-action="erase"]').click();
  const box = settings(tab).getByRole('group', { name: /^Vill du radera/ });
  const { above, below, corners } = await box.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    const next = it.nextElementSibling!.getBoundingClientRect().top;
    const { borderTopLeftRadius, borderTopRightRadius } = getComputedStyle(it);
    return {
      above: top - it.previousElementSibling!.getBoundingClientRect().bottom,
      below: next - bottom,
      corners: [borderTopLeftRadius, borderTopRightRadius],
    };
  });
  expect(Math.min(above, below)).toBeGreaterThanOrEqual(12);
  expect(new Set(corners).size).toBe(1);
});
