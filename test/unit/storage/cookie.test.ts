/** Shows that the decision is written as one cookie of the right kind and read back, whatever the page has done to document.cookie. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo, header, lines } from '../cookieJar.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { isBlocked, nameHere, readHeader, storedUnder } from '../../../src/storage/cookie.js';
import { writeCookie } from '../../../src/storage/write.js';
import { decisionOf } from '../decision/decisions.js';

const DECISION = decisionOf({ 'permanent:statistics': true, 'third-party:marketing': false });
const VALUE = encodeDecision(DECISION);
const LINE = { value: VALUE, until: Date.UTC(2027, 4, 22, 17, 48, 3), domain: undefined };
const REFUSAL = encodeDecision(decisionOf({ 'permanent:statistics': false }));

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

test('writes one secure, lax cookie on the whole host, until the time given', () => {
  expect(writeCookie(LINE)).toBe(true);
  expect(header()).toBe(`__Host-samtycke=${VALUE}`);
  const attributes = lines[0]!.toLowerCase().split(/;\s*/).slice(1).toSorted();
  expect(attributes).toEqual(['expires=sat, 22 may 2027 17:48:03 gmt', 'path=/', 'samesite=lax', 'secure']);
  expect(storedUnder('__Host-samtycke')).toBe(VALUE);
});

test('shares the cookie over the domain that the manifest names', () => {
  expect(writeCookie({ ...LINE, domain: 'assistme.eu' })).toBe(true);
  expect(header()).toBe(`samtycke=${VALUE}`);
  expect(lines[0]).toMatch(/domain=assistme\.eu/i);
  expect(storedUnder('samtycke')).toBe(VALUE);
  expect(storedUnder('__Host-samtycke')).toBe('');
});

test('needs no https', () => {
  goTo('http://localhost:8788/');
  expect(writeCookie(LINE)).toBe(true);
  expect(header()).toBe(`samtycke=${VALUE}`);
  expect(lines[0]).not.toMatch(/secure/i);
});

test('writes over the decision before', () => {
  writeCookie(LINE);
  writeCookie({ ...LINE, value: REFUSAL });
  expect(header().split(';')).toHaveLength(1);
  expect(storedUnder('__Host-samtycke')).toBe(REFUSAL);
});

test('removes what it has written', () => {
  for (const domain of [undefined, 'assistme.eu']) {
    writeCookie({ ...LINE, domain });
    writeCookie({ value: '', until: 0, domain });
    expect(header()).toBe('');
  }
});

test('reads what stands there as it stands, and all of it where there are several', () => {
  document.cookie = '__Host-samtycke=broken; path=/; secure';
  expect(storedUnder('__Host-samtycke')).toBe('broken');
  document.cookie = `samtycke=${VALUE}; path=/`;
  document.cookie = `samtycke=${REFUSAL}; path=/; domain=assistme.eu`;
  expect(storedUnder('samtycke').split(',').toSorted()).toEqual([REFUSAL, VALUE].toSorted());
});

test('reads and writes past an element that has taken the place of document.cookie', () => {
  clobber();
  expect(writeCookie(LINE)).toBe(true);
  expect(header()).toBe(`__Host-samtycke=${VALUE}`);
  expect(storedUnder('__Host-samtycke')).toBe(VALUE);
});

test('removes the decision past an element that has taken the place of document.cookie', () => {
  writeCookie(LINE);
  clobber();
  writeCookie({ value: '', until: 0, domain: undefined });
  expect(header()).toBe('');
});

test('says that the browser has not kept it, where it keeps nothing and says nothing', () => {
  emptyJar('forgetful');
  expect(writeCookie(LINE)).toBe(false);
});

test('neither throws nor finds anything where cookies are blocked', () => {
  emptyJar('blocked');
  expect(writeCookie(LINE)).toBe(false);
  expect(readHeader()).toBe('');
  expect(storedUnder('__Host-samtycke')).toBe('');
  expect(isBlocked()).toBe(true);
  expect(() => writeCookie({ value: '', until: 0, domain: undefined })).not.toThrow();
});

test('takes the browser at its word when it says that it keeps no cookies', () => {
  expect(isBlocked()).toBe(false);
  vi.stubGlobal('navigator', { cookieEnabled: false });
  expect(isBlocked()).toBe(true);
});
