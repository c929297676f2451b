/** The door for servers: reads a visitor's decision from a `Cookie` header, on any runtime. */
import { grantedIn, statusOf, type Cell, type Decision, type Status } from './decision/cells.js';
import { PLAIN_NAME, readDecision, SECURE_NAME } from './decision/cookie.js';
import { judge } from './decision/validity.js';

/** How to read the header. */
export interface ReadOptions {
  /**
   * The one name to read: `__Host-samtycke` on https without the manifest's `options.domain`, where a page reads no other and a
   * subdomain can set the plain one. @default both `__Host-samtycke` and `samtycke`, at their strictest
   */
  readonly name?: string;
  /** The site's policy version now: an answer given under an older major version no longer holds. @default any version holds */
  readonly policy?: string;
  /** How many months an answer holds, as in the manifest. @default 6 where `policy` is given, else 12, the longest there is */
  readonly months?: number;
  /** Milliseconds since 1970, UTC. @default Date.now() */
  readonly now?: number;
}

/** What the visitor said. */
export interface Consent {
  readonly status: Status;
  /** The cells granted; empty unless there is a valid yes. */
  readonly granted: readonly Cell[];
  /** The decision behind them; absent if there is none that holds. */
  readonly decision?: Decision;
}

/**
 * Returns what the `Cookie` header says of the visitor's consent: ask `granted.includes('permanent:statistics')`.
 * It never throws: no header, a broken cookie, an expired one or one from the future is `undecided`, with nothing
 * granted. Whether a service newer than the decision may run (`since`), and Global Privacy Control, are not judged here.
 */
export const readConsent = (cookieHeader: string | null | undefined, options: ReadOptions = {}): Consent => {
  try {
    const { name, policy, months = policy ? 6 : 12, now = Date.now() } = options;
    const read = readDecision(cookieHeader ?? '', name ? [name] : [SECURE_NAME, PLAIN_NAME]);
    const { decision } = judge(read, { policy: policy ?? read?.policy ?? '', months, now });
    // By what is no version, or no number, nothing would be older or run out.
    if (decision && /^(\d+\.){2}\d+$/.test(policy ?? '0.0.0') && months + now > 0)
      return { status: statusOf(decision.cells), granted: grantedIn(decision.cells), decision };
  } catch {
    // Something other than a header: nothing is granted.
  }
  return { status: 'undecided', granted: [] };
};
