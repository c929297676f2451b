/** Starts Google Ads; it has no off-switch but Consent Mode, which the SDK tells. */
import type { Behaviour } from './behaviour.js';
import { configure } from './gtag.js';

export const start: Behaviour['start'] = ({ key, load }) => configure(key, load);
