/** Runs random pages of scripts as the browser's own parser does and as samtycke releases them, and finds no difference. */
import type { Page } from '@playwright/test';
import { createRandom, isFull, seed } from '../setup/sample.js';
import { differences, type Outcome } from './support/compare.js';
import { expect, test } from './support/fixtures.js';
import { drawPage, render, textOf, type Mode, type RandomPage } from './support/randomPage.js';
import type { Site } from './support/site.js';

const strict = "script-src 'nonce-x' 'strict-dynamic'";
const script = (body: string) => ({ headers: { 'content-type': 'text/javascript' }, body });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Serves every page that a seed can stand for, on every host. */
function serve(site: Site) {
  const asked = (query: string) => {
    const { seed, id, mode } = Object.fromEntries(new URLSearchParams(query));
    return { page: drawPage(Number(seed)), id, mode: mode as Mode };
  };
  site.on('*', '/batch', () => ({
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Batch</title>',
  }));
  site.on('*', '/page', ({ query }) => {
    const { page, mode } = asked(query);
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return {
      headers: { ...headers, ...(page.hasPolicy && { 'content-security-policy': strict }) },
      body: render(page, mode),
    };
  });
  site.on('*', '/script.js', async ({ query }) => {
    const { page, id } = asked(query);
    const drawn = page.scripts.find((each) => each.id === id)!;
    await pause(drawn.delay);
    return drawn.fault === 'missing' ? { status: 404 } : script(textOf(drawn, page.seed));
  });
  site.on('*', '/written.js', async ({ query }) => {
    await pause(20);
    return script(`note('${asked(query).id}')`);
  });
  site.on('*', '/dependency.js', async () => {
    await pause(10);
    return script('export {}');
  });
}

/** Opens the pages in frames side by side and returns what came of each, once each has so many lines or its time is up. */
function visit(page: Page, visits: { urls: string[]; lines: number[]; accepts: boolean }) {
  return page.evaluate(async ({ urls, lines, accepts }) => {
    type Inside = Window & { outcome(): string; lines(): number; samtycke: { acceptAll(): void } };
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const frames = urls.map((url) => Object.assign(document.createElement('iframe'), { src: url }));
    const loads = frames.map((frame) => new Promise((resolve) => frame.addEventListener('load', resolve)));
    document.body.replaceChildren(...frames);
    await Promise.all(loads);
    const inside = frames.map((frame) => frame.contentWindow as Inside);
    if (accepts) for (const each of inside) each.samtycke.acceptAll();
    const isShort = () => inside.some((each, index) => each.lines() < lines[index]!);
    for (let tries = 0; tries < 250 && isShort(); tries++) await wait(20);
    await wait(150);
    return inside.map((each) => each.outcome());
  }, visits);
}

/** The addresses that were asked for so far, each as often as it was; those that failed may be asked for again. */
function takeHits(site: Site, pages: readonly RandomPage[]) {
  const missing = pages.flatMap(({ seed, scripts }) =>
    scripts
      .filter(({ fault }) => fault === 'missing' || fault === 'integrity')
      .map(({ id }) => `seed=${seed}&id=${id}`),
  );
  const asked = site.hits.filter(
    ({ path, query }) => path.endsWith('.js') && !path.startsWith('/dist/') && !missing.includes(query),
  );
  const found = asked.map(({ path, query }) => `${path}?${query}`).toSorted();
  site.hits.length = 0;
  return found;
}

/** How many pages an engine is given, in a full run and in another, and how many at once. */
const counts = { chromium: [300, 36, 6], firefox: [100, 12, 6], webkit: [100, 12, 6] } as const;

test(`runs held scripts as the parser would have, seed ${seed}`, async ({ site, page, browserName }) => {
  const [all, few, size] = counts[browserName];
  const count = isFull ? all : few;
  test.setTimeout(60_000 + count * 4_000);
  serve(site);
  const random = createRandom();
  // Firefox takes no import map once a module has been asked for, and the gate is one: a held map comes too late there.
  const fits = (each: RandomPage) =>
    browserName !== 'firefox' || !each.scripts.some(({ kind }) => kind === 'importmap');
  const pages: RandomPage[] = [];
  while (pages.length < count) {
    const drawn = drawPage(Number(process.env.SAMTYCKE_PAGE ?? Math.floor(random() * 2 ** 31)));
    if (fits(drawn) || process.env.SAMTYCKE_PAGE) pages.push(drawn);
  }
  const found: string[] = [];
  for (let from = 0; from < count; from += size) {
    const batch = pages.slice(from, from + size);
    await page.goto(site.url(`https://batch${from}.example/batch`));
    const open = async (mode: Mode, lines: number[], accepts: boolean) => {
      const urls = batch.map((each) => `/page?seed=${each.seed}&mode=${mode}`);
      const outcomes = (await visit(page, { urls, lines, accepts })).map((text) => JSON.parse(text) as Outcome);
      return { outcomes, hits: takeHits(site, batch) };
    };
    const native = await open('native', [], false);
    const lines = native.outcomes.map(({ log, events }) => log.length + events.length);
    for (const isLate of [true, false]) {
      const held = await open('held', lines, isLate);
      for (const [index, each] of batch.entries())
        found.push(...differences(each, [native.outcomes[index]!, held.outcomes[index]!], isLate));
      const known = new Set(native.hits);
      found.push(
        ...held.hits
          .filter((hit, index, hits) => !known.has(hit) || hits.indexOf(hit) !== index)
          .map((hit) => `asked for without need: ${hit}`),
      );
    }
  }
  expect(found, found.join('\n')).toEqual([]);
});
