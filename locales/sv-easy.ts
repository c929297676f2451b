/** Lättläst svenska: short sentences, common words, one thought in each. What is no sentence is said as in Swedish. */
import type { Locale } from '../src/manifest/locale.js';
import sv from './sv.js';

export default {
  ...sv,
  'banner.body':
    '{controller} använder kakor (cookies) och liknande teknik. Kakor sparar uppgifter i din mobil eller dator. Nödvändiga kakor är alltid på. De behövs för att sidan ska fungera. Säger du ja har vi också kakor för {purposes}.',
  'banner.third': 'En del kakor kommer från andra företag. De får då veta saker om ditt besök.',
  'banner.withdraw': 'Du kan ta tillbaka ditt ja när du vill. Det gör du under Kakinställningar längst ner på sidan.',
  'purpose.marketing': 'reklam',
  'group.empty': 'Vi har inga sådana kakor nu.',
  gpc: 'Din webbläsare säger åt oss att inte dela dina uppgifter. Det kallas Global Privacy Control. Därför är reklam avstängd. Kakor från andra företag är också avstängda. Du kan slå på dem om du vill.',
  'changed.minor':
    'Vi använder kakor på ett nytt sätt. {changes} Det du har valt förut gäller. Det nya är avstängt tills du säger ja.',
  'changed.major':
    'Vi måste fråga dig igen. Vi använder kakor på ett nytt sätt. {changes} Tills du svarar använder vi bara nödvändiga kakor.',
  expired:
    'Det har gått {months} sedan du valde. Därför frågar vi igen. Tills du svarar använder vi bara nödvändiga kakor.',
  'error.storage':
    'Din webbläsare stoppar kakor. Därför kan vi inte spara ditt val. Vi frågar igen nästa gång. Du kan läsa sidan som vanligt. Men det kanske inte går att logga in eller skicka något.',
  rejected: 'Ditt val är sparat. Vi har bara nödvändiga kakor.',
  'settings.intro':
    'Här väljer du vilka kakor vi får använda. De nödvändiga är alltid på. Allt annat är avstängt tills du slår på det. Ditt val gäller i {months}. Det gäller bara i den här webbläsaren.',
  'about.session': 'Finns bara under ditt besök. De försvinner för det mesta när du stänger webbläsaren.',
  'about.permanent':
    'Finns kvar en viss tid i din mobil eller dator. De finns kvar också när du har stängt webbläsaren. I listan ser du hur länge. Du kan ta bort dem när du vill.',
  'about.third-party':
    'Kommer från andra företag än {controller}. Eller så skickar de uppgifter till andra. Företaget får veta saker om ditt besök. Ibland kan det känna igen dig på andra sidor.',
  'about.necessary':
    'Gör sidan säker. De behövs också för det du ber om. Det kan vara att logga in eller skicka ett formulär. De minns vad du har valt om kakor. De går inte att stänga av här.',
  'about.functional': 'Minns vad du har valt. De kan också visa till exempel chatt, karta och film.',
  'about.statistics': 'Visar hur sidan används. Då kan vi hitta fel och rätta dem. Vi kan också förbättra sidan.',
  'about.marketing': 'Visar reklam som kan passa dig. De visar oss också om reklamen fungerar.',
  'about.samtycke': 'Minns vad du har valt om kakor.',
  'embed.cookies': 'Här finns kakor som du inte har sagt ja till.',
  'embed.body': 'Visar du innehållet får {names} veta saker om ditt besök. Det kan vara din ip-adress.',
  'last.none': 'Det finns inget sparat val här.',
  'last.erase': 'Ta bort',
  'rights.none': 'Vi ser inget från den här webbläsaren i vår logg.',
  'rights.failed': 'Vår logg svarar inte. Försök igen om en stund.',
  'rights.withdrawn': 'Du tog tillbaka ditt ja',
  'erase.confirm':
    'Vill du ta bort det vi har sparat om ditt val? Då stänger vi av alla kakor utom de nödvändiga. Sedan frågar vi dig igen.',
  'erase.yes': 'Ja, ta bort',
  'erase.done': 'Det vi hade sparat om ditt val är borta.',
  'erase.failed': 'Det gick inte att ta bort ditt val ur vår logg. Försök igen om en stund.',
  'withdraw.button': 'Ta tillbaka mitt ja',
  'withdraw.note':
    'Om du tar tillbaka ditt ja slutar vi använda kakorna. Vi tar bort dem vi kan. Du kan själv ta bort kakor från andra företag. Det gör du i din webbläsare. Det som gjordes innan du ändrade dig påverkas inte.',
  'withdraw.done':
    'Du har tagit tillbaka ditt ja. Vi har slutat använda kakorna. Vi har tagit bort dem vi kan. Du kan själv ta bort kakor från andra företag. Det gör du i din webbläsare. Det som gjordes innan du ändrade dig påverkas inte.',
  'error.log': 'Ditt val gäller. Men det gick inte att skicka det till vår logg. Vi försöker igen.',
  controller: 'Har ansvar för dina uppgifter: {controller}.',
  'controller.number': 'organisationsnummer {number}',
  dpo: 'Svarar på frågor om dina uppgifter: {dpo}.',
  complaint:
    'Gör vi fel med dina uppgifter? Då kan du klaga hos Integritetsskyddsmyndigheten (IMY), imy.se. Post- och telestyrelsen (PTS), pts.se, ser till att reglerna om kakor följs.',
} satisfies Locale;
