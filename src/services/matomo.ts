/** Starts and stops Matomo, on the site's own host or in its cloud. */
import { page, type Behaviour, type Vendor } from './behaviour.js';

const queue = (): Vendor => (page()['_paq'] ??= []);

export const start: Behaviour['start'] = ({ key, host, load }) => {
  queue().push(['setTrackerUrl', `https://${host}/matomo.php`], ['setSiteId', key]);
  load(`https://${host}/matomo.js`);
};

/** The first page view follows the first yes; a later one only takes the no back. */
let isCounted = false;

export const signal: Behaviour['signal'] = (isGranted) => {
  queue().push([isGranted ? 'forgetUserOptOut' : 'optUserOut']);
  if (!isGranted || isCounted) return;
  isCounted = true;
  queue().push(['trackPageView'], ['enableLinkTracking']);
};

export const stop: Behaviour['stop'] = () => queue().push(['deleteCookies']);
