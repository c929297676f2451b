/** Starts WebKitGTK's MiniBrowser and joins Playwright to it through the remote inspector. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { webkit, type BrowserContext } from '@playwright/test';
import { miniBrowserPath } from '../../setup/engines.mjs';
import { freePort } from '../../setup/freePort.mjs';

const flags = ['--private', '--ignore-tls-errors'];

async function listening(server: http.Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Returns the inspector's page addresses, read from its HTML list. */
async function pagesAt(address: string) {
  const list = await fetch(`http://${address}/`).then(
    (answer) => answer.text(),
    () => '',
  );
  return [...new Set(list.match(/\/socket\/\d+\/\d+\/WebPage/g))];
}

interface Options {
  proxy: string;
  thirdPartyCookies: boolean;
}

/** Opens one MiniBrowser with one page; `close` ends it. Storage is private, so each test starts empty. */
export const openMiniBrowser = (options: Options) =>
  // On a busy machine one in some hundred starts shows no page, however long one waits.
  startMiniBrowser(options).catch(() => startMiniBrowser(options));

async function startMiniBrowser(options: Options) {
  const inspector = `127.0.0.1:${await freePort()}`;
  const policy = `--cookies-policy=${options.thirdPartyCookies ? 'always' : 'no-third-party'}`;
  const child = spawn(miniBrowserPath()!, [...flags, policy, `--proxy=${options.proxy}`, 'about:blank'], {
    stdio: 'ignore',
    env: { ...process.env, WEBKIT_INSPECTOR_HTTP_SERVER: inspector },
  });
  for (let tries = 0; tries < 600 && !(await pagesAt(inspector)).length; tries++) await pause(25);

  // Playwright asks an iOS proxy for a JSON list of pages; this server gives it the same for MiniBrowser.
  const asJson = http.createServer(async (_request, response) => {
    // The first page goes away once more while the browser starts.
    let pages = await pagesAt(inspector);
    for (let tries = 0; tries < 200 && !pages.length; tries++) {
      await pause(25);
      pages = await pagesAt(inspector);
    }
    response.end(JSON.stringify(pages.map((path) => ({ webSocketDebuggerUrl: `ws://${inspector}${path}` }))));
  });
  const end = () => {
    child.kill();
    asJson.closeAllConnections();
    asJson.close();
  };
  const browser = await webkit.connectOverCDP(`http://${await listening(asJson)}`).catch((error: unknown) => {
    end();
    throw error;
  });
  const close = async () => {
    await browser.close().catch(() => undefined);
    end();
  };
  return { context: browser.contexts()[0] as BrowserContext, close };
}
