/** Hands decisions over between the page and the app whose web view shows it, so that an answer given to one counts in both. */
import { own, type Decision } from '../decision/cells.js';
import { keptAt } from '../decision/cookie.js';
import { textOf } from '../decision/text.js';
import { onDecision, page, type Vendor, type VendorSignal } from './vendor.js';

/** The name that the app gives its bridge. */
const NAME = 'samtyckeApp';

/** Each message says first which format it is of, so that a later one can be told from this. */
const FORMAT = 1;

/** Returns what the app has put into the page, if it has. */
const findBridge = (): Vendor => {
  // A frame must not speak for the page around it: the app cannot always tell them apart.
  if (window.top !== window) return undefined;
  // Not a frame of either name, which would hear what anybody posts to it: each has a window, whoever's it is.
  const { webkit } = page();
  return (webkit?.window ? undefined : webkit?.messageHandlers?.[NAME]) ?? own(page(), NAME);
};

/** Returns the message that says what holds; of a refusal only its day leaves the page (R40). */
const messageOf = (decision: Decision | undefined): string =>
  textOf({
    samtycke: FORMAT,
    type: 'decision',
    decision: decision ? { ...decision, at: keptAt(decision) } : null,
  });

/** Returns the decision in what the app says, not yet checked; null where it has none, `undefined` where it speaks otherwise. */
const read = (said: unknown): Decision | null | undefined => {
  try {
    const message = JSON.parse(typeof said === 'string' ? said : '') as Record<string, unknown>;
    return message['samtycke'] === FORMAT && message['type'] === 'decision'
      ? (message['decision'] as Decision | null | undefined)
      : undefined;
  } catch {
    return undefined;
  }
};

/** Asks the app at the start, takes over what it says if that holds here, and tells it each decision made here. */
export const app: VendorSignal = (moments, { take, report }) => {
  const bridge = findBridge();
  if (!bridge) return () => undefined;
  let told: string | undefined;
  let taking = 0;

  const fail = (fault: unknown): void =>
    report(`the bridge to the app failed${fault instanceof Error ? `: ${fault.message}` : '.'}`);
  // What it throws is a rejection too.
  const post = async (message: string): Promise<unknown> => bridge.postMessage(message);
  const tell = (message: string): void => {
    told = message;
    post(message).catch(fail);
  };

  const hear = async (said: unknown): Promise<void> => {
    const decision = read(said);
    if (decision === undefined) return report('the app said what is no decision; it is ignored.');
    if (decision === null) return;
    taking++;
    try {
      if (await take(decision)) return;
    } finally {
      taking--;
    }
    // What holds here is newer. Said once: an app that answers whatever it is told would never end.
    const here = moments.$decision.get();
    if (here && messageOf(here) !== told) tell(messageOf(here));
  };
  const onMessage = ({ data }: MessageEvent<unknown>): void => void hear(data).catch(fail);
  const onReply = (said: unknown): void | Promise<void> => {
    // No reply, or one to a question that has been overtaken by an answer here.
    if (said !== undefined && said !== null && told === undefined) return hear(said);
  };

  bridge.addEventListener?.('message', onMessage);
  const stop = onDecision(moments, ({ source, decision }) => {
    const isTheirs = taking > 0 && decision?.method === 'api';
    if (source === 'here' && !isTheirs) tell(messageOf(decision));
  });
  if (told === undefined)
    post(textOf({ samtycke: FORMAT, type: 'get' }))
      .then(onReply)
      .catch(fail);
  return () => {
    stop();
    bridge.removeEventListener?.('message', onMessage);
  };
};
