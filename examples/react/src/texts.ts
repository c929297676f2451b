/** What the page itself says, by language; the banner brings its own texts. */
export type Language = 'en' | 'sv';

const en = {
  title: 'samtycke in React',
  intro: 'Each box below is a component. It is drawn only while $granted holds its cell.',
  language: 'Language',
  statistics: 'Statistics',
  seconds: (seconds: number) => `You have read this site for ${seconds} seconds.`,
  uncounted: 'Nothing is counted: there is no yes to statistics.',
  film: 'Film',
  filmTitle: 'Big Buck Bunny, a film on YouTube',
  held: 'This film comes from YouTube, which would learn of your visit.',
  allow: 'Allow in the settings',
  cookies: 'Cookies',
  settings: 'Cookie settings',
};

const sv: typeof en = {
  title: 'samtycke i React',
  intro: 'Varje ruta nedan är en komponent. Den ritas bara så länge $granted innehåller dess cell.',
  language: 'Språk',
  statistics: 'Statistik',
  seconds: (seconds) => `Du har läst den här webbplatsen i ${seconds} sekunder.`,
  uncounted: 'Inget räknas: det finns inget ja till statistik.',
  film: 'Film',
  filmTitle: 'Big Buck Bunny, en film på YouTube',
  held: 'Filmen kommer från YouTube, som skulle få veta att du är här.',
  allow: 'Tillåt i inställningarna',
  cookies: 'Kakor',
  settings: 'Kakinställningar',
};

export type Texts = typeof en;
export const texts: Readonly<Record<Language, Texts>> = { en, sv };
