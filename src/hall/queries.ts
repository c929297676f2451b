/** What can be asked at any time, without waiting for anything. */
import { judgeExpression } from '../decision/expression.js';
import { truthsAt } from '../manifest/permit.js';
import type { Plan } from '../manifest/plan.js';
import { detailOf, type Detail } from '../signals/events.js';
import type { State } from '../state.js';
import type { Consent } from './handle.js';

type Queries = Pick<Consent, 'has' | 'status' | 'decision' | 'export' | 'on'>;

/** Returns the handle's questions; they are answered before there is a plan too. */
export const queriesOf = (
  { $decision, $moment }: State,
  planNow: () => Plan | undefined,
  report: (message: string) => void,
): Queries => ({
  has(expression) {
    const plan = planNow();
    if (!plan) return expression === 'necessary';
    const { holds, fault } = judgeExpression(expression, truthsAt(plan, location.pathname));
    if (fault) report(`has("${expression}"): ${fault}`);
    return holds;
  },
  export() {
    const decision = $decision.get();
    return decision && { ...decision, cells: { ...decision.cells } };
  },
  status: () => planNow()?.status ?? 'undecided',
  on(event, listener) {
    let isDue = (event === 'ready' && planNow()) || (event === 'consent' && $decision.get());
    const heard = (heardEvent: Event): void => {
      isDue = undefined;
      listener((heardEvent as CustomEvent<Detail>).detail);
    };
    addEventListener(`samtycke:${event}`, heard);
    // What is said in the meantime, or listened to no more, is not said again.
    queueMicrotask(() => isDue && listener(detailOf($moment.get())));
    return () => {
      isDue = undefined;
      removeEventListener(`samtycke:${event}`, heard);
    };
  },
  decision: () => $decision.get(),
});
