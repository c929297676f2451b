/** The browser tests: the built files in Chromium, Firefox and WebKitGTK. */
import { defineConfig } from '@playwright/test';
import { sample } from './setup/sample.js';

const report = process.env.SAMTYCKE_BROWSER_REPORT;

/** Many pages of one kind each: of these files `npm test` opens only some, which its seed draws. */
const many = [
  'analytics',
  'embeds',
  'erase',
  'hostile',
  'libraries',
  'lifecycles',
  'migration',
  'placeholder',
  'sensitive',
  'withdrawal',
];
const left = (count: number) => {
  const drawn = report ? sample(many, count) : many;
  return many.filter((name) => !drawn.includes(name)).map((name) => `**/${name}.spec.ts`);
};

export default defineConfig({
  testDir: './browser',
  outputDir: '../test-results',
  globalSetup: './browser/support/globalSetup.ts',
  fullyParallel: true,
  workers: 3,
  // The machine may be busy with other work. What needed its second try is printed as flaky.
  retries: process.env.CI ? 2 : 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    trace: process.env.SAMTYCKE_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: (['chromium', 'firefox', 'webkit'] as const).map((name) => ({
    name,
    use: { browserName: name },
    testIgnore: left(name === 'chromium' ? 5 : 2),
  })),
});
