/** Starts and stops the Meta Pixel. */
import { page, type Behaviour, type Vendor } from './behaviour.js';

/** Returns the function that the pixel's code takes over, with the fields by which it knows it. */
const stub = (): Vendor => {
  const fbq: Vendor = (...args: unknown[]) => (fbq.callMethod ? fbq.callMethod(...args) : fbq.queue.push(args));
  return Object.assign(fbq, { push: fbq, loaded: true, version: '2.0', queue: [] });
};

export const start: Behaviour['start'] = ({ key, load }) => {
  const fbq = (page()['fbq'] ??= stub());
  page()['_fbq'] ??= fbq;
  load('https://connect.facebook.net/en_US/fbevents.js');
  fbq('init', key);
  fbq('track', 'PageView');
};

export const signal: Behaviour['signal'] = (isGranted) => page()['fbq']('consent', isGranted ? 'grant' : 'revoke');
