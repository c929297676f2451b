/** The page: starts the consent with its first draw, asks it in two boxes, and lets visitors change language and answer. */
import { useEffect, useState } from 'react';
import { consent, useGranted } from './consent';
import { Film } from './Film';
import { ReadingTime } from './ReadingTime';
import { texts, type Language } from './texts';

export function App() {
  const [language, setLanguage] = useState<Language>('en');
  const mayCount = useGranted('permanent:statistics');
  const mayShowFilm = useGranted('third-party:marketing');
  const text = texts[language];

  // What start() returns undoes it, just as React asks of an effect.
  useEffect(() => consent.start(), []);

  const speak = (language: Language) => {
    setLanguage(language);
    document.documentElement.lang = language;
    consent.setLocale(language);
  };

  return (
    <>
      <header>
        <h1>{text.title}</h1>
        <label>
          {text.language}{' '}
          <select value={language} onChange={(event) => speak(event.target.value as Language)}>
            <option value="en">English</option>
            <option value="sv">Svenska</option>
          </select>
        </label>
      </header>
      <main>
        <p>{text.intro}</p>
        <section aria-labelledby="statistics">
          <h2 id="statistics">{text.statistics}</h2>
          {mayCount ? <ReadingTime text={text} /> : <p>{text.uncounted}</p>}
        </section>
        <section aria-labelledby="film">
          <h2 id="film">{text.film}</h2>
          <Film text={text} isAllowed={mayShowFilm} />
        </section>
        <section aria-labelledby="cookies">
          <h2 id="cookies">{text.cookies}</h2>
          {/* The cookie table: samtycke fills it, React leaves it alone. */}
          <div data-samtycke="declaration" />
        </section>
      </main>
      <footer>
        <button type="button" onClick={() => consent.showSettings()}>
          {text.settings}
        </button>
      </footer>
    </>
  );
}
