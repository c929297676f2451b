/** Tells Google Consent Mode v2: denied by default before any tag, then one update per decision with all its keys. */
import type { Moments } from '../decision/moment.js';
import { layerOf, push } from './dataLayer.js';
import { isSaid, type Grants } from './vendor.js';

/** Google would take anything but countries for a default that holds nowhere. */
const isRegions = (given: unknown): boolean => /^[A-Z]{2}(,[A-Z]{2})*$/.test(given as string);

/** What is open towards Google on a page. */
export interface Google {
  /** Pushes an update at each decision, the stored one on every page included: Google keeps none. */
  readonly follow: (moments: Moments, options: { readonly grants: Grants }) => () => void;
}

/**
 * Pushes the denied default, everywhere or in the countries given, which nobody has checked yet; it must be the first push of
 * the page (Google: "set default before any tag").
 */
export const denyByDefault = (region?: unknown): Google => {
  const told: IArguments[] = [];
  let layer = layerOf();
  // Pages put a layer of their own in the place of ours, `dataLayer = [{ … }]`: it begins with what has been told.
  Reflect.defineProperty(window, 'dataLayer', {
    configurable: true,
    get: () => layer,
    set(next: unknown) {
      if (next !== layer && Array.isArray(next)) next.unshift(...told);
      layer = next;
    },
  });

  /** Google's `gtag`, which must push an `arguments` object: an array is ignored (Google's consent guide). */
  const gtag: (...call: unknown[]) => void = function () {
    // oxlint-disable-next-line prefer-rest-params
    told.push(arguments);
    // oxlint-disable-next-line prefer-rest-params
    push(arguments);
  };
  const tell = (command: 'default' | 'update', grants: Grants, more?: object): void => {
    const word = (purpose: Parameters<Grants>[0]): string => (grants(purpose) ? 'granted' : 'denied');
    gtag('consent', command, {
      ...more,
      ad_personalization: word('marketing'),
      ad_storage: word('marketing'),
      analytics_storage: word('statistics'),
      personalization_storage: word('functional'),
      ad_user_data: word('marketing'),
      functionality_storage: word('functional'),
      security_storage: 'granted',
    });
  };

  tell('default', () => false, { wait_for_update: 500, ...(isRegions(region) && { region }) });
  // Acts while ad_storage is denied: without it Google is sent the click's identifiers all the same.
  gtag('set', 'ads_data_redaction', true);
  return {
    follow: ({ $moment }, { grants }) => $moment.listen((moment) => isSaid(moment) && tell('update', grants)),
  };
};
