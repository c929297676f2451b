/** Starts and stops HubSpot's tracking; `host` is `js-eu1.hs-scripts.com` for an account in the EU. */
import { page, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, host = 'js.hs-scripts.com', load }) =>
  load(`https://${host}/${key}.js`);

export const signal: Behaviour['signal'] = (isGranted) => {
  (page()['_hsq'] ??= []).push(isGranted ? ['doNotTrack', { track: true }] : ['doNotTrack']);
};
