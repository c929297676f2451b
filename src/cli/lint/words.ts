/** Holds the words that a fair question does without, by language. */

/** Words that praise, beg or warn (R13). Our own texts have none of them. */
export const LOADED: Readonly<Record<string, RegExp>> = {
  sv: /rekommender|\bbäst|\bbättre\b|tyvärr|\bmissa|erbjud|\bgratis\b|(?<!\p{L})älska|okej|\bok\b|fortsätt|njut|\bfull upplevelse|skräddarsy|anpassad upplevelse|bry oss|värdesätt|uppskatta|\btack\b/iu,
  en: /recommend|\bbest\b|\bbetter\b|\bsorry\b|unfortunately|\bmiss\b|\boffer|\bfree\b|\blove\b|\bok(ay)?\b|continue|enjoy|tailor|experience|we value|we care|thank/i,
  nb: /anbefal|\bbest\b|\bbedre\b|dessverre|beklager|gå glipp|tilbud|\bgratis\b|\belsk|\bok(ei)?\b|fortsett|\bnyt\b|skreddersy|opplevelse|bryr oss|setter pris|\btakk\b/i,
  da: /anbefal|\bbedste?\b|\bbedre\b|desværre|beklager|undskyld|gå glip|tilbud|\bgratis\b|\belsk|\bok(ay)?\b|fortsæt|\bnyd\b|skrædder|oplevelse|værdsæt|sætter pris|\btak\b/i,
  fi: /suosittel|\bpara(s|st|ha)|\bparem|valitettavasti|pahoittel|menettä|tarjou|tarjoa|ilmai[ns]|rakast|\bok\b|okei|\bjatka\b|nauti|räätälö|kokemu|arvost|välitämme|kiitos|kiitäm/i,
  de: /empf[eo]hl|\bbeste|\bbesser|\bleider\b|verpass|\bangebot|bieten|kostenlos|gratis|\blieben\b|\bok(ay)?\b|weiter(machen|surfen)|genie(ß|ss)en|maßgeschneidert|erlebnis|erfahrung|schätzen|danke|entschuldig/i,
};

/** A trick that words can play. */
interface Trick {
  readonly pattern: RegExp;
  /** What is wrong with it; follows the words themselves. */
  readonly why: string;
  readonly source: string;
  /** True where it is no trick in what is necessary: nobody is asked about that, and without it a site may well not work. */
  readonly isOfAsked?: true;
}

const some = (...parts: readonly string[]): RegExp => new RegExp(parts.join('|'), 'iu');

/** Stands before a Swedish verb that no word denies: "Inget samtycke krävs", "som inte krävs". */
const UNLESS_NO =
  '(?<!(?<!\\p{L})(?:(?:inte|ej|aldrig)(?: (?:alls|längre|alltid))?|(?:ingen|inget|inga|ingenting)(?: [^\\s.,:;]+){0,3}) )';

/** Stands behind one: "krävs inte", "måste du inte"; "inte bara" denies nothing. */
const UNLESS_NOT =
  '(?! (?:(?:du|man|det|dock|alltså) )?(?:inte|ej|aldrig|ingen|inget|inga|ingenting)\\b(?! (?:bara|endast|enbart)\\b))';

/** Stands before an English word that is not denied: "not required", "no consent is needed". */
const UNLESS_DENIED =
  "(?<!(?:(?:\\b(?:not|never|no longer)|n['’]t)(?: (?:be|strictly|really|always))?|\\b(?:no|none|nothing)(?: [^\\s.,:;]+){0,4}) )";

