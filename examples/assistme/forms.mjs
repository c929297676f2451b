/** Takes what visitors send: the demonstration login, the claim form and the site's own page count. */
import { randomUUID } from 'node:crypto';
import { ROUTES } from './pages.mjs';
import { readBody } from './webRequest.mjs';

const DEMO = { epost: 'demo@assistme.eu', losenord: 'trygg-resa' };
const COOKIE = 'sid';

const REQUIRED = {
  namn: 'Skriv ditt namn.',
  epost: 'Skriv din e-postadress.',
  forsakring: 'Välj vilken försäkring det gäller.',
  datum: 'Välj vilken dag det hände.',
  plats: 'Skriv var det hände.',
  handelse: 'Välj vad som hände.',
  beskrivning: 'Beskriv vad som hände.',
  intyg: 'Kryssa i att uppgifterna är riktiga.',
};

const FIELDS = [...Object.keys(REQUIRED), 'telefon', 'nummer'];

const readForm = async (req) => {
  const body = await readBody(req);
  return body && Object.fromEntries(new URLSearchParams(body.toString('utf8')));
};

const sessionId = (req) => /(?:^|;\s*)sid=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1];

const redirect = (location, headers = {}) => ({ status: 303, headers: { location, ...headers } });

const claimErrors = (form) =>
  Object.entries(REQUIRED)
    .filter(([name]) => !form[name]?.trim())
    .map(([name, message]) => `<li><a href="#${name}">${message}</a></li>`)
    .join('');

/** Returns the POST routes of one running site, with its own sessions in memory. */
export const createForms = () => {
  const sessions = new Set();
  const counts = new Map();

  const login = async (req) => {
    const form = await readForm(req);
    if (form?.epost?.trim().toLowerCase() !== DEMO.epost || form.losenord !== DEMO.losenord) {
      return {
        status: 401,
        page: 'logga-in',
        values: {
          fel: '<p class="notice notice-error" role="alert">E-postadressen och lösenordet hör inte ihop. Försök igen.</p>',
        },
      };
    }
    const id = randomUUID();
    sessions.add(id);
    return redirect('/mina-sidor', { 'set-cookie': `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax` });
  };

  const logout = async (req) => {
    req.resume();
    sessions.delete(sessionId(req));
    return redirect('/logga-in', { 'set-cookie': `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` });
  };

  // Nothing is kept: the claim form is there to show that a draft is a necessary use of storage.
  const claim = async (req) => {
    const form = await readForm(req);
    if (!form) return { status: 413, page: '404', values: {} };
    const errors = claimErrors(form);
    if (!errors) return redirect('/skadeanmalan/tack');
    const values = {
      fel: `<div class="notice notice-error" role="alert"><h2>Något saknas</h2><ul>${errors}</ul></div>`,
    };
    // Only the form's own fields: what else was sent must not reach the page.
    for (const name of FIELDS) {
      values[name] = form[name];
      values[`${name}=${form[name]}`] = name === 'forsakring' ? 'selected' : 'checked';
    }
    return { status: 422, page: 'skadeanmalan', values };
  };

  // Only a sum per page: no visitor, no address, no time.
  const count = async (req) => {
    const page = (await readBody(req))?.toString('utf8') ?? '';
    if (Object.hasOwn(ROUTES, page)) counts.set(page, (counts.get(page) ?? 0) + 1);
    return { status: 204 };
  };

  return {
    isLoggedIn: (req) => sessions.has(sessionId(req)),
    routes: { '/logga-in': login, '/logga-ut': logout, '/skadeanmalan': claim, '/besok': count },
  };
};
