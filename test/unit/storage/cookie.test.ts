/** Shows that the decision is written as one cookie of the right kind and read back, whatever the page has done to document.cookie. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo, header, lines } from '../cookieJar.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { isBlocked, nameHere, readHeader, readStored } from '../../../src/storage/cookie.js';
import { removeDecision, writeDecision } from '../../../src/storage/write.js';
import { decisionOf } from '../decision/decisions.js';

const DECISION = decisionOf({ 'permanent:statistics': true, 'third-party:marketing': false });
const VALUE = encodeDecision(DECISION);
const HERE = { domain: undefined, months: 6 };

beforeEach(() => {
  vi.useFakeTimers({ now: DECISION.at });
  emptyJar();
  goTo('https://www.assistme.eu/forsakringar/bil');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(document, 'cookie');
});

const clobber = (): unknown =>
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => document.createElement('img'),
    set() {},
  });

test('uses the name that no subdomain can set on https, and the plain one elsewhere', () => {
  expect(nameHere(undefined)).toBe('__Host-samtycke');
  expect(nameHere('assistme.eu')).toBe('samtycke');
  goTo('http://localhost:8788/');
  expect(nameHere(undefined)).toBe('samtycke');
});

test('writes one secure, lax cookie on the whole host, for six calendar months', () => {
  expect(writeDecision(DECISION, HERE)).toBe(true);
  expect(header()).toBe(`__Host-samtycke=${VALUE}`);
  const attributes = lines[0]!.toLowerCase().split(/;\s*/).slice(1).toSorted();
  expect(attributes).toEqual(['expires=sat, 22 may 2027 17:48:03 gmt', 'path=/', 'samesite=lax', 'secure']);
  expect(readStored(undefined)).toEqual(DECISION);
});

test('shares the cookie over the domain that the manifest names', () => {
  expect(writeDecision(DECISION, { domain: 'assistme.eu', months: 12 })).toBe(true);
  expect(header()).toBe(`samtycke=${VALUE}`);
  expect(lines[0]).toMatch(/domain=assistme\.eu/i);
  expect(lines[0]).toMatch(/22 Nov 2027/);
  expect(readStored('assistme.eu')).toEqual(DECISION);
  expect(readStored(undefined)).toBeUndefined();
});

test('needs no https', () => {
  goTo('http://localhost:8788/');
  expect(writeDecision(DECISION, HERE)).toBe(true);
  expect(header()).toBe(`samtycke=${VALUE}`);
  expect(lines[0]).not.toMatch(/secure/i);
});

test('writes over the decision before', () => {
  writeDecision(DECISION, HERE);
  writeDecision(decisionOf({ 'permanent:statistics': false }), HERE);
  expect(header().split(';')).toHaveLength(1);
  expect(readStored(undefined)?.cells).toEqual({ 'permanent:statistics': false });
});

test('removes what it has written', () => {
  for (const domain of [undefined, 'assistme.eu']) {
    writeDecision(DECISION, { domain, months: 6 });
    removeDecision(domain);
    expect(header()).toBe('');
  }
});

test('reads none from a broken cookie, and from two only what both grant', () => {
  document.cookie = '__Host-samtycke=broken; path=/; secure';
  expect(readStored(undefined)).toBeUndefined();
  document.cookie = `samtycke=${VALUE}; path=/`;
  document.cookie = `samtycke=${encodeDecision(decisionOf({ 'permanent:statistics': false }))}; path=/; domain=assistme.eu`;
  expect(readStored('assistme.eu')?.cells['permanent:statistics']).toBe(false);
});

test('reads and writes past an element that has taken the place of document.cookie', () => {
  clobber();
  expect(writeDecision(DECISION, HERE)).toBe(true);
  expect(header()).toBe(`__Host-samtycke=${VALUE}`);
  expect(readStored(undefined)).toEqual(DECISION);
});

test('removes the decision past an element that has taken the place of document.cookie', () => {
  writeDecision(DECISION, HERE);
  clobber();
  removeDecision(undefined);
  expect(header()).toBe('');
});

test('says that the browser has not kept it, where it keeps nothing and says nothing', () => {
  emptyJar('forgetful');
  expect(writeDecision(DECISION, HERE)).toBe(false);
});

test('neither throws nor finds anything where cookies are blocked', () => {
  emptyJar('blocked');
  expect(writeDecision(DECISION, HERE)).toBe(false);
  expect(readHeader()).toBeUndefined();
  expect(readStored(undefined)).toBeUndefined();
  expect(isBlocked()).toBe(true);
  expect(() => removeDecision(undefined)).not.toThrow();
});

test('takes the browser at its word when it says that it keeps no cookies', () => {
  expect(isBlocked()).toBe(false);
  vi.stubGlobal('navigator', { cookieEnabled: false });
  expect(isBlocked()).toBe(true);
});
