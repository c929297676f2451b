/** Svenska: the placeholder of an embed. */
import type { EmbedTexts } from '../../src/manifest/locale.js';

export const embeds = {
  'embed.title': 'Innehåll från {name} visas inte',
  'embed.cookies': 'Det använder kakor som du inte har godkänt.',
  'embed.body': 'Om du visar innehållet får {names} uppgifter om ditt besök, till exempel din ip-adress.',
  'embed.once': 'Visa en gång',
  'embed.allow': 'Godkänn {purpose}',
  'embed.allow.third': 'Godkänn {purpose} från andra företag',
  'embed.open': 'Öppna hos {name} (ny flik)',
} satisfies EmbedTexts;
