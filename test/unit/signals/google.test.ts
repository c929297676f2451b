/** Shows what Google Consent Mode v2 is told, and that it is told it in the form it understands. */
import { beforeEach, expect, test } from 'vitest';
import { denyByDefault, googleConsentMode, type GooglePurpose } from '../../../src/signals/google.js';
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

const openPage = () => {
  const page = openState();
  let granted: readonly GooglePurpose[] = [];
  const stop = googleConsentMode(page.state, { grants: (purpose) => granted.includes(purpose) });
  return { ...page, stop, grant: (...purposes: GooglePurpose[]) => void (granted = purposes) };
};

test('denies every key but security by default, and asks tags to wait', () => {
  denyByDefault();
  expect(layer()).toEqual([['consent', 'default', { ...told([]), wait_for_update: 500 }]]);
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
  expect(layer()).toEqual([['consent', 'update', told(granted)]]);
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
  expect(layer().map((call) => (call as unknown[])[1])).toEqual(['update', 'update', 'update', 'update', 'update']);
  expect(layer().slice(-2)).toEqual([
    ['consent', 'update', told([])],
    ['consent', 'update', told([])],
  ]);
});

test('tells nothing where nothing is decided, nor of one embed let through', () => {
  const { enter } = openPage();
  enter(undefined, 'stored');
  enter(undefined, 'here', { once: 'film' });
  expect(layer()).toEqual([]);
});

test('makes no decision a default, and tells nothing once it is stopped', () => {
  const { enter, stop } = openPage();
  stop();
  enter(YES);
  expect(layer()).toEqual([]);
});
