/** Shows what Google Consent Mode v2 is told, and that it is told it in the form it understands. */
import { beforeEach, expect, test, vi } from 'vitest';
import { denyByDefault } from '../../../src/signals/google.js';
import type { Grants } from '../../../src/signals/vendor.js';
import { NO, SOME, YES, clearLayer, layer, openState } from './moments.js';

beforeEach(clearLayer);

const KEYS = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
];
const told = (granted: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    KEYS.map((key) => [key, granted.includes(key) || key === 'security_storage' ? 'granted' : 'denied']),
  );
const ADS = KEYS.slice(0, 3);

type GooglePurpose = Parameters<Grants>[0];

const DEFAULT = ['consent', 'default', { ...told([]), wait_for_update: 500 }];
const REDACT = ['set', 'ads_data_redaction', true];

/** Returns what has been pushed after the default. */
const updates = (): unknown[] => layer().slice(2);

const openPage = () => {
  const page = openState();
  let granted: readonly GooglePurpose[] = [];
  const stop = denyByDefault().follow(page.state, { grants: (purpose) => granted.includes(purpose) });
  return { ...page, stop, grant: (...purposes: GooglePurpose[]) => void (granted = purposes) };
};

test('denies every key but security by default, and asks tags to wait', () => {
  denyByDefault();
  expect(layer()).toEqual([DEFAULT, REDACT]);
});

test('pushes arguments objects, for Google passes over an array', () => {
  denyByDefault();
  const { dataLayer } = window as unknown as { dataLayer: unknown[] };
  expect(Object.prototype.toString.call(dataLayer[0])).toBe('[object Arguments]');
});

test.each<[GooglePurpose[], string[]]>([
  [[], []],
  [['statistics'], ['analytics_storage']],
  [['marketing'], ADS],
  [['functional'], ['functionality_storage', 'personalization_storage']],
  [['functional', 'statistics', 'marketing'], KEYS],
])('tells it by every key what follows from %j', (purposes, granted) => {
  const { grant, enter } = openPage();
  grant(...purposes);
  enter(SOME);
  expect(updates()).toEqual([['consent', 'update', told(granted)]]);
});

test('updates once at each decision, also for a refusal, a withdrawal, another tab and a returning visitor', () => {
  const { grant, enter } = openPage();
  enter(NO, 'stored');
  grant('statistics');
  enter(SOME);
  enter(YES, 'tab');
  grant();
  enter(NO);
  enter(undefined);
  expect(updates().map((call) => (call as unknown[])[1])).toEqual(['update', 'update', 'update', 'update', 'update']);
  expect(layer().slice(-2)).toEqual([
    ['consent', 'update', told([])],
    ['consent', 'update', told([])],
  ]);
});

test('tells nothing where nothing is decided, nor of one embed let through', () => {
  const { enter } = openPage();
  enter(undefined, 'stored');
  enter(undefined, 'here', { once: 'film' });
  expect(updates()).toEqual([]);
});

test('makes no decision a default, and tells nothing once it is stopped', () => {
  const { enter, stop } = openPage();
  stop();
  enter(YES);
  expect(updates()).toEqual([]);
});

test('denies in the countries that it is given, and everywhere for what names none', () => {
  const { 2: keys } = DEFAULT as [string, string, object];
  denyByDefault(['SE', 'NO']);
  expect(layer()[0]).toEqual(['consent', 'default', { ...keys, region: ['SE', 'NO'] }]);
  for (const wrong of [[], ['se'], ['SE', 'Norway'], [''], {}, 7, null, ['SE', null], '*']) {
    clearLayer();
    denyByDefault(wrong);
    expect(layer()[0], JSON.stringify(wrong)).toEqual(DEFAULT);
  }
});

test('begins a layer that the page puts in the place of the old one with all that has been told, once', () => {
  const { grant, enter } = openPage();
  grant('statistics');
  enter(SOME);
  const page = window as unknown as { dataLayer: unknown };
  const found: unknown[] = [{ page: 'start' }];
  page.dataLayer = found;
  page.dataLayer = page.dataLayer ?? [];
  expect(page.dataLayer).toBe(found);
  const update = ['consent', 'update', told(['analytics_storage'])];
  expect(layer()).toEqual([DEFAULT, REDACT, update, { page: 'start' }]);
  grant();
  enter(NO);
  expect(layer().slice(3)).toEqual([{ page: 'start' }, ['consent', 'update', told([])]]);
  page.dataLayer = 'theirs';
  expect(page.dataLayer).toBe('theirs');
});

test('leaves a layer alone that the page does not let it watch', () => {
  Object.defineProperty(window, 'dataLayer', { value: [], writable: true, configurable: true });
  const spy = vi.spyOn(Reflect, 'defineProperty').mockReturnValue(false);
  denyByDefault();
  spy.mockRestore();
  expect(layer()).toEqual([DEFAULT, REDACT]);
});
