/** Shows that what a vendor throws is reported, and stops neither the others nor the page. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Core } from '../../../src/hall/halves.js';
import { openSignals } from '../../../src/hall/signals.js';
import { planFor } from '../../../src/manifest/plan.js';
import { serviceOf, siteOf } from '../manifest/manifests.js';
import { NO, YES, openState } from '../signals/moments.js';

const page = window as unknown as Record<string, unknown>;
const throwing = () => {
  throw new Error('broken');
};
afterEach(() => {
  for (const name of ['uetq', 'clarity', 'fbq', '_paq', 'wp_set_consent', 'Shopify', 'wp_consent_type'])
    Reflect.deleteProperty(page, name);
});

/** Opens all signals on a page where a decision may hold. */
const open = (decision = NO) => {
  const { state, enter } = openState();
  const report = vi.fn();
  const signals = ['wordpress', 'meta-pixel', 'clarity', 'shopify', 'matomo', 'microsoft-uet'] as const;
  const site = siteOf([serviceOf({ hosts: ['a.example'] })], { signals });
  let plan = planFor(site, decision);
  enter(decision, 'stored');
  const stops: (() => void)[] = [];
  openSignals({
    kept: () => ({ plan, value: '', name: 'samtycke' }),
    state,
    report,
    alsoStop: (stop: () => void) => stops.push(stop),
  } as unknown as Core);
  const decide = (next = YES): void => {
    plan = planFor(site, next);
    enter(next);
  };
  return { report, decide, stops };
};

test('reports a vendor that throws, at the start and at a decision, and tells the others', () => {
  page['wp_set_consent'] = throwing;
  page['clarity'] = throwing;
  page['Shopify'] = { loadFeatures: throwing };
  page['fbq'] = Object.assign(throwing, { queue: [] });
  const { report, decide, stops } = open();
  expect(() => decide()).not.toThrow();
  const names = report.mock.calls.map(([message]) => String(message).split(' ')[0]);
  expect([...new Set(names)].toSorted()).toEqual(['clarity', 'meta-pixel', 'shopify', 'wordpress']);
  expect((page['_paq'] as string[][]).flat()).toEqual(['requireConsent', 'setConsentGiven']);
  expect((page['uetq'] as unknown[]).filter((word) => word === 'update')).toHaveLength(2);
  for (const stop of stops) stop();
});

test('lets no vendor throw into the script that brings it', () => {
  const { report } = open(YES);
  expect(() => {
    page['fbq'] = Object.assign(() => throwing(), { queue: [] });
    void page['fbq'];
  }).not.toThrow();
  expect(report.mock.calls.flat()).toEqual([expect.stringMatching(/^meta-pixel could not be told: .*broken/)]);
});
