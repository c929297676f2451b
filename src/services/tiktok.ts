/** Starts and stops the TikTok Pixel. */
import { page, type Behaviour, type Vendor } from './behaviour.js';

/** What the pixel's code takes over from the page; without the last three it hears of no consent. */
const METHODS = [
  'page',
  'track',
  'identify',
  'instances',
  'debug',
  'on',
  'off',
  'once',
  'ready',
  'alias',
  'group',
  'enableCookie',
  'disableCookie',
  'holdConsent',
  'revokeConsent',
  'grantConsent',
];

const ADDRESS = 'https://analytics.tiktok.com/i18n/pixel/events.js';

/** Has each method queued on the object until the pixel's code is here. */
const deferOn = (queue: Vendor): Vendor => {
  for (const method of METHODS) queue[method] = (...args: unknown[]) => queue.push([method, ...args]);
  return queue;
};

export const start: Behaviour['start'] = ({ key, load }) => {
  page()['TiktokAnalyticsObject'] = 'ttq';
  const ttq = deferOn((page()['ttq'] ??= []));
  ttq.methods = METHODS;
  ttq.setAndDefer = (on: Vendor, method: string) => {
    on[method] = (...args: unknown[]) => on.push([method, ...args]);
  };
  ttq.instance = (id: string) => deferOn(ttq['_i'][id] ?? []);
  // What the pixel's code looks up its site by, as the vendor's snippet leaves it.
  ttq['_i'] = { [key]: Object.assign([], { _u: ADDRESS }) };
  ttq['_t'] = { [key]: Date.now() };
  ttq['_o'] = { [key]: {} };
  load(`${ADDRESS}?sdkid=${key}&lib=ttq`);
  ttq.page();
};

export const signal: Behaviour['signal'] = (isGranted) => {
  const { ttq } = page();
  ttq[isGranted ? 'enableCookie' : 'disableCookie']();
  ttq[isGranted ? 'grantConsent' : 'revokeConsent']();
};
