/** Svenska: the cookie table of the policy page, on top of what is said of a service. */
import type { TableTexts } from '../../src/manifest/locale.js';

export const table = {
  'table.caption': 'Kakor för {purpose}',
  'table.necessary': 'Nödvändiga kakor',
  'table.provider': 'Företag',
  'table.use': 'Används till',
} satisfies TableTexts;
