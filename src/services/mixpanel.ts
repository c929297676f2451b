/** Starts and stops Mixpanel; `host` chooses where the data goes, as `api-eu.mixpanel.com`. */
import { page, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, host, load }) => {
  const config = { track_pageview: true, ...(host && { api_host: `https://${host}` }) };
  // What the library looks for in the page: a list with its calls to `init`, and the version of the snippet that made it.
  page()['mixpanel'] ??= Object.assign([], { __SV: 1.2, _i: [[key, config, 'mixpanel']] });
  load('https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js');
};

/** Forgets an earlier no rather than saying yes, which would send an event of its own. */
export const signal: Behaviour['signal'] = (isGranted) => {
  const { mixpanel } = page();
  if (!isGranted) return;
  mixpanel.clear_opt_in_out_tracking?.();
  mixpanel.enable?.();
};

/** Its note of the no is erased with the rest of what it stores, and it would track again without: so it is disabled too. */
export const stop: Behaviour['stop'] = () => {
  const { mixpanel } = page();
  // What is known of the visitor there stays: that is erased on demand (GDPR 17), not by a switch.
  mixpanel.opt_out_tracking?.({ delete_user: false });
  mixpanel.disable?.();
};
