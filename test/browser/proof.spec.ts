/** Shows that what a record says was shown can be had by its hash: the manifest and the texts, in each language, on each layer (R38). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { sample } from '../setup/sample.js';
import { test as base, expect } from './support/fixtures.js';
import { inline, pageOf, reference, withOptions } from './support/pages.js';
import { allFacts, lineOf } from './support/readyMade.js';
import type { Site } from './support/site.js';
import { choose, press, settings } from './support/visit.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ga4 = allFacts.find(({ id }) => id === 'ga4')!;
const manifest = {
  ...withOptions({ log: '/samtycke/records', reload: false }),
  services: [...reference.services, lineOf(ga4)],
};

interface Built {
  /** The contents by their hash. */
  readonly artefacts: ReadonlyMap<string, string>;
  /** The tag of the site's own script, all of whose files are served. */
  readonly tag: string;
}

const test = base.extend<{ built: Built }>({
  built: async ({ site }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
    writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
    const args = ['build', '--out', 'own', '--artefacts', 'proof', '--locale', 'en'];
    const tag = execFileSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    for (const file of readdirSync(join(folder, 'own'), { recursive: true, encoding: 'utf8' }))
      if (/\.\w+$/.test(file)) site.file(`/own/${file}`, readFileSync(join(folder, 'own', file)));
    const names = readdirSync(join(folder, 'proof'));
    const artefacts = new Map(
      names.map((name) => [name.split('.')[0]!, readFileSync(join(folder, 'proof', name), 'utf8')]),
    );
    rmSync(folder, { recursive: true });
    await use({ artefacts, tag });
  },
});

/** Answers on the first layer, then on the second, and by both buttons of an embed's placeholder. */
async function answerEverywhere(page: Page) {
  await choose(page, 'reject-all');
  await page.evaluate(() => window.samtycke!.showSettings());
  await expect(settings(page)).toBeVisible();
  await press(page, 'save');
  const buttons = page.locator('[data-samtycke-embed] button');
  await expect(buttons).toHaveCount(4);
  await buttons.first().click();
  await expect(buttons).toHaveCount(2);
  await buttons.last().click();
}

const embed =
  '<iframe data-service="film" data-src="https://film.example/1" width="640" height="360" title="once"></iframe><iframe data-service="film" data-src="https://film.example/1" width="640" height="360" title="film"></iframe>';

const ways: Record<string, (site: Site, built: Built) => string> = {
  fetched(site) {
    site.file('/samtycke.json', JSON.stringify(manifest));
    return '<script src="/dist/samtycke.js" data-manifest="/samtycke.json"></script>';
  },
  inline: () => `${inline(manifest)}<script src="/dist/samtycke.js"></script>`,
  split: () => `${inline(manifest)}<script src="/dist/samtycke.lazy.js"></script>`,
  compiled: (_, { tag }) => tag,
};

const cases = Object.entries(ways).flatMap(([way, tagOn]) =>
  ['sv', 'sv-easy', 'en'].map((code) => ({ way, tagOn, code })),
);

for (const { way, tagOn, code } of sample(cases, 2))
  test(`R38 resolves what was shown in ${code} where the manifest is ${way}`, async ({
    site,
    page,
    receiver,
    built,
  }) => {
    site.page('https://film.example/1', 'film');
    const html = pageOf({
      manifest: false,
      tag: tagOn(site, built).replace('<script src', `<script data-locale="${code}" src`),
      body: embed,
    });
    await page.goto(site.page('/', html));
    await answerEverywhere(page);
    await expect.poll(async () => (await receiver.records()).length).toBe(4);
    const records = await receiver.records();
    expect(records.map(({ layer }) => layer).toSorted()).toEqual([1, 1, 1, 2]);
    for (const { policyHash, textHash } of records) {
      expect(JSON.parse(built.artefacts.get(String(policyHash)) ?? 'null')).toMatchObject({
        policy: reference.policy,
      });
      expect(JSON.parse(built.artefacts.get(String(textHash)) ?? 'null')).toHaveProperty(['banner.title']);
    }
  });
