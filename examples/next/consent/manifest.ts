/** What this site stores and who receives it. Not in `app/`: there Next.js takes a file of this name for something else. */
import type { WrittenManifest } from 'samtycke';

export const manifest = {
  controller: { name: 'Example Ltd', email: 'privacy@example.com' },
  policy: { version: '1.0.0', url: '/#cookies' },
  services: [
    {
      id: 'visits',
      provider: 'Example Ltd',
      purpose: 'statistics',
      text: { en: 'Counts how often you have been given a page.' },
      data: ['number of pages'],
      recipients: [],
      policyUrl: '/#cookies',
      cookies: [{ name: 'pages', lifetime: '30d' }],
    },
  ],
} satisfies WrittenManifest;
