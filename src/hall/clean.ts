/** Has what services without consent have stored erased, at each start and change (R5, R31). */
import { grantedIn } from '../decision/cells.js';
import type { Moment } from '../decision/moment.js';
import { hasLeftovers } from '../gate/leftovers.js';
import { isGranted } from '../manifest/permit.js';
import type { Site } from '../manifest/resolve.js';
import { readHeader } from '../storage/cookie.js';
import type { More } from './halves.js';

/** Set in sessionStorage by a withdrawal: trackers write again on their way out, so the next page looks once more. */
const UNCLEAN = 'samtycke:unclean';

/** Returns what cleans after a moment; the eraser is only fetched where there may be something to erase. */
export const cleaner =
  (site: Site, withMore: (then: (more: More) => void) => void, report: (message: string) => void) =>
  (moment: Moment | undefined): void => {
    const { decision, before, once } = moment!;
    const items = (isKept: boolean) =>
      site.services.filter((service) => isGranted(service, decision) === isKept).flatMap(({ cookies }) => cookies);
    const [refused, kept, isWithdrawal] = [items(false), items(true), !!before && grantedIn(before.cells).length > 0];
    if (once) return;
    if (isWithdrawal || hasLeftovers([...refused.map(({ name }) => name), UNCLEAN], readHeader() ?? ''))
      withMore((more) => more.clean({ refused, kept, isWithdrawal, flag: UNCLEAN, report }));
  };
