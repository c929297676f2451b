/** Tells vendors that the page itself brings, those that the manifest names, as a file of its own. */
import type { Moments } from '../decision/moment.js';
import { grantsAt } from '../manifest/permit.js';
import { SIGNALS } from '../manifest/types.js';
import { app } from '../signals/app.js';
import { clarity } from '../signals/clarity.js';
import { matomo } from '../signals/matomo.js';
import { metaPixel } from '../signals/metaPixel.js';
import { microsoftUet } from '../signals/microsoftUet.js';
import { shopify } from '../signals/shopify.js';
import type { SignalOptions, VendorSignal } from '../signals/vendor.js';
import { wordpress } from '../signals/wordpress.js';
import type { OpenSignals } from './halves.js';

const EFFECTS: Readonly<Record<(typeof SIGNALS)[number], VendorSignal>> = {
  app,
  clarity,
  matomo,
  'meta-pixel': metaPixel,
  'microsoft-uet': microsoftUet,
  shopify,
  wordpress,
};

/** Starts the signals that the plan names; what is released or started waits for that. */
export const openSignals: OpenSignals = ({ kept, state, report, alsoStop, withAnswering }) => {
  const grantsOf =
    (group: string): SignalOptions['grants'] =>
    (purpose, service) =>
      grantsAt(kept()!.plan, { path: location.pathname, purpose, service, group });
  for (const name of kept()!.plan.signals) {
    // What a page has put under a vendor's name may do anything.
    const attempt = (act: () => void): void => {
      try {
        act();
      } catch (fault) {
        report(`${name} could not be told: ${String(fault)}`);
      }
    };
    const $moment: Moments['$moment'] = {
      get: state.$moment.get,
      listen: (listener) => state.$moment.listen((moment) => attempt(() => listener(moment))),
    };
    const options: SignalOptions = {
      grants: grantsOf('third-party'),
      grantsAll: grantsOf(''),
      attempt,
      take: (decision) => new Promise((resolve) => withAnswering((half) => resolve(half.import(decision)))),
      report,
    };
    attempt(() => alsoStop(EFFECTS[name]({ ...state, $moment }, options)));
  }
};
