/** The browser tests: the built files in Chromium, Firefox and WebKitGTK. */
import { defineConfig } from '@playwright/test';

const report = process.env.SAMTYCKE_BROWSER_REPORT;

export default defineConfig({
  testDir: './browser',
  outputDir: '../test-results',
  globalSetup: './browser/support/globalSetup.ts',
  fullyParallel: true,
  workers: 3,
  // The machine may be busy with other work. What needed its second try is printed as flaky.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    trace: process.env.SAMTYCKE_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: (['chromium', 'firefox', 'webkit'] as const).map((name) => ({ name, use: { browserName: name } })),
});
