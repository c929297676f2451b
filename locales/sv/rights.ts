/** Svenska: what the log has of the visitor, in words. */
import type { RightsTexts } from '../../src/manifest/locale.js';

export const rights = {
  'rights.accepted': 'Du godkände alla',
  'rights.rejected': 'Du nekade alla',
  'rights.custom': 'Du godkände {names}',
  'rights.withdrawn': 'Du tog tillbaka ditt samtycke',
  'rights.embed': 'Du visade innehåll från {names} en gång',
} satisfies RightsTexts;
