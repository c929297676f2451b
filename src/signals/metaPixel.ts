/** Tells the Meta Pixel, which wants to hear of a no before `init`, on every page. */
import { isSaid, page, type Vendor, type VendorSignal } from './vendor.js';

/** The pixel's own snippet stops where there is an `fbq`, so that none of ours may be put there to wait for it. */
const isHere = (fbq: Vendor): boolean => typeof fbq === 'function' && !!(fbq.queue ?? fbq.callMethod);

/** Calls back at the first use of `fbq` once there is one: the snippet's own first use is `init`. Returns what undoes it. */
const beforeFirstUse = (then: (fbq: Vendor) => void): (() => void) => {
  let fbq: Vendor = page()['fbq'];
  const settle = (): void => {
    delete page()['fbq'];
    if (fbq !== undefined) page()['fbq'] = fbq;
  };
  Object.defineProperty(window, 'fbq', {
    configurable: true,
    enumerable: true,
    get() {
      if (isHere(fbq)) {
        settle();
        then(fbq);
      }
      return fbq;
    },
    set(given: Vendor) {
      fbq = given;
    },
  });
  return settle;
};

/** Revokes before `init`, or grants if that has been said by then, and tells each decision from then on. */
export const metaPixel: VendorSignal = (moments, { grants, attempt }) => {
  let hasCome = false;
  const tell = (fbq: Vendor): void => fbq('consent', grants('marketing', 'meta-pixel') ? 'grant' : 'revoke');
  const arrive = (fbq: Vendor): void => {
    hasCome = true;
    stopWaiting = () => undefined;
    attempt(() => tell(fbq));
  };
  let stopWaiting = (): void => undefined;
  if (isHere(page()['fbq'])) arrive(page()['fbq']);
  else stopWaiting = beforeFirstUse(arrive);
  const stop = moments.$moment.listen((moment) => hasCome && isSaid(moment) && tell(page()['fbq']));
  return () => {
    stop();
    stopWaiting();
  };
};
