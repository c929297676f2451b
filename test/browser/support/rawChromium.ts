/** A Chromium that nobody drives: with a driver attached it renders no page ahead of time. The pages must act by themselves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumPath } from '../../setup/engines.mjs';

/** Opens an address behind the tests' proxy; returns what ends the browser. */
export async function openRawChromium(address: string, socksPort: number) {
  const profile = mkdtempSync(join(tmpdir(), 'samtycke-raw-'));
  const child = spawn(
    chromiumPath() ?? chromium.executablePath(),
    [
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--ignore-certificate-errors',
      '--remote-debugging-port=0',
      `--proxy-server=socks5://127.0.0.1:${socksPort}`,
      `--user-data-dir=${profile}`,
      address,
    ],
    // A group of its own, so that its children end with it.
    { stdio: 'ignore', detached: true },
  );
  await once(child, 'spawn');
  return async () => {
    const gone = once(child, 'exit');
    process.kill(-child.pid!, 'SIGKILL');
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  };
}
