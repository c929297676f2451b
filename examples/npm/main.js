/** Makes a consent handle from a manifest, starts it, and follows what the visitor decides. */
import { createConsent } from 'samtycke';

const manifest = {
  controller: { name: 'Example Ltd', email: 'hello@example.example' },
  policy: { version: '1.0.0', url: '#cookies' },
  services: [
    {
      id: 'counter',
      provider: 'Example Ltd',
      purpose: 'statistics',
      text: { sv: 'Räknar dina besök.', en: 'Counts your visits.' },
      data: ['number of visits'],
      recipients: [],
      policyUrl: '#cookies',
      cookies: [{ name: 'visits', lifetime: '30d' }],
    },
  ],
};

const output = document.getElementById('statistics');
const consent = createConsent(manifest, { locale: 'en' });

const countVisit = () => {
  const visits = Number(/(?:^|; )visits=(\d+)/.exec(document.cookie)?.[1] ?? 0) + 1;
  document.cookie = `visits=${visits}; max-age=2592000; path=/; samesite=lax`;
  return `visit number ${visits}`;
};

const show = () => {
  if (consent.has('statistics')) output.textContent = countVisit();
  else output.textContent = consent.status() === 'undecided' ? 'not decided' : 'refused';
};

consent.on('change', show);
const stop = consent.start();
show();

document.getElementById('stop').addEventListener('click', stop);
