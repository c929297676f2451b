/** Tells Microsoft Clarity by its consent API v2, whose keys are written with a capital S. */
import { isSaid, page, type VendorSignal } from './vendor.js';

const tell = (isAd: boolean, isAnalytics: boolean): void => {
  const word = (isGranted: boolean): string => (isGranted ? 'granted' : 'denied');
  const stub = (...call: unknown[]): void => void (stub.q ??= []).push(call);
  stub.q = undefined as unknown[][] | undefined;
  const clarity = (page()['clarity'] ??= stub);
  clarity('consentv2', { ad_Storage: word(isAd), analytics_Storage: word(isAnalytics) });
};

/** Tells what holds (a no where nothing is decided), then each decision. Not a no first: before a stored yes that would end Clarity's session on every page. */
export const clarity: VendorSignal = ({ $moment }, { grants }) => {
  const tellAll = (): void => tell(grants('marketing'), grants('statistics', 'clarity'));
  tellAll();
  return $moment.listen((moment) => isSaid(moment) && tellAll());
};
