/** Svenska: what is said of a service, in the settings and in the cookie table. */
import type { ServiceTexts } from '../../src/manifest/locale.js';

export const services = {
  'about.samtycke': 'Kommer ihåg vad du har valt om kakor.',
  'table.name': 'Namn',
  'table.type': 'Typ',
  'table.lifetime': 'Lagringstid',
  'table.data': 'Uppgifter',
  'table.recipients': 'Får uppgifterna',
  'table.countries': 'Utanför EU/EES',
  'table.none': 'Sparar inget på din enhet',
  'type.cookie': 'Kaka',
  'type.local': 'Lokal lagring',
  'type.session': 'Sessionslagring',
  'type.indexeddb': 'Databas i webbläsaren',
  'type.cache': 'Cache i webbläsaren',
  'type.worker': 'Bakgrundsskript',
  'unit.min': 'minut|minuter',
  'unit.h': 'timme|timmar',
  'unit.d': 'dag|dagar',
  'unit.mo': 'månad|månader',
  'unit.y': 'år|år',
  'lifetime.session': 'Tills du stänger webbläsaren',
} satisfies ServiceTexts;
