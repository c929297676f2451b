/** Finds the browsers on this machine; an absent path means that Playwright should use its own, if it has one. */
import { existsSync } from 'node:fs';

const first = (...paths) => paths.find((path) => path && existsSync(path));
const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((platform) =>
  ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((version) => `/usr/lib/${platform}/${version}/MiniBrowser`),
);

/** The path of Chromium or Chrome. */
export const chromiumPath = () => first(process.env.CHROME_BIN, '/usr/bin/chromium', '/usr/bin/google-chrome');

/** The path of Firefox, driven over WebDriver BiDi. */
export const firefoxPath = () => first(process.env.FIREFOX_BIN, '/usr/bin/firefox-esr', '/usr/bin/firefox');

/** The path of WebKitGTK's own small browser. */
export const miniBrowserPath = () => first(process.env.MINIBROWSER_BIN, ...libraries);

/** The path of WebKitGTK's WebDriver, needed for trusted keys. */
export const webkitDriverPath = () => first(process.env.WEBKIT_DRIVER_BIN, '/usr/bin/WebKitWebDriver');

/** The path of the virtual screen that WebKitGTK needs where there is no real one. */
export const xvfbPath = () => first('/usr/bin/Xvfb', '/usr/bin/X11/Xvfb');
