/** Lets links and buttons act without code: `data-samtycke="settings"`, or vanilla-cookieconsent's `data-cc`, also on elements that come later. */
import { hear } from '../storage/hear.js';
import type { Answering } from './halves.js';

const ACTS: Readonly<Record<string, 'showSettings' | 'acceptAll' | 'rejectAll' | 'withdraw' | 'show'>> = {
  settings: 'showSettings',
  'accept-all': 'acceptAll',
  'reject-all': 'rejectAll',
  withdraw: 'withdraw',
  // What vanilla-cookieconsent 3 calls the same; what it would save are switches, and ours are in the settings.
  'show-preferencesModal': 'showSettings',
  'accept-custom': 'showSettings',
  'accept-necessary': 'rejectAll',
  'show-consentModal': 'show',
};

const SETTINGS = '#samtycke-settings';
const ACTING = `[data-samtycke],[data-cc],a[href$="${SETTINGS}"]`;

/** Listens for clicks on marked elements, for the settings' address, and for a visitor who comes near. */
export const actFromHtml = (withAnswering: (then: (answering: Answering) => void) => void): (() => void) => {
  const { host, hash } = location;
  const isActing = (each: EventTarget): each is Element =>
    each instanceof Element && each.matches(ACTING) && ((each as HTMLAnchorElement).host || host) === host;
  const listen = (event: Event): void => {
    // By the path: of what lies in a component of the page, the target tells only the component.
    const element = event.composedPath().find(isActing);
    const name =
      element && ACTS[element.getAttribute('data-samtycke') ?? element.getAttribute('data-cc') ?? 'settings'];
    if (!name) return;
    const isClick = event.type === 'click';
    if (isClick) event.preventDefault();
    withAnswering((answering) => answering[isClick ? name : 'warm']());
  };
  // On the window: a page can clobber the document's own methods, and frameworks swap all below it (RELIABILITY D1, L4).
  const stop = hear(['click', 'pointerover', 'focusin'], listen);
  if (hash === SETTINGS) withAnswering(({ showSettings }) => showSettings());
  return stop;
};
