/** What this site stores and who receives it: a counter of its own, and films by YouTube, whose facts come ready-made. */
import type { WrittenManifest } from 'samtycke';

export const manifest: WrittenManifest = {
  controller: { name: 'Example Ltd', email: 'privacy@example.com' },
  policy: { version: '1.0.0', url: '#cookies' },
  services: [
    {
      id: 'reading-time',
      provider: 'Example Ltd',
      purpose: 'statistics',
      text: { en: 'Counts how long you have read.', sv: 'Räknar hur länge du har läst.' },
      data: [{ en: 'seconds on the site', sv: 'sekunder på webbplatsen' }],
      recipients: [],
      policyUrl: '#cookies',
      cookies: [{ name: 'seconds', lifetime: '30d' }],
    },
    { use: 'youtube' },
  ],
};
