/** Writes the visitor's receipt: the decision joined with what it was about. */
import { grantedIn, statusOf, type Decision } from '../decision/cells.js';
import { endOf } from '../decision/validity.js';
import { isGranted } from '../manifest/granted.js';
import { nameOf } from '../manifest/recipients.js';
import type { Site } from '../manifest/resolve.js';
import type { Receipt } from './port.js';

const iso = (at: number): string => new Date(at).toISOString();

/** Returns the receipt of a decision, or of none. */
export const makeReceipt = (
  { host, controller, policy, services, options }: Site,
  decision: Decision | undefined,
  consentId: string | null,
): Receipt => ({
  schema: 'samtycke-receipt-1',
  site: host,
  controller,
  policy: { version: decision?.policy ?? policy.version, url: policy.url },
  decision: decision
    ? {
        status: statusOf(decision.cells),
        at: iso(decision.at),
        validUntil: iso(endOf(decision, options.months)),
        cells: decision.cells,
        granted: grantedIn(decision.cells),
      }
    : null,
  consentId,
  services: services.map((service) => ({
    id: service.id,
    provider: service.provider,
    cell: service.cell,
    granted: isGranted(service, decision),
    recipients: (service.recipients ?? []).map(nameOf),
    countries: service.countries ?? [],
  })),
});