/** What no text may say of any service, in Swedish and English mostly. */
export const TRICKS: readonly Trick[] = [
  {
    pattern: some(
      `${UNLESS_NO}måste${UNLESS_NOT} (?:du )?(?:\\S+ )?(?:godkänna|acceptera|samtycka|tillåta|säga ja|tacka ja)`,
      `${UNLESS_NO}(?:samtycke|godkännande|ditt ja) (?:krävs${UNLESS_NOT}|är (?:ett krav|obligatoriskt|nödvändigt))`,
      `${UNLESS_NO}(?:krävs|behövs|måste)${UNLESS_NOT}[^.]* (?:använda|besöka|se|läsa|komma in på) (?:webbplatsen|sajten|sidan|sidorna|tjänsten)`,
      `för att (?:kunna )?fortsätta\\b[^.]*${UNLESS_NO}(?:måste|behöver|krävs)${UNLESS_NOT}`,
      '(?:webbplatsen|sajten|sidan|tjänsten) (?:fungerar|visas|öppnas) inte(?! (?:bara|endast|enbart|sämre|annorlunda)\\b)',
      'you (?:must|have to|need to) (?:accept|agree|consent|allow|say yes)',
      `${UNLESS_DENIED}consent is (?:required|mandatory|necessary|needed)`,
      `(?:${UNLESS_DENIED}(?:required|necessary|needed)|must)[^.]* (?:use|visit|access|enter|read|view) (?:the|this|our) (?:web ?site|site|pages?|service)`,
      `(?:${UNLESS_DENIED}(?:required|necessary|needed)|must)[^.]* to continue\\b`,
      `to continue\\b[^.]*(?:must|${UNLESS_DENIED}(?:required|need to))`,
      "(?:site|page|service) (?:will not|does not|won't|doesn't) (?:work|open)(?! (?:only|just|worse|any worse|differently)\\b)",
    ),
    why: 'makes a yes the price of the site, and a no gives the same content',
    source: 'GDPR 7(4), EDPB 05/2020 §§38-41',
    isOfAsked: true,
  },
  {
    pattern: some(
      'genom att (?:du )?(?:fortsätt|stanna|surfa vidare)\\S*|genom att [^.]*\\b(?:godkänner|samtycker|accepterar) du',
      'om du [^.]*\\b(?:godkänner|samtycker|accepterar) du|tolkas? som (?:ett )?(?:ja|samtycke|godkännande)',
      'by (?:continuing|staying|browsing on)|by \\w+ing\\b[^.]*\\byou (?:accept|agree|consent)',
      'if you [^.]*\\byou (?:accept|agree|consent)|(?:taken|treated|seen) as (?:a yes|consent)',
    ),
    why: 'takes something else than a yes for one',
    source: 'GDPR rec. 32, EDPB 05/2020 §86',
  },
  {
    pattern: some(
      'berättiga[td]e? intressen?|legitim[at]*e? intressen?|intresseavvägning',
      'legitimate interests?|opt[- ]out basis',
      'berettigede? interesser?|legitim[et]* interesser?|berechtigte[mnrs]? interessen?|oikeutet\\S+ (?:etu|edun)\\S*',
    ),
    why: 'names another basis than consent',
    source: 'LEK 9:28, IMY 2023-16452 (Aller Media)',
  },
  {
    pattern: some(
      'är du (?:helt )?säker|vill du verkligen|nej,? jag (?:vill|bryr|gillar|struntar)|synd att|snälla\\b',
      '\\b(?:stöd|stötta) oss|(?:var|vara) snäll|alla andra (?:säger|godkänner|tackar)|bara idag|sista chansen|gå miste',
      "are you (?:really )?sure|no,? i (?:don't|do not|would rather|prefer|hate)|please (?:accept|allow|agree|say yes)",
      '\\bsupport us\\b|everyone else|only today|last chance|lose out|missing out|you will lose|don.t miss',
    ),
    why: 'presses or shames',
    source: 'GDPR 5(1)(a), EDPB 03/2022 Annex I',
  },
  {
    pattern: some(
      'för (?:den |en )?bästa (?:möjliga )?upplevelse|för att (?:ge|erbjuda) dig (?:den |en )?(?:bästa|bättre|optimal)',
      'for (?:the |an? )?(?:best|optimal|better)(?: possible)? (?:\\S+ )?experience|to (?:give|offer) you (?:the best|a better)',
    ),
    why: 'praises a yes and says nothing of what it is for',
    source: 'GDPR 5(1)(b), EDPB 03/2022 Annex I',
  },
  {
    pattern: some(
      'bara sessions(?:kakor|cookies)|(?:helt|fullständigt|alltid) (?:anonym\\S*|ofarlig\\S*|säker\\S*)|kan inte spåra',
      'only session cookies|(?:completely|fully|totally|entirely|always) (?:anonymous|harmless|safe)|cannot track',
    ),
    why: 'plays down what is stored or known',
    source: 'GDPR 5(1)(a), Planet49 C-673/17 §70',
  },
];

/** Words that call something necessary. */
const NECESSARY =
  /(?<!\p{L})(?:nödvändig|oumbärlig|obligatorisk|necessary|essential|mandatory|indispensable|nødvendig|notwendig|erforderlich|välttämät)\p{L}*/giu;

/** What stands before a word and denies it. */
const DENIAL = /(?:inte|ej|icke|aldrig|ikke|nicht|ei|not|non|never)(?: \p{L}+)?[ -]$/iu;

/** What stands before it where a text says how long data is kept, or how much: no longer than necessary (GDPR 5(1)(c), (e)). */
const MEASURE =
  /(?<!\p{L})(?:än|enn|end|than|länger als|(?:pidempään|kauan|kauemmin) kuin|så (?:länge|lenge|længe)|(?:so|as) long as|solange|so lange wie|(?:inte|ej) längre|no longer)(?: (?:vad|som|det|den|de|uppgifterna|absolut|strikt|är|er|what|that|it|they|the|data|strictly|is|are|es|sie|ist|sind|on))* $/iu;

/** Returns the word that calls something necessary, unless the text denies it or measures by it. */
export const necessaryIn = (text: string): string | undefined =>
  [...text.matchAll(NECESSARY)].find(({ index }) => {
    const before = text.slice(0, index);
    return !DENIAL.test(before) && !MEASURE.test(before);
  })?.[0];
