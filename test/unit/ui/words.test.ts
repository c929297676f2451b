/** Shows that every word a visitor reads comes from the texts or the manifest: none of ours stands in the code (R35). */
import { h, render, type ComponentChild } from 'preact';
import { expect, test } from 'vitest';
import de from '../../../locales/de.js';
import sv from '../../../locales/sv.js';
import type { GroupView, Port, Receipt } from '../../../src/hall/port.js';
import type { Locale } from '../../../src/manifest/locale.js';
import { resolveSite } from '../../../src/manifest/resolve.js';
import { Banner } from '../../../src/ui/Banner.js';
import { Placeholder } from '../../../src/ui/embeds/Placeholder.js';
import type { Loan } from '../../../src/ui/loan.js';
import { LastChoice } from '../../../src/ui/second/LastChoice.js';
import { Settings } from '../../../src/ui/second/Settings.js';
import { Declaration } from '../../../src/ui/table/Declaration.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';

/** Texts without a Latin letter, in a language whose dates, lists and names of countries have none either. */
const texts = {
  ...(Object.fromEntries(
    Object.entries(sv).map(([key, text]) => [key, text.replace(/\{\w+\}|\p{L}/gu, (found) => found.slice(1) && found)]),
  ) as unknown as Locale),
  lang: 'zh',
};

const services = [
  serviceOf({ id: '1', provider: '1', purpose: 'necessary', cookies: [{ name: '_1', lifetime: 'session' }] }),
  serviceOf({ id: '2', provider: '2', data: ['2', '3'], recipients: ['2'], countries: ['US', 'NO'] }),
  serviceOf({ id: '3', provider: '3', purpose: 'marketing', cookies: [{ name: '_3', lifetime: '13mo' }] }),
];
const controller = { name: '4', orgNumber: '559246-3425', email: '@', phone: '08-448 09 00', dpo: '@' };
const site = resolveSite({ ...manifestOf(services), controller }, '127.0.0.1');
const groups: GroupView[] = (['session', 'permanent', 'third-party'] as const).map((group) => ({
  group,
  cells: site.services
    .filter((service) => service.group === group)
    .map(({ cell }) => ({ cell, isNecessary: cell.endsWith('necessary'), isOn: false })),
}));
const none = () => undefined;
const port = {
  site,
  gpc: true,
  $decision: { get: none },
  reason: () => 'expired',
  isBlocked: () => true,
  isLogDown: () => true,
  isBarred: () => false,
  groups: () => groups,
  serviceOf: () => site.services[1],
} as unknown as Port;
const receipt = {
  decision: { status: 'custom', at: '2026-11-22T17:48:00Z', validUntil: '2027-05-22T17:48:00Z', granted: site.asked },
  consentId: '5',
  policy: { version: '2.0.0' },
} as unknown as Receipt;

const drawn: [string, ComponentChild][] = [
  ['banner', h(Banner, { port, texts, notes: [], onAct: none, onNear: none })],
  ['settings', h(Settings, { port, texts, onAct: none })],
  [
    'last choice',
    h(LastChoice, {
      texts,
      receipt,
      hasLog: true,
      opened: { by: 'show', title: texts['rights.shown'], said: [['1', '2']] },
      onAct: none,
    }),
  ],
  ['table', h(Declaration, { services: site.services, texts })],
  [
    'placeholder',
    h(Placeholder, {
      loan: { port } as Loan,
      texts,
      mark: { service: '2', category: null, addresses: [new URL('https://127.0.0.1/')] },
      onOnce: none,
    }),
  ],
];

test.each(drawn)('draws the %s without a word of its own', (_name, component) => {
  const place = document.createElement('div');
  render(component, place);
  const read = [
    place.textContent,
    ...[...place.querySelectorAll('[aria-label]')].map((it) => it.getAttribute('aria-label')),
  ].join(' ');
  expect(read).toMatch(/\p{Script=Han}|\d/u);
  expect(read).not.toMatch(/\p{Script=Latin}/u);
});

test('leaves German its capitals in the cookie table', () => {
  const place = document.createElement('div');
  render(h(Declaration, { services: site.services, texts: de }), place);
  expect(place.textContent).toContain('Cookie · Dauerhafte Cookies');
  expect(place.textContent).toContain('Cookies für Marketing');
});
