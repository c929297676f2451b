/** Calls what a late script registers for events that the page has had already, once each, and nobody else's listener. */
import type { Ours } from './kinds.js';
import { readyState } from './marks.js';
import { shadow } from './shadow.js';

/** Such listeners wait under a name of our own: at its event the browser calls them and no others, as it would have. */
const OURS = 'samtycke:';

type Missed = 'DOMContentLoaded' | 'readystatechange' | 'load';

const isLoaded = (): boolean => readyState() === 'complete';

/** Returns whether the page has had this event (HTML §8.4 "the end"). */
const isPast = (on: EventTarget, type: string): boolean => {
  if (type === 'DOMContentLoaded') {
    const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return isLoaded() || !!page?.domContentLoadedEventStart;
  }
  return isLoaded() && ((type === 'load' && on === window) || (type === 'readystatechange' && on === document));
};

/** Watches what the running script registers, until it is stopped. */
export const replayEvents = (running: () => Ours | undefined) => {
  let told: Missed | undefined;
  let isTelling = false;

  const dispatch = (on: EventTarget, type: Missed): void => {
    const event = new Event(OURS + type, { bubbles: type === 'DOMContentLoaded' });
    Object.defineProperty(event, 'type', { value: type });
    isTelling = true;
    EventTarget.prototype.dispatchEvent.call(on, event);
    isTelling = false;
  };
  const tell = (type: 'DOMContentLoaded' | 'load'): void => {
    told = type;
    dispatch(document, 'DOMContentLoaded');
    if (type !== 'load') return;
    dispatch(document, 'readystatechange');
    dispatch(window, 'load');
  };
  const isMissed = (on: EventTarget, type: string): boolean => (isTelling || !!running()) && isPast(on, type);
  const listen = (on: EventTarget, type: string, listener: EventListenerOrEventListenerObject | null): void => {
    EventTarget.prototype.addEventListener.call(on, OURS + type, listener, { once: true });
    // What waits for an event told already is told at once.
    if (told === 'load' || told === type) setTimeout(tell, 0, told);
  };

  /** `window.onload = …` replaces what this script and others like it have set, never what the page had. */
  const property = (on: EventTarget, type: string): (() => void) => {
    const name = `on${type}`;
    const native = [on, Document.prototype].map((each) => Object.getOwnPropertyDescriptor(each, name)).find(Boolean)!;
    let set: EventListener | null = null;
    return shadow(on, name, {
      get: () => (isMissed(on, type) ? set : native.get!.call(on)),
      set(value: EventListener | null) {
        if (!isMissed(on, type)) return native.set!.call(on, value);
        EventTarget.prototype.removeEventListener.call(on, OURS + type, set);
        set = value;
        listen(on, type, set);
      },
    });
  };

  const methods = (on: EventTarget): (() => void)[] => {
    const { addEventListener, removeEventListener } = on;
    return [
      shadow(on, 'addEventListener', {
        value(this: EventTarget | undefined, ...args: Parameters<EventTarget['addEventListener']>) {
          if (isMissed(this ?? on, args[0])) listen(this ?? on, args[0], args[1]);
          else addEventListener.apply(this ?? on, args);
        },
        writable: true,
      }),
      shadow(on, 'removeEventListener', {
        value(this: EventTarget | undefined, ...args: Parameters<EventTarget['removeEventListener']>) {
          removeEventListener.apply(this ?? on, args);
          EventTarget.prototype.removeEventListener.call(this ?? on, OURS + args[0], args[1]);
        },
        writable: true,
      }),
    ];
  };

  const stops = [
    ...methods(window),
    ...methods(document),
    property(window, 'load'),
    property(document, 'readystatechange'),
    shadow(document, 'readyState', {
      // A classic script that asks is told what the parser would have told it, so that it registers instead of starting twice.
      get: () => (/^(inline|external)$/.test(running()?.kind ?? '') ? 'loading' : readyState()),
    }),
  ];
  return { tell, stop: () => stops.forEach((stop) => stop()) };
};
