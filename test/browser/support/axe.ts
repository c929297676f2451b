/** Runs axe in a page, shadow roots and all, from a file of the page's own site: policies and WebKitGTK take it so. */
import type { Page } from '@playwright/test';

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary: string }[];
}

type Axe = { run(context: unknown, options: unknown): Promise<Record<'violations' | 'incomplete', Found[]>> };

/** WCAG 2.2, levels A and AA. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Lays our layer out for axe: within the body, since of what lies beside it axe tells neither contrast nor size (its grid
 * begins there), and at its full length, since neither does it of what bars that stay in view lie over.
 */
const layOut = () => {
  const host = document.querySelector('[data-samtycke-root]');
  if (!host || host.parentNode === document.body) return;
  const root = host.shadowRoot!;
  document.body.prepend(host);
  root.querySelector('section')?.showPopover();
  const dialog = root.querySelector('dialog');
  dialog?.removeAttribute('open');
  dialog?.showModal();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `dialog, section { position: absolute; inset: 0 auto auto 0 !important; height: auto !important; max-height: none !important }`,
  );
  root.adoptedStyleSheets.push(sheet);
};

const load = async (page: Page) => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ url: '/axe.js' });
};

interface Look {
  /** The elements looked at; all, if there are none. */
  readonly include: readonly string[];
  /** The kinds of rules. */
  readonly values: readonly string[];
  /** The rules by which axe must be able to tell. */
  readonly sure: readonly string[];
}

const run = (page: Page, look: Look) =>
  page.evaluate(async ({ include, values, sure }) => {
    const { axe } = window as unknown as { axe: Axe };
    // What styles say axe reads from the page itself; to fetch them once more is of no use here.
    const options = { runOnly: { type: 'tag', values }, preload: false };
    const { violations, incomplete } = await axe.run(include.length ? { include } : document, options);
    return [...violations, ...incomplete.filter(({ id }) => sure.includes(id))].flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary})`),
    );
  }, look);

/** Returns each violation of WCAG on the page, as it is, in one line: the rule, where and why. */
export async function violationsOn(page: Page) {
  await load(page);
  return run(page, { include: [], values: WCAG, sure: [] });
}

/** Returns each violation within elements of ours, laid out, also of what axe holds for good, and each contrast and size that it cannot tell. */
export async function violationsIn(page: Page, include: readonly string[]) {
  await load(page);
  await page.evaluate(layOut);
  return run(page, { include, values: [...WCAG, 'best-practice'], sure: ['color-contrast', 'target-size'] });
}
