/** Tells how a page of held scripts differs from the same page as the browser's own parser runs it. */
import { isAsync, isClassic, type RandomPage } from './randomPage.js';

export interface Outcome {
  log: { id: string; current: string; state: string }[];
  events: string[];
  attributes: string[];
  own: string[];
  faults: string[];
  order: string[];
  scripts: string[];
}

/** What the browser leaves open. */
const sorted = (list: readonly string[]) => list.toSorted().join(', ');

/** The scripts that the page's author wrote; those that they wrote run with their writer. */
const writer = (id: string) => id.replace(/^\w+ (?=s\d)/, '').split(/[- ]/)[0]!;

/** Whether the log's line is of a script that ran, not of an event that was told. */
const isRun = (id: string) => !/^(dcl|load|onload|ready|state) /.test(id);

/** Names the async scripts that ran before a classic one that stands before them, which no parser does. */
function early({ scripts }: RandomPage, { log }: Outcome) {
  const place = (id: string) => log.findIndex((line) => line.id === id);
  return scripts.flatMap((script, index) => {
    const at = isAsync(script) ? place(script.id) : -1;
    const before = scripts.slice(0, index).filter((each) => isClassic(each) && place(each.id) > at);
    return at < 0 ? [] : before.map(({ id }) => `${script.id} ran before ${id}`);
  });
}

/** Returns one line for each thing that differs. `isLate`: released after the page had loaded, so that every event is missed. */
export function differences(page: RandomPage, [native, held]: readonly [Outcome, Outcome], isLate: boolean): string[] {
  const free = new Set(page.scripts.filter(isAsync).map(({ id }) => id));
  // A deferred script of one who comes back may run after the page's event: only the parser can hold that.
  // And `onload =` takes the place in the row of whoever set it first.
  const told = (id: string) => isRun(id) || (isLate && !id.startsWith('onload '));
  const lines = ({ log }: Outcome) => log.filter(({ id }) => !free.has(writer(id)));
  const views: Record<string, (outcome: Outcome) => string> = {
    'each once': ({ log }) => sorted(log.map(({ id }) => id)),
    order: (outcome) =>
      lines(outcome)
        .filter(({ id }) => told(id))
        .map(({ id }) => id)
        .join(', '),
    currentScript: ({ log }) => sorted(log.map(({ id, current }) => `${id}:${current}`)),
    readyState: (outcome) => sorted(lines(outcome).map(({ id, state }) => `${id}:${state === 'loading' ? state : ''}`)),
    'script events': ({ events }) => sorted(events),
    'event attributes': ({ attributes }) => sorted(attributes),
    'the page’s own listeners': ({ own }) => own.join(', '),
    faults: ({ faults }) => sorted(faults),
    'place of elements': ({ order }) => order.join(', '),
    attributes: ({ scripts }) => scripts.join('\n'),
  };
  const found = Object.entries(views)
    .filter(([, view]) => view(native) !== view(held))
    .map(([name, view]) => `${name}:\n  native ${view(native)}\n  held   ${view(held)}`);
  return [...found, ...early(page, held)].map((line) => `seed ${page.seed}, ${isLate ? 'late' : 'returning'}: ${line}`);
}
