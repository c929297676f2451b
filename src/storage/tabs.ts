/** Learns what other tabs decide, and what was decided while this page lay in the back/forward cache. */
import type { Decision } from '../decision/cells.js';
import { decodeDecision } from '../decision/cookie.js';

/** What tabs tell one another: the cookie's value with the full time, or an empty value for "erased". */
export interface TabMessage {
  readonly value: string;
  readonly at: number;
}

export interface TabsOptions {
  /** Returns when this page's decision was made, 0 for none: an older one from elsewhere changes nothing. */
  readonly since: () => number;
  /** Returns what is stored now. */
  readonly read: () => Decision | undefined;
  /** Is told what was decided elsewhere, perhaps nothing new; `undefined` when it was erased there. */
  readonly onLearn: (decision: Decision | undefined) => void;
}

/** Opens the channel between the tabs of one origin; absent in old browsers, which learn when they are next looked at. */
export const openChannel = (): BroadcastChannel | undefined =>
  typeof BroadcastChannel === 'function' ? new BroadcastChannel('samtycke') : undefined;

/** Listens from now on; undone by the function it returns. */
export const learnFromTabs = (
  channel: BroadcastChannel | undefined,
  { since, read, onLearn }: TabsOptions,
): (() => void) => {
  if (channel)
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      const decision = decodeDecision(String(data?.value));
      if (decision ? data.at > since() : data?.value === '') onLearn(decision && { ...decision, at: data.at });
    };
  // A page from the back/forward cache comes back with its old state and the jar's new cookie, in all engines (RELIABILITY L1).
  const look = (): void => {
    if (document.visibilityState === 'visible') onLearn(read());
  };
  const types = ['pageshow', 'visibilitychange'];
  for (const type of types) addEventListener(type, look);
  return () => {
    channel?.close();
    for (const type of types) removeEventListener(type, look);
  };
};
