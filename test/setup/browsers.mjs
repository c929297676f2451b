/** Sees to it that Chromium, Firefox and WebKit are here: by apt where it can, else by Playwright's own download. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, firefox, webkit } from '@playwright/test';
import { chromiumPath, firefoxPath, miniBrowserPath, webkitDriverPath, xvfbPath } from './engines.mjs';

const packages = ['chromium', 'firefox-esr', 'webkit2gtk-driver', 'xvfb', 'openssl', 'fonts-liberation'];

const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || xvfbPath());
const hasOpenssl = () => spawnSync('openssl', ['version']).status === 0;

const isHere = {
  chromium: () => Boolean(chromiumPath()) || existsSync(chromium.executablePath()),
  firefox: () => Boolean(firefoxPath()) || existsSync(firefox.executablePath()),
  webkit: () => Boolean(miniBrowserPath() && webkitDriverPath() && hasDisplay()) || existsSync(webkit.executablePath()),
};

/** @returns {string[]} the engines that can be started now */
const enginesHere = () => (hasOpenssl() ? Object.keys(isHere).filter((name) => isHere[name]()) : []);

function attempt(command, args) {
  console.log(`$ ${command} ${args.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
}

const isRoot = () => process.getuid?.() === 0;
const hasApt = () => spawnSync('apt-get', ['--version']).status === 0;

function install() {
  if (hasApt() && isRoot()) {
    attempt('apt-get', ['update', '-qq']);
    const get = (...names) => attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
    // One at a time where all at once fails, so that a package this system does not know costs only its own engine.
    if (!get(...packages)) for (const name of packages) get(name);
  }
  const missing = Object.keys(isHere).filter((name) => !isHere[name]());
  if (missing.length) attempt('npx', ['playwright', 'install', '--with-deps', ...missing]);
}

/**
 * Returns the engines that the browser tests can use, after installing what is missing.
 * One that cannot be had is named loudly; in CI it is an error.
 */
export function readyEngines() {
  const wanted = Object.keys(isHere);
  if (enginesHere().length < wanted.length) install();
  const engines = enginesHere();
  const missing = wanted.filter((name) => !engines.includes(name));
  if (!missing.length) return engines;

  const message = `!!! NOT TESTED, because it cannot be installed here: ${missing.join(', ')} (or openssl, which all need)`;
  if (process.env.CI) throw new Error(message);
  console.error(`\n${message}\n`);
  return engines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(`ready: ${readyEngines().join(', ')}`);
