/** Sending to the log, as a file of its own. */
import type { ConsentRecord } from '../decision/record.js';
import { textOf } from '../decision/text.js';
import { openLog } from '../signals/log.js';
import type { StartLog } from './halves.js';
import { restore } from './restore.js';

/** Opens the log; an answer's Set-Cookie must not bring back what has changed since (DESIGN §7). */
export const startLog: StartLog = (core, { host, policy, options }) => {
  const { door, report, input, store } = core;
  let isDown = false;
  const log = openLog({
    // Of the page, not of its <base>, which may lead to another host (RELIABILITY L10).
    url: new URL(options.log!, location.href).href,
    store,
    months: options.months,
    manifest: textOf(input),
    report,
    onAnswer(taken, text) {
      isDown = !taken;
      if (taken && text) restore(core, options.domain, JSON.parse(text) as ConsentRecord);
    },
    site: host,
    policyVersion: policy.version,
    version: door.version,
  });
  return { ...log, isDown: () => isDown };
};
