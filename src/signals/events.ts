/** Tells the page of each decision by DOM events on the document and by the data layer. */
import type { Cell, Method, Status } from '../decision/cells.js';
import type { Moment, Moments } from '../decision/moment.js';
import { push } from './dataLayer.js';
import { isSaid } from './vendor.js';

/** What every event carries. */
export interface Detail {
  readonly status: Status;
  /** The optional cells granted. */
  readonly granted: readonly Cell[];
  /** The cells whose answer differs from before. */
  readonly changed: readonly Cell[];
  readonly method: Method | undefined;
  /** What needs mending; there with `error` alone. */
  readonly message?: string;
}

/** The events, without the `samtycke:` that their names on the document begin with. */
export type EventName = 'ready' | 'first-consent' | 'consent' | 'change' | 'show' | 'hide' | 'error';

/** Dispatches `samtycke:NAME` on the document. A listener that throws stops neither the others nor us (DOM §2.10). */
export const emit = (name: EventName, detail: Detail): void => {
  // The prototype's method: <form name=dispatchEvent> takes the document's own (RELIABILITY D1).
  EventTarget.prototype.dispatchEvent.call(document, new CustomEvent(`samtycke:${name}`, { bubbles: true, detail }));
};

/** Returns what an event says of a moment; before the first there is nothing to say. */
export const detailOf = (moment: Partial<Moment> = {}): Detail => {
  const { status = 'undecided', granted = [], had = [], decision } = moment;
  const changed = [...granted, ...had].filter((cell) => granted.includes(cell) !== had.includes(cell));
  return { status, granted, changed, method: decision?.method };
};

/** Dispatches `first-consent`, `consent` and `change`, and pushes `samtycke_update`, once per decision and page. */
export const tellPage = ({ $moment }: Moments): (() => void) =>
  $moment.listen((moment) => {
    const { decision, before, source } = moment!;
    if (!isSaid(moment) || decision === before) return;
    const detail = detailOf(moment);
    if (!before && source === 'here') emit('first-consent', detail);
    if (decision) emit('consent', detail);
    if (source !== 'stored' && (detail.changed.length || !before || !decision)) emit('change', detail);
    // Tag managers merge lists item by item, and would keep what is granted no longer.
    push({ samtycke: null });
    push({ event: 'samtycke_update', samtycke: detail });
  });
