/** Starts and stops Microsoft Clarity. */
import { queueing, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, load }) => {
  queueing('clarity');
  load(`https://www.clarity.ms/tag/${key}`);
};

/** A no is not told but stopped: told, Clarity begins to record anew, without cookies. */
export const signal: Behaviour['signal'] = (isGranted) => {
  if (isGranted) queueing('clarity')('consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' });
};

export const stop: Behaviour['stop'] = () => queueing('clarity')('stop');
