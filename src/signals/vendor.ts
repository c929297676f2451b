/** What the signals to vendors share: whom they ask, what they follow, and how they find a vendor that comes late. */
import type { Decision, Purpose } from '../decision/cells.js';
import type { Moment, Moments } from '../decision/moment.js';

/** Returns whether a purpose is granted, to the declared service of that id or else to third parties. */
export type Grants = (purpose: Exclude<Purpose, 'necessary'>, service?: string) => boolean;

/** What a signal to a vendor is given. */
export interface SignalOptions {
  readonly grants: Grants;
  /** Returns whether a purpose is granted in every cell that the site has of it. */
  readonly grantsAll: Grants;
  /** Reports what a vendor throws, so that it reaches neither the page nor the visitor's click. */
  readonly attempt: (act: () => void) => void;
  /** Takes over a decision made elsewhere, once it is checked; resolves to whether it is what holds here now. */
  readonly take: (decision: Decision) => Promise<boolean>;
  readonly report: (message: string) => void;
}

/** An effect that tells a vendor: what is refused, before its tag runs, and from then on each decision. */
export type VendorSignal = (moments: Moments, options: SignalOptions) => () => void;

/** A vendor's function or object, and what it keeps on it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Vendor = any;

/** The page's globals, as vendors use them. */
export const page = (): Record<string, Vendor> => window as unknown as Record<string, Vendor>;

/** Returns whether a moment says anything of a decision, be it that there no longer is one. */
export const isSaid = (moment: Moment | undefined): boolean => !moment?.once && !!(moment?.decision ?? moment?.before);

/** Calls back with what has been said until now, if anything has, and with what is said from then on. */
export const onDecision = ({ $moment }: Moments, then: (moment: Moment) => void): (() => void) => {
  const tell = (moment: Moment | undefined): void => {
    if (isSaid(moment)) then(moment!);
  };
  tell($moment.get());
  return $moment.listen(tell);
};

/** Calls back once there is something to find: now, or as soon as a script has brought it. Returns what ends the wait. */
export const onArrival = (find: () => Vendor, then: () => void): (() => void) => {
  // An external script's own event does not bubble, but is heard on its way down; an inline one is seen at the page's next.
  const change = (how: 'addEventListener' | 'removeEventListener'): void => {
    window[how]('load', look);
    for (const type of ['load', 'DOMContentLoaded']) EventTarget.prototype[how].call(document, type, look, true);
  };
  const stop = (): void => change('removeEventListener');
  const look = (): void => {
    if (!find()) return;
    stop();
    then();
  };
  change('addEventListener');
  look();
  return stop;
};
