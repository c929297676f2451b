/** Opens each engine once a worker (WebKitGTK once a test), behind the tests' proxy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium,
  firefox,
  webkit,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from '@playwright/test';
import { chromiumPath, firefoxPath, miniBrowserPath } from '../../setup/engines.mjs';
import { fingerprint } from './certificate.mjs';
import { bearGoneFrames } from './goneFrames.js';
import { openMiniBrowser } from './miniBrowser.js';
import { openScreen } from './screen.js';

export interface LaunchOptions {
  /** The SOCKS port of this worker. */
  socksPort: number;
  /** Whether cookies of other sites are taken; browsers differ by default, so a test says. */
  thirdPartyCookies: boolean;
  /** More Firefox preferences, e.g. Global Privacy Control. */
  firefoxPrefs: Record<string, string | number | boolean>;
}

/** Opens a fresh, empty context; `close` ends it. */
export interface Engine {
  open(options: BrowserContextOptions): Promise<{ context: BrowserContext; close(): Promise<void> }>;
  close(): Promise<void>;
}

// Nothing of the browser's own may reach for the network while a test counts requests.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

const at = (path: string | undefined) => (path ? { executablePath: path } : {});

const shared = (browser: Browser, end: () => Promise<void>): Engine => ({
  open: async (options) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
    return { context, close: () => context.close() };
  },
  close: end,
});

// Debian's Chromium takes third-party cookies only where the profile says so (0 takes all, 1 blocks);
// contexts made beside the profile's own inherit that.
async function launchChromium({ socksPort, thirdPartyCookies }: LaunchOptions) {
  const profile = mkdtempSync(join(tmpdir(), 'samtycke-chromium-'));
  mkdirSync(join(profile, 'Default'));
  const preferences = { profile: { cookie_controls_mode: thirdPartyCookies ? 0 : 1 } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const first = await chromium.launchPersistentContext(profile, {
    ...at(chromiumPath()),
    // A certificate that it takes as good: where it has to look past a fault each time, it gives up on one request in a hundred.
    args: [...quiet, `--ignore-certificate-errors-spki-list=${fingerprint()}`],
    // Visitors have this cache, so the tests do; `page.goBack()` does not understand it, `hands.back()` does.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    proxy: { server: `socks5://127.0.0.1:${socksPort}` },
  });
  return shared(first.browser()!, async () => {
    await first.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
}

async function launchFirefox({ socksPort, thirdPartyCookies, firefoxPrefs }: LaunchOptions) {
  const preferences = {
    'network.cookie.cookieBehavior': thirdPartyCookies ? 0 : 1,
    'network.proxy.type': 1,
    'network.proxy.socks': '127.0.0.1',
    'network.proxy.socks_port': socksPort,
    'network.proxy.socks_version': 5,
    'network.proxy.socks_remote_dns': true,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'dom.security.https_first': false,
    'dom.security.https_first_schemeless': false,
    ...firefoxPrefs,
  };
  const system = firefoxPath();
  const own = system ? { executablePath: system, channel: 'moz-firefox' } : {};
  const browser = await firefox.launch({ ...own, firefoxUserPrefs: preferences });
  if (system) await bearGoneFrames(browser);
  return shared(browser, () => browser.close());
}

async function launchWebkit(options: LaunchOptions): Promise<Engine> {
  const proxy = `socks5://127.0.0.1:${options.socksPort}`;
  if (!miniBrowserPath()) {
    const browser = await webkit.launch({ proxy: { server: proxy } });
    return shared(browser, () => browser.close());
  }
  const { thirdPartyCookies } = options;
  const screen = await openScreen();
  return { open: () => openMiniBrowser({ proxy, thirdPartyCookies }), close: async () => screen.close() };
}

/** Opens an engine by its Playwright name. */
export const launch = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebkit };
