/** Shows that the cookie table hides nothing, however narrow its place is (WCAG 1.4.10; R57). */
import { expect, test } from './support/fixtures.js';
import { assistmes, openAt, resize } from './support/layers.js';
import { pageOf } from './support/pages.js';

test('R57 shows every cell of the cookie table at each width, under or beside the name of its column', async ({
  site,
  page,
}) => {
  const body = '<div style="max-width: 1200px"><div data-samtycke="declaration"></div></div>';
  site.page('/', pageOf({ manifest: assistmes, body }));
  const tab = await openAt({ page, site }, '/', { width: 320, height: 900 });
  const regions = tab.locator('[data-samtycke="declaration"]').getByRole('region');
  await expect(regions).toHaveCount(4);
  for (const width of [320, 768, 900, 1280]) {
    await resize(page, { width, height: 900 });
    const found = await regions.evaluateAll((all) =>
      all.map((region) => {
        const edge = region.getBoundingClientRect().right + 0.5;
        const cells = [...region.querySelectorAll('tbody tr > *')];
        return {
          hidden: region.scrollWidth - region.clientWidth,
          cut: cells.filter((cell) => cell.getBoundingClientRect().right > edge).length,
          // Some browsers tell where the text comes from, others the text itself.
          labels: cells.filter((cell) => {
            const { content } = getComputedStyle(cell, '::before');
            return content.includes('attr(') || content.includes(`"${cell.getAttribute('data-label')}"`);
          }).length,
          cells: cells.length,
          stacked: cells[0]!.getBoundingClientRect().bottom <= cells[1]!.getBoundingClientRect().top + 0.5,
        };
      }),
    );
    for (const { hidden, cut, labels, cells, stacked } of found)
      expect([hidden, cut, labels, stacked], `${width}`).toEqual([0, 0, width < 1000 ? cells : 0, width < 1000]);
  }
});
