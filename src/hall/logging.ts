/** Brings what sends to the log; without a log in the manifest nothing is noted, sent or given an id. */
import type { Desk, Loaders, RunningLog } from './halves.js';

/** The log of this page, fetched when it is first needed. */
export interface Logging {
  /** Fetches what sends, so that the record leaves at once when the visitor answers. */
  readonly warm: () => void;
  /** Sends what waits. */
  readonly flush: () => void;
  /** Returns whether the last attempt to send failed. */
  readonly isDown: () => boolean;
  readonly stop: () => void;
}

/** Returns the logging of this page. */
export const createLogging = (desk: Desk, loaders: Loaders): Logging => {
  let log: RunningLog | undefined;
  let opening: Promise<void> | undefined;
  const open = (then: (opened: RunningLog) => void): void => {
    opening ??= loaders.loadLog().then(({ startLog }) => void (log = startLog(desk, desk.site)));
    opening.then(
      () => then(log!),
      (fault: unknown) => {
        opening = undefined;
        desk.report(`samtycke.log.js does not load: ${String(fault)}`);
      },
    );
  };
  return {
    warm: () => open(() => undefined),
    flush: () => open((opened) => opened.flush()),
    isDown: () => !!log?.isDown(),
    stop: () => log?.stop(),
  };
};
