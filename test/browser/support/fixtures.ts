/** The tests' own `test` and `expect`: sites, a fresh browser, hands, probes and the example site of AssistMe. */
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { isWithin } from '../../../src/manifest/host.js';
import { miniBrowserPath, webkitDriverPath } from '../../setup/engines.mjs';
import { startAssistme, type Assistme } from './assistme.js';
import { handsOnDriver, handsOnPage, type Hands } from './hands.js';
import { launch, type Engine } from './launch.js';
import { vendorHosts } from './readyMade.js';
import { startReceiver, type TestReceiver } from './receiver.js';
import { watchErrors, watchThirdParty, type ThirdParty } from './probes.js';
import { startServer } from './server.mjs';
import { freshSite, type Site, type Sites } from './site.js';
import { startSocks } from './socks.mjs';
import { openWebdriver } from './webdriver.js';

interface WorkerFixtures {
  thirdPartyCookies: boolean;
  firefoxPrefs: Record<string, string | number | boolean>;
  sites: Sites & { socksPort: number; ports: Record<number, number> };
  engine: Engine;
}

interface TestFixtures {
  site: Site;
  assistme: Assistme;
  /** The consent log of `https://site.example`. */
  receiver: TestReceiver;
  hands: Hands;
  thirdParty: ThirdParty;
  pageErrors: string[];
  context: BrowserContext;
  page: Page;
}

/** Forgets what the last test's page asked for as it was closed, which may come in while the next opens: WebKit under load, in four of twelve. */
const forgetLate = ({ hits }: Sites): void => void (hits.length = 0);

export const test = base.extend<TestFixtures, WorkerFixtures>({
  thirdPartyCookies: [true, { option: true, scope: 'worker' }],
  firefoxPrefs: [{}, { option: true, scope: 'worker' }],

  sites: [
    async ({}, use) => {
      const server = await startServer();
      const isOurs = (host: string) => host.endsWith('.example') || [...vendorHosts].some((it) => isWithin(host, it));
      const socks = await startSocks({ isOurs, ports: server.ports });
      await use({ ...server, refused: socks.refused, socksPort: socks.port });
      socks.close();
      server.close();
    },
    { scope: 'worker' },
  ],

  engine: [
    async ({ browserName, sites, thirdPartyCookies, firefoxPrefs }, use) => {
      const engine = await launch[browserName]({ socksPort: sites.socksPort, thirdPartyCookies, firefoxPrefs });
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  site: async ({ sites }, use) => use(freshSite(sites)),

  // Every context depends on `site`, so it is closed before the next test empties the sites.
  context: async ({ engine, site: _site, sites, viewport, colorScheme, contextOptions }, use) => {
    const { context, close } = await engine.open({ ...contextOptions, viewport, colorScheme });
    forgetLate(sites);
    await use(context);
    await close();
  },

  page: async ({ context }, use) => use(context.pages()[0] ?? (await context.newPage())),

  thirdParty: async ({ context }, use) => use(watchThirdParty(context)),
  pageErrors: async ({ context }, use) => use(watchErrors(context)),

  assistme: async ({}, use) => {
    const assistme = await startAssistme();
    await use(assistme);
    await assistme.close();
  },

  receiver: async ({ site }, use) => {
    const receiver = await startReceiver(site);
    await use(receiver);
    await receiver.close();
  },

  hands: async ({ browserName, site: _site, sites, thirdPartyCookies, engine, viewport }, use) => {
    if (browserName === 'webkit' && miniBrowserPath() && webkitDriverPath()) {
      const proxy = `socks5://127.0.0.1:${sites.socksPort}`;
      const driver = await openWebdriver({ proxy, thirdPartyCookies });
      forgetLate(sites);
      await use(handsOnDriver(driver));
      return driver.close();
    }
    const { context, close } = await engine.open({ viewport });
    forgetLate(sites);
    await use(handsOnPage(await context.newPage()));
    await close();
  },
});

export { expect } from '@playwright/test';
