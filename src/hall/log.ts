/** Sending to the log, as a file of its own. */
import { textOf } from '../decision/text.js';
import { openLog } from '../signals/log.js';
import type { StartLog } from './halves.js';

/** Opens the log; an answer's Set-Cookie must not bring back what has changed since (DESIGN §7). */
export const startLog: StartLog = ({ door, report, input }, site, restore) => {
  const { host, policy, options } = site;
  let isDown = false;
  const log = openLog({
    // Of the page, not of its <base>, which may lead to another host (RELIABILITY L10).
    url: new URL(options.log!, location.href).href,
    months: options.months,
    manifest: textOf(input),
    report,
    onAnswer(taken) {
      isDown = !taken;
      restore();
    },
    site: host,
    policyVersion: policy.version,
    version: door.version,
  });
  return { ...log, isDown: () => isDown };
};
