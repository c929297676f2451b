/** Makes the HTML of the pages. All text in it is ours, so nothing needs escaping. */

/** The books; the id stands in addresses and in the cookie. */
const books = [
  { id: 'gosta-berling', title: 'Gösta Berlings saga', author: 'Selma Lagerlöf' },
  { id: 'doktor-glas', title: 'Doktor Glas', author: 'Hjalmar Söderberg' },
  { id: 'kallocain', title: 'Kallocain', author: 'Karin Boye' },
];

/** Returns the book of that id, if there is one. */
export const bookOf = (id) => books.find((book) => book.id === id);

const ANSWERS = {
  undecided: 'inget svar än',
  accepted: 'ja till allt',
  rejected: 'nej till allt',
  custom: 'ja till en del',
};

const linkTo = ({ id, title, author }) => `<a href="/bok/${id}">${title}</a> av ${author}`;

/** Returns a page: of the book that is shown, or of all; `pages` and `latest` only where there is a yes to them. */
export const pageOf = ({ status, pages, latest, shown }) => `<!doctype html>
<html lang="sv">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${shown ? `${shown.title} – ` : ''}Exempelby bibliotek</title>
  <script src="/samtycke.js" data-manifest="/samtycke.json"></script>
  <link rel="stylesheet" href="/style.css">
  <link rel="icon" href="data:,">
</head>
<body>
  <header><a href="/">Exempelby bibliotek</a></header>
  <main>
    <h1>${shown?.title ?? 'Böcker'}</h1>
    ${shown ? `<p>Av ${shown.author}.</p>` : `<ul>${books.map((book) => `<li>${linkTo(book)}</li>`).join('')}</ul>`}
    ${latest ? `<section data-drawn="functional"><h2>Du tittade senast på</h2><p>${linkTo(latest)}</p></section>` : ''}
    <section>
      <h2>Vad servern läste i kakan</h2>
      <p>Ditt svar: <output>${status}</output> (${ANSWERS[status]}).</p>
      <p>Statistik: ${pages ? `<span data-drawn="statistics">ja, det här är sida nummer ${pages} som du läser</span>` : 'nej'}.</p>
    </section>
    <section id="kakor">
      <h2>Kakor</h2>
      <div data-samtycke="declaration"></div>
    </section>
  </main>
  <footer><a href="#samtycke-settings" data-samtycke="settings">Kakinställningar</a></footer>
</body>
</html>
`;
