/** Starts and stops Google Analytics 4; what Consent Mode tells it is said by the SDK before (REQUIREMENTS §5). */
import { page, type Behaviour } from './behaviour.js';
import { configure } from './gtag.js';

export const start: Behaviour['start'] = ({ key, load }) => configure(key, load);

/** Google's own off-switch for a page. */
export const signal: Behaviour['signal'] = (isGranted, { key }) => {
  page()[`ga-disable-${key}`] = !isGranted;
};
