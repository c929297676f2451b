/** Svenska: the second layer. */
import type { SettingsTexts } from '../../src/manifest/locale.js';

export const settings = {
  gpc: 'Din webbläsare ber oss att inte dela dina uppgifter (Global Privacy Control). Därför är marknadsföring och kakor från andra företag avstängda. Du kan slå på dem om du vill.',
  'changed.minor':
    'Vi har ändrat hur vi använder kakor. {changes} Dina tidigare val gäller. Det nya är avstängt tills du säger ja.',
  'changed.major':
    'Vi behöver fråga dig igen. Vi har ändrat hur vi använder kakor. {changes} Tills du har svarat använder vi bara nödvändiga kakor.',
  expired:
    'Det har gått {months} sedan du valde, så vi frågar igen. Tills du har svarat använder vi bara nödvändiga kakor.',
  'error.storage':
    'Din webbläsare blockerar kakor. Därför kan vi inte spara ditt val, och vi frågar igen nästa gång. Du kan läsa webbplatsen som vanligt, men inloggning och formulär fungerar kanske inte.',
  'settings.title': 'Kakinställningar',
  'settings.intro':
    'Här bestämmer du vilka kakor vi får använda. Allt utom det nödvändiga är avstängt tills du själv slår på det. Ditt val gäller i den här webbläsaren i {months}.',
  'settings.close': 'Stäng utan att spara',
  'settings.details': 'Visa kakor från {names}',
  always: 'Alltid på',
  on: 'På',
  off: 'Av',
  'about.session': 'Finns bara under ditt besök. De försvinner normalt när du stänger webbläsaren.',
  'about.permanent':
    'Ligger kvar på din enhet en bestämd tid, även när du har stängt webbläsaren. I listan ser du hur länge. Du kan ta bort dem när du vill.',
  'about.third-party':
    'Kommer från andra företag än {controller}, eller skickar uppgifter till dem. Företaget får uppgifter om ditt besök och kan ibland känna igen dig på andra webbplatser.',
  'about.necessary':
    'Behövs för säkerheten och för det du själv ber om, till exempel att logga in, skicka ett formulär eller spara ditt kakval. De kan inte stängas av här.',
  'about.functional': 'Kommer ihåg dina val och ger dig extra funktioner, till exempel chatt, karta och film.',
  'about.statistics': 'Visar hur webbplatsen används, så att vi kan hitta fel och förbättra den.',
  'about.marketing': 'Används för att visa annonser som kan passa dig och för att se om annonserna fungerar.',
  'table.from': 'Kakor från {name}',
  'table.policy': 'Så hanterar {name} uppgifter',
  'last.title': 'Ditt senaste val',
  'last.none': 'Det finns inget sparat val i den här webbläsaren.',
  'last.choice': 'Du valde',
  'last.accepted': 'att godkänna alla',
  'last.rejected': 'att neka alla',
  'last.custom': 'att godkänna {names}',
  'last.when': 'När',
  'last.until': 'Gäller till',
  'last.id': 'Samtyckes-id',
  'last.version': 'Version',
  'last.download': 'Ladda ner',
  'last.erase': 'Radera',
  'rights.show': 'Visa vad som är sparat',
  'rights.shown': 'Det här står i vår logg:',
  'rights.none': 'Vi hittar inget från den här webbläsaren i vår logg.',
  'rights.failed': 'Vår logg svarar inte just nu. Försök igen om en stund.',
  'erase.confirm':
    'Vill du radera uppgifterna om ditt val? Då stängs alla kakor utom de nödvändiga av, och vi frågar dig igen.',
  'erase.yes': 'Ja, radera',
  'erase.no': 'Nej, behåll',
  'erase.done': 'Uppgifterna om ditt val är raderade.',
  'erase.failed': 'Vi kunde inte radera uppgifterna i vår logg just nu. Försök igen om en stund.',
  'withdraw.button': 'Ta tillbaka samtycke',
  'withdraw.note':
    'Om du tar tillbaka ditt samtycke slutar vi använda kakorna. Då tar vi också bort dem vi kan. Kakor från andra företag tar du bort i webbläsarens inställningar. Det som gjordes innan du ändrade dig påverkas inte.',
  'withdraw.done':
    'Du har tagit tillbaka ditt samtycke. Vi har slutat använda kakorna och tagit bort dem vi kan. Kakor från andra företag tar du bort i webbläsarens inställningar. Det som gjordes innan du ändrade dig påverkas inte.',
  'error.log': 'Ditt val gäller, men vi kunde inte skicka det till vår logg. Vi försöker igen.',
  controller: 'Personuppgiftsansvarig: {controller}.',
  'controller.number': 'org.nr {number}',
  dpo: 'Dataskyddsombud: {dpo}.',
  complaint:
    'Du kan klaga hos Integritetsskyddsmyndigheten (IMY), imy.se, om du tycker att vi hanterar dina personuppgifter fel. Post- och telestyrelsen (PTS), pts.se, har tillsyn över reglerna om kakor.',
} satisfies SettingsTexts;
