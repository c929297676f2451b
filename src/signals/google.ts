/** Tells Google Consent Mode v2: denied by default before any tag, then one update per decision with all its keys. */
import type { Moments } from '../decision/moment.js';
import { push } from './dataLayer.js';

/** The purposes that Google knows, each with the keys it grants; `security_storage` is always granted. */
const KEYS = {
  marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  statistics: ['analytics_storage'],
  functional: ['functionality_storage', 'personalization_storage'],
} as const;

export type GooglePurpose = keyof typeof KEYS;

/** Calls Google's `gtag`, which must push an `arguments` object: an array is ignored (Google's consent guide). */
const gtag: (...call: unknown[]) => void = function () {
  // oxlint-disable-next-line prefer-rest-params
  push(arguments);
};

const tell = (command: 'default' | 'update', grants: (purpose: GooglePurpose) => boolean): void => {
  const keys: Record<string, string | number> = { security_storage: 'granted' };
  for (const [purpose, names] of Object.entries(KEYS))
    for (const name of names) keys[name] = grants(purpose as GooglePurpose) ? 'granted' : 'denied';
  gtag('consent', command, command === 'default' ? { ...keys, wait_for_update: 500 } : keys);
};

/** Pushes the denied default; it must be the first push of the page (Google: "set default before any tag"). */
export const denyByDefault = (): void => tell('default', () => false);

/** Pushes an update at each decision, the stored one on every page included: Google keeps none. */
export const googleConsentMode = (
  { $moment }: Moments,
  { grants }: { readonly grants: (purpose: GooglePurpose) => boolean },
): (() => void) =>
  $moment.listen((moment) => {
    if (!moment!.once && (moment!.decision || moment!.before)) tell('update', grants);
  });
