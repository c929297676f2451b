/** Tells Microsoft Clarity by its consent API v2, whose keys are written with a capital S. */
import { onDecision, page, type VendorSignal } from './vendor.js';

const tell = (isAd: boolean, isAnalytics: boolean): void => {
  const word = (isGranted: boolean): string => (isGranted ? 'granted' : 'denied');
  const stub = (...call: unknown[]): void => void (stub.q ??= []).push(call);
  stub.q = undefined as unknown[][] | undefined;
  const clarity = (page()['clarity'] ??= stub);
  clarity('consentv2', { ad_Storage: word(isAd), analytics_Storage: word(isAnalytics) });
};

/** Queues a no for Clarity's tag, then what each decision says. */
export const clarity: VendorSignal = (moments, { grants }) => {
  tell(false, false);
  return onDecision(moments, () => tell(grants('marketing'), grants('statistics', 'clarity')));
};
