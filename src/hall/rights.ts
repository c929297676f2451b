/** Tells visitors what is kept of their consent, here and at the log (GDPR 15, 20; R42). */
import { rights as swedish } from '../../locales/sv/rights.js';
import type { Locale } from '../manifest/locale.js';
import { fetchRecords, fetchShown } from '../signals/mine.js';
import { KEY } from '../signals/store.js';
import type { Desk } from './halves.js';
import { sayRecords, type Texts } from './inWords.js';
import type { Receipt, Rights, RightsSpoken } from './port.js';
import { makeReceipt } from './receipt.js';
import { makeStatement } from './statement.js';

/** Returns the receipt of the decision that holds now. */
export const receipt = ({ state, site, store }: Desk): Receipt =>
  makeReceipt(site, state.$decision.get(), store.get(KEY)?.split('.')[0] ?? null);

/** Returns a value as JSON to be read, whatever a page has made of `toJSON` (RELIABILITY S11). */
const written = (value: unknown): string =>
  JSON.stringify(
    value,
    function (this: Record<string, unknown>, key: string): unknown {
      return this[key];
    },
    2,
  );

/** Resolves to what the log has, and what writes the statement of it and of the decision that holds now. */
export const rights = async (desk: Desk, spoken: RightsSpoken): Promise<Rights> => {
  const { site, store } = desk;
  // Another language comes with all its texts, Swedish in the parts that show them.
  const texts: Texts = { ...swedish, ...(spoken as RightsSpoken & Partial<Locale>) };
  const log = site.options.log && new URL(site.options.log, location.href).href;
  const records = log ? await fetchRecords(log, store) : undefined;
  const said = records && sayRecords(records, site, texts);
  return {
    said,
    async statement() {
      const hashes = new Set((records ?? []).flatMap(({ textHash }) => textHash ?? []));
      const shown = [...hashes].map(async (hash) => [hash, await fetchShown(log!, hash)] as const);
      return written(
        makeStatement({
          site,
          receipt: receipt(desk),
          texts,
          records,
          said,
          shown: Object.fromEntries(await Promise.all(shown)),
        }),
      );
    },
  };
};
