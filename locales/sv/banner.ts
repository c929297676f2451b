/** Svenska: the first layer. */
import type { BannerTexts } from '../../src/manifest/locale.js';

export const banner = {
  lang: 'sv',
  and: 'och',
  'banner.title': 'Välj vilka kakor vi får använda',
  'banner.body':
    '{controller} använder kakor (cookies) och liknande teknik. Nödvändiga kakor används alltid, för att webbplatsen ska fungera. Om du säger ja använder vi också kakor för {purposes}.',
  'banner.third': 'En del kommer från andra företag, som då får uppgifter om ditt besök.',
  'banner.withdraw':
    'Du kan ta tillbaka ditt samtycke när du vill. Det gör du under Kakinställningar längst ner på sidan.',
  'banner.policy': 'Läs mer om kakor',
  'accept-all': 'Godkänn alla',
  'reject-all': 'Neka alla',
  save: 'Spara mina val',
  settings: 'Inställningar',
  'group.session': 'Sessionskakor',
  'group.permanent': 'Permanenta kakor',
  'group.third-party': 'Tredjepartskakor',
  'group.necessary': 'Nödvändiga: alltid på',
  'group.empty': 'Vi använder inga sådana kakor just nu.',
  'purpose.necessary': 'nödvändiga',
  'purpose.functional': 'funktioner',
  'purpose.statistics': 'statistik',
  'purpose.marketing': 'marknadsföring',
  saved: 'Ditt val är sparat.',
  rejected: 'Ditt val är sparat. Vi använder bara nödvändiga kakor.',
} satisfies BannerTexts;
