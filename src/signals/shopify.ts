/** Tells Shopify by its Customer Privacy API, which a storefront brings when it is asked to. */
import { onArrival, onDecision, page, type Vendor, type VendorSignal } from './vendor.js';

const API = [{ name: 'consent-tracking-api', version: '0.1' }];

/** What Shopify knows, by the purpose that decides. */
const KEYS = {
  analytics: 'statistics',
  marketing: 'marketing',
  preferences: 'functional',
  sale_of_data: 'marketing',
} as const;

/** Returns whether Shopify has that answer already: telling it costs a request, and it remembers. */
const isKnown = (api: Vendor, answer: Readonly<Record<string, boolean>>): boolean => {
  const known: Vendor = api.currentVisitorConsent?.();
  return Object.entries(answer).every(([key, isGranted]) => known?.[key] === (isGranted ? 'yes' : 'no'));
};

/** Has the API brought where a decision is to be told, and tells it each that Shopify does not have. */
export const shopify: VendorSignal = (moments, { grantsAll, attempt }) => {
  const tell = (): void => {
    const api = page()['Shopify']?.customerPrivacy;
    const answer = Object.fromEntries(Object.entries(KEYS).map(([key, purpose]) => [key, grantsAll(purpose)]));
    if (api && !isKnown(api, answer)) api.setTrackingConsent(answer, () => undefined);
  };
  const decide = (): void => {
    const { Shopify } = page();
    if (Shopify.customerPrivacy) tell();
    else Shopify.loadFeatures(API, (fault: unknown) => fault || attempt(tell));
  };
  let stop: (() => void) | undefined;
  const stopWaiting = onArrival(
    () => page()['Shopify']?.loadFeatures,
    () => attempt(() => (stop = onDecision(moments, decide))),
  );
  return () => {
    stopWaiting();
    stop?.();
  };
};
