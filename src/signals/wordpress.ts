/** Tells WordPress plugins by the WP Consent API: the kind of consent asked for, then each of its categories. */
import { onArrival, onDecision, page, type Grants, type VendorSignal } from './vendor.js';

/** Its categories, by the purpose that decides. What it calls functional is what a page cannot do without. */
const CATEGORIES = {
  functional: undefined,
  preferences: 'functional',
  'statistics-anonymous': 'statistics',
  statistics: 'statistics',
  marketing: 'marketing',
} as const;

/** Says that consent is asked for first, and at each decision sets every category, as soon as the plugin is there. */
export const wordpress: VendorSignal = (moments, { grantsAll, attempt }) => {
  page()['wp_consent_type'] = 'optin';
  EventTarget.prototype.dispatchEvent.call(document, new CustomEvent('wp_consent_type_defined'));
  const tell = (): void => {
    for (const [category, purpose] of Object.entries(CATEGORIES) as [string, Parameters<Grants>[0] | undefined][])
      page()['wp_set_consent'](category, !purpose || grantsAll(purpose) ? 'allow' : 'deny');
  };
  let stop: (() => void) | undefined;
  const stopWaiting = onArrival(
    () => page()['wp_set_consent'],
    () => attempt(() => (stop = onDecision(moments, tell))),
  );
  return () => {
    stopWaiting();
    stop?.();
  };
};
