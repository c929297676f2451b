/** Starts and stops Microsoft's Universal Event Tracking. */
import { page, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, load }) => {
  const queue = (page()['uetq'] ??= []);
  load('https://bat.bing.com/bat.js', () => {
    page()['uetq'] = new (page()['UET'])({ ti: key, enableAutoSpaTracking: true, q: queue });
    page()['uetq'].push('pageLoad');
  });
};

/** Before the first page load is told, as the queue is read in order. */
export const signal: Behaviour['signal'] = (isGranted) =>
  page()['uetq'].push('consent', 'update', { ad_storage: isGranted ? 'granted' : 'denied' });
