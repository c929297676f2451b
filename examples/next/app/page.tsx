/** The page, drawn on the server: the statistics are in its HTML only if the request's cookie says yes. */
import { cookies } from 'next/headers';
import { consentOfRequest } from '../consent/onServer';
import { CountPage } from './CountPage';

export default async function Page() {
  const { status, granted } = await consentOfRequest();
  const mayCount = granted.includes('permanent:statistics');
  const pages = (Number((await cookies()).get('pages')?.value) || 0) + 1;

  return (
    <main>
      <h1>samtycke in Next.js</h1>
      <p>
        The server read your answer from the cookie: <output>{status}</output>.
      </p>
      <section aria-labelledby="statistics">
        <h2 id="statistics">Statistics</h2>
        {mayCount ? (
          <p data-drawn="statistics">
            Pages that the server has drawn for you: {pages}.
            <CountPage pages={pages} />
          </p>
        ) : (
          <p>Nothing is counted: there is no yes to statistics.</p>
        )}
      </section>
      <section aria-labelledby="cookies">
        <h2 id="cookies">Cookies</h2>
        <div data-samtycke="declaration" />
      </section>
    </main>
  );
}
