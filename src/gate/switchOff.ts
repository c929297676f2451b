/** Calls the off-switches that vendors offer: what already runs can only be stopped through a door of its own. */
import { own } from '../decision/cells.js';
import type { Service } from '../manifest/types.js';

type Holder = Readonly<Record<string, unknown>>;

/** Calls the function at a dotted path from `window` on, with no argument and its owner as `this`; throws where there is none. */
const call = (path: string): unknown => {
  const names = path.split('.');
  const last = names.pop()!;
  const owner = names.reduce<Holder>((holder, name) => holder[name] as Holder, window as unknown as Holder);
  return (owner as Record<string, () => unknown>)[last]!();
};

/** Calls each service's `off`, if it has one; one that is missing, throws or rejects is reported, and the others are called all the same. */
export const switchOff = (services: readonly Service[], report: (message: string) => void): void => {
  for (const service of services) {
    const off = own(service, 'off');
    if (!off) continue;
    const fail = (fault: unknown): void =>
      report(
        `could not switch off "${service.id}" by ${off}(): ${fault instanceof Error ? fault.message : 'it failed'}. What of it runs here goes on until the next page.`,
      );
    try {
      Promise.resolve(call(off)).catch(fail);
    } catch (fault) {
      fail(fault);
    }
  }
};
