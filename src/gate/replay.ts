/** Calls what a late script registers for events that the page has had already, once each, and nobody else's listener. */
import { ofPage } from './marks.js';
import type { Stage } from './kinds.js';

/** Such listeners wait under a name of our own: at its event the browser calls them and no others, as it would have. */
const OURS = 'samtycke:';

type Listener = EventListenerOrEventListenerObject | null;

/** Watches what the running script registers; returns what tells it an event, and with `load` all events. */
export const replayEvents = ({ blocking, isOurs, cover }: Stage): ((type: string) => void) => {
  const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
  let told: string | undefined;
  let isTelling = false;

  /** Returns whether the page has had this event (HTML §8.4 "the end"); it was parsed before anything was released. */
  const isMissed = (on: EventTarget, type: string): boolean =>
    (isTelling || isOurs()) &&
    (type === 'DOMContentLoaded' ||
      (ofPage('readyState') === 'complete' && type === (on === window ? 'load' : 'readystatechange')));

  const dispatch = (on: EventTarget, type: string): void => {
    const event = Document.prototype.createEvent.call(document, 'Event');
    event.initEvent(OURS + type, type === 'DOMContentLoaded');
    Reflect.defineProperty(event, 'type', { value: type });
    isTelling = true;
    dispatchEvent.call(on, event);
    isTelling = false;
  };
  const tell = (type: string): void => {
    told = type;
    dispatch(document, 'DOMContentLoaded');
    if (type !== 'load') return;
    dispatch(document, 'readystatechange');
    dispatch(window, 'load');
  };
  const listen = (on: EventTarget, type: string, listener: Listener): void => {
    addEventListener.call(on, OURS + type, listener, { once: true });
    // What waits for an event told already is told at once.
    if (told === 'load' || told === type) setTimeout(tell, 0, told);
  };

  for (const [page, type] of [
    [window, 'load'],
    [document, 'readystatechange'],
  ] as const) {
    for (const name of ['addEventListener', 'removeEventListener'] as const) {
      const native = page[name];
      cover(page, name, {
        value(this: EventTarget | undefined, ...args: Parameters<EventTarget['addEventListener']>) {
          const on = this ?? page;
          if (name < 'b' && isMissed(on, args[0])) return listen(on, args[0], args[1]);
          native.apply(on, args as Parameters<Document['addEventListener']>);
          if (name > 'b') native.call(on, OURS + args[0], args[1] as EventListener);
        },
        writable: true,
      });
    }
    // `window.onload = …` replaces what this script and others like it have set, never what the page had.
    const name = `on${type}`;
    const native = [page, Document.prototype].map((each) => Object.getOwnPropertyDescriptor(each, name)).find(Boolean)!;
    let set: EventListener | null = null;
    cover(page, name, {
      get: () => (isMissed(page, type) ? set : native.get!.call(page)),
      set(value: EventListener | null) {
        if (!isMissed(page, type)) return native.set!.call(page, value);
        removeEventListener.call(page, OURS + type, set);
        set = value;
        listen(page, type, set);
      },
    });
  }
  // A classic script that asks is told what the parser would have told it, so that it registers instead of starting twice.
  cover(document, 'readyState', { get: () => (blocking() ? 'loading' : ofPage('readyState')) });
  return tell;
};
