/** Starts and stops HubSpot's tracking; `host` is `js-eu1.hs-scripts.com` for an account in the EU. */
import { page, type Behaviour } from './behaviour.js';

/** HubSpot's own banner, where the account has one, would ask a second time. */
export const start: Behaviour['start'] = ({ key, host = 'js.hs-scripts.com', load }) => {
  page()['disableHubSpotCookieBanner'] = true;
  load(`https://${host}/${key}.js`);
};

/** The pixels that HubSpot brings go by its own consent, the tracking code by `doNotTrack`. */
export const signal: Behaviour['signal'] = (isGranted) => {
  const consent = { analytics: isGranted, advertisement: isGranted, functionality: isGranted };
  (page()['_hsp'] ??= []).push(['setHubSpotConsent', consent]);
  (page()['_hsq'] ??= []).push(isGranted ? ['doNotTrack', { track: true }] : ['doNotTrack']);
};
