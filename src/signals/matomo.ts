/** Tells Matomo, which sends nothing at all while it requires a consent that it has not been given. */
import { onDecision, page, type VendorSignal } from './vendor.js';

/** Requires consent before the tracker's first request, gives it on each page that has it, and takes it back. */
export const matomo: VendorSignal = (moments, { grants }) => {
  const queue = (...calls: string[]): void => {
    const paq = (page()['_paq'] ??= []);
    for (const call of calls) paq.push([call]);
  };
  let isGiven = false;
  queue('requireConsent');
  return onDecision(moments, () => {
    const was = isGiven;
    isGiven = grants('statistics', 'matomo');
    if (isGiven) queue('setConsentGiven');
    // Only a consent that was given: Matomo keeps a cookie of its own to remember that one was taken back.
    else if (was) queue('forgetConsentGiven', 'deleteCookies');
  });
};
