/** Notes each decision for the log, and has it sent; without a log in the manifest nothing is noted, sent or given an id. */
import { encodeDecision } from '../decision/cookie.js';
import type { Moment } from '../decision/moment.js';
import { isGranted } from '../manifest/permit.js';
import type { Log } from '../signals/log.js';
import { note } from '../signals/note.js';
import { readStored } from '../storage/cookie.js';
import { writeDecision } from '../storage/write.js';
import type { Core } from './halves.js';

export interface Logging {
  /** Fetches what sends, so that the record leaves at once when the visitor answers. */
  readonly warm: () => void;
  readonly add: (moment: Moment, locale: string) => void;
  readonly flush: () => void;
  readonly isDown: () => boolean;
  readonly stop: () => void;
}

/** Returns the logging of this page, or nothing where the manifest names no log. */
export const createLogging = ({ site, state, door, manifest, report, gpc }: Core): Logging | undefined => {
  const { log: url, domain, months } = site.options;
  if (!url) return undefined;
  let isDown = false;
  let opening: Promise<Log> | undefined;

  const onAnswer = (taken: boolean): void => {
    isDown = !taken;
    // A late answer's Set-Cookie must not bring back what has changed since (DESIGN §7).
    const [now, kept] = [state.$decision.get(), readStored(domain)];
    if (now && kept && encodeDecision(now) !== encodeDecision(kept)) writeDecision(now, { domain, months });
  };

  const open = (): Promise<Log> =>
    (opening ??= door.loadLog().then(({ openLog }) =>
      openLog({
        url,
        months,
        manifest,
        report,
        onAnswer,
        site: site.host,
        policyVersion: site.policy.version,
        version: door.version,
      }),
    ));

  const flush = (): void =>
    void open().then(
      (log) => log.flush(),
      (fault: unknown) => report(`samtycke.log.js does not load: ${String(fault)}`),
    );

  return {
    flush,
    isDown: () => isDown,
    warm: () => void open().catch(() => (opening = undefined)),
    add({ decision, before, event, once, shown }, locale) {
      if (!decision && !once) return;
      const services = site.services
        .filter((service) => service.purpose !== 'necessary' && isGranted(service, decision))
        .map(({ id }) => id);
      note({ decision, before, event, once, shown, services, locale, gpc });
      flush();
    },
    stop: () => void opening?.then(({ stop }) => stop()),
  };
};
