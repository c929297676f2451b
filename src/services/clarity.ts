/** Starts and stops Microsoft Clarity. */
import { queueing, type Behaviour } from './behaviour.js';

let isStopped = false;

export const start: Behaviour['start'] = ({ key, load }) => {
  queueing('clarity');
  load(`https://www.clarity.ms/tag/${key}`);
};

/** A no is not told but stopped: told, Clarity begins to record anew, without cookies. */
export const signal: Behaviour['signal'] = (isGranted) => {
  if (!isGranted) return;
  // Once stopped it only queues, until it is told to start again with what its tag had set up.
  if (isStopped) queueing('clarity')('start');
  isStopped = false;
  queueing('clarity')('consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' });
};

/** As it stops, Clarity sends what it has recorded and not sent yet. That is after the no, so it is let believe that it has. */
export const stop: Behaviour['stop'] = () => {
  isStopped = true;
  // A page may have put one of its own there.
  const own = Object.getOwnPropertyDescriptor(navigator, 'sendBeacon');
  Object.defineProperty(navigator, 'sendBeacon', { value: () => true, configurable: true });
  try {
    queueing('clarity')('stop');
  } finally {
    Reflect.deleteProperty(navigator, 'sendBeacon');
    if (own) Object.defineProperty(navigator, 'sendBeacon', own);
  }
};
