/** Makes pages with samtycke: a manifest, the script tag, and what a test puts beside them. */
import type { Manifest, Service } from '../../../src/manifest/types.js';

/** Returns a service in one line; its group follows from what it stores and fetches. */
export const service = (id: string, purpose: Service['purpose'], more: Partial<Service> = {}): Service => ({
  id,
  provider: id,
  purpose,
  cookies: [],
  ...more,
});

/** Four services in four cells: a counter, a preference, a film on film.example and a pixel on vendor.example. */
export const reference: Manifest = {
  controller: { name: 'AssistMe Försäkring i Sverige AB', email: 'privacy@assistme.eu' },
  policy: { version: '2.0.0', url: '/policy' },
  services: [
    service('counter', 'statistics', { cookies: [{ name: 'counter', lifetime: '30d' }] }),
    service('size', 'functional', { cookies: [{ name: 'size', lifetime: '1y' }] }),
    service('film', 'functional', { hosts: ['film.example'] }),
    service('vendor', 'marketing', { hosts: ['vendor.example'], cookies: [{ name: '_vendor*', lifetime: '90d' }] }),
  ],
};

/** Returns the reference manifest with other options. */
export const withOptions = (options: Manifest['options']): Manifest => ({ ...reference, options: { ...options } });

interface PageParts {
  /** In the page, as JSON or as text; false for none. */
  manifest?: unknown;
  /** The script tag. */
  tag?: string;
  /** In the head, before the script tag and after it. */
  first?: string;
  head?: string;
  body?: string;
}

export const tag = '<script src="/dist/samtycke.js"></script>';
export const lazyTag = '<script src="/dist/samtycke.lazy.js"></script>';

/** Returns the element that carries a manifest in the page. */
export const inline = (manifest: unknown) => {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  return `<script type="application/json" data-samtycke-manifest>${text.replaceAll('<', '\\u003c')}</script>`;
};

/** Returns a Swedish page with the manifest and the script tag in its head. */
export const pageOf = ({
  manifest = reference,
  tag: script = tag,
  first = '',
  head = '',
  body = '',
}: PageParts = {}) => `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Sida</title>
${first}${manifest ? inline(manifest) : ''}${script}${head}
</head><body><main><h1>Sida</h1>${body}</main>
<footer><a href="#samtycke-settings" data-samtycke="settings">Kakinställningar</a></footer></body></html>`;

/** Returns an inline script that waits for its service and then notes that it ran. */
export const note = (word: string, marks = 'data-service="counter"') =>
  `<script type="text/plain" ${marks}>(window.ran ??= []).push('${word}')</script>`;
