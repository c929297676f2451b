/** The browser tests: the built files in Chromium, Firefox and WebKitGTK. */
import { readdirSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { deal, isFull } from './setup/sample.js';

const report = process.env.SAMTYCKE_BROWSER_REPORT;

const engines = ['chromium', 'firefox', 'webkit'] as const;

/** What `npm test` runs in every engine. Of each nine other files its seed deals one to each engine and leaves six; a full run leaves none. */
const everywhere = ['differential', 'strict'];
const specs = readdirSync(new URL('browser', import.meta.url))
  .flatMap((file) => /^(.+)\.spec\.ts$/.exec(file)?.[1] ?? [])
  .filter((name) => !everywhere.includes(name));
const hands = deal(specs, engines.length + 6);
const left = (engine: number) =>
  (report && !isFull ? specs.filter((name) => !hands[engine]!.includes(name)) : []).map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: './browser',
  outputDir: '../test-results',
  fullyParallel: true,
  // Most of a test is waiting: two cores keep four busy.
  workers: 4,
  // The machine may be busy with other work. What needed its second try is printed as flaky.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    trace: process.env.SAMTYCKE_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: engines.map((name, engine) => ({
    name,
    use: { browserName: name },
    testIgnore: left(engine),
  })),
});
