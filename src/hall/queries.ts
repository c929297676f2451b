/** What can be asked at any time, without waiting for anything. */
import { statusOf } from '../decision/cells.js';
import { judgeCategory } from '../manifest/permit.js';
import type { Site } from '../manifest/resolve.js';
import { detailOf, type Detail } from '../signals/events.js';
import type { State } from '../state.js';
import type { Consent } from './handle.js';

type Queries = Pick<Consent, 'has' | 'status' | 'decision' | 'export' | 'on'>;

/** Returns the handle's questions; they are answered before there is a site too. */
export const queriesOf = (
  state: State,
  siteNow: () => Site | undefined,
  report: (message: string) => void,
): Queries => ({
  has(expression) {
    const site = siteNow();
    if (!site) return expression === 'necessary';
    const { holds, fault } = judgeCategory(expression, { site, decision: state.$decision.get() });
    if (fault) report(`has("${expression}"): ${fault}`);
    return holds;
  },
  status() {
    const decision = state.$decision.get();
    return decision ? statusOf(decision.cells) : 'undecided';
  },
  decision: () => state.$decision.get(),
  export() {
    const decision = state.$decision.get();
    return decision && { ...decision, cells: { ...decision.cells } };
  },
  on(event, listener) {
    const heard = (heardEvent: Event): void => listener((heardEvent as CustomEvent<Detail>).detail);
    addEventListener(`samtycke:${event}`, heard);
    const hasBeen = (event === 'ready' && siteNow()) || (event === 'consent' && state.$decision.get());
    if (hasBeen) queueMicrotask(() => listener(detailOf(state.$moment.get())));
    return () => removeEventListener(`samtycke:${event}`, heard);
  },
});
