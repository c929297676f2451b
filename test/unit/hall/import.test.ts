/** Shows what import() takes over of a decision made elsewhere, and that export() gives what it takes. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyJar, goTo } from '../cookieJar.js';
import { openConsent, type Consent, type Door, type Loaders } from '../../../src/consent.js';
import type { Cells, Decision } from '../../../src/decision/cells.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { answeringWith } from '../../../src/hall/answer.js';
import { clearStore, waiting } from '../signals/logs.js';
import { decisionOf } from '../decision/decisions.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0, 500);
const services = [
  serviceOf({ id: 'counter', cookies: [{ name: 'counter', lifetime: '30d' }] }),
  serviceOf({ id: 'pixel', purpose: 'marketing', hosts: ['vendor.example'] }),
];
const YES: Cells = { 'permanent:statistics': true, 'third-party:marketing': true };
const NO: Cells = { 'permanent:statistics': false, 'third-party:marketing': false };

const errors: string[] = [];
const onError = ({ detail }: CustomEventInit<{ message: string }>) => errors.push(detail!.message);
let isAsking = false;
const onShow = (): boolean => (isAsking = true);
const onHide = (): boolean => (isAsking = false);
const stops: (() => void)[] = [];

/** Starts on a page for a visitor. */
const startPage = (): Consent => {
  const ui = { start: () => ({ stop: vi.fn(), refresh: vi.fn() }) };
  const loaders = { loadUi: async () => () => ui, loadLog: () => new Promise(() => undefined) };
  const door = {
    version: '1.0.0',
    loadAnswering: () => answeringWith(loaders as unknown as Loaders),
    load: () => import('../../../src/hall/more.js'),
  };
  const consent = openConsent(manifestOf(services, { log: '/log' }), {}, door as unknown as Door);
  stops.push(consent.start());
  return consent;
};

/** A decision as an app hands it over, made just now under the site's policy. */
const made = (cells: unknown, changes: Partial<Record<keyof Decision, unknown>> = {}) =>
  ({ ...decisionOf({}, { policy: '2.1.0', at: NOW }), cells, ...changes }) as Decision;

const notes = () => waiting().map((key) => JSON.parse(localStorage.getItem(key)!) as { decision: Decision });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  document.addEventListener('samtycke:error', onError);
  document.addEventListener('samtycke:show', onShow);
  document.addEventListener('samtycke:hide', onHide);
  emptyJar();
  clearStore();
  goTo('http://localhost:8788/');
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  errors.length = 0;
  document.removeEventListener('samtycke:error', onError);
  document.removeEventListener('samtycke:show', onShow);
  document.removeEventListener('samtycke:hide', onHide);
  isAsking = false;
  Reflect.deleteProperty(navigator, 'globalPrivacyControl');
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('takes over a decision, notes it as made by api, and keeps it', async () => {
  const consent = startPage();
  const yes = made({ ...YES, 'third-party:marketing': false }, { at: NOW - DAY });
  expect(await consent.import(yes)).toBe(true);
  expect(consent.decision()).toEqual({ ...yes, at: NOW - DAY - 500, method: 'api' });
  expect(consent.has('statistics')).toBe(true);
  expect(isAsking).toBe(false);
  expect(notes()).toMatchObject([{ decision: { method: 'api' } }]);
  expect(document.cookie).toContain(encodeDecision(yes));
});

test('changes nothing by the same once more', async () => {
  const consent = startPage();
  const yes = made(YES);
  await consent.import(yes);
  const changed = vi.fn();
  consent.on('change', changed);
  expect(await consent.import(yes)).toBe(true);
  expect(notes()).toHaveLength(1);
  expect(changed).not.toHaveBeenCalled();
});

test.each([
  ['nothing', undefined],
  ['a text', 'accepted'],
  ['no cells', made(null)],
  ['cells that nobody asks about', made({ 'session:functional': true })],
  ['a time that is text', made(YES, { at: String(NOW) })],
  ['a time that is none', made(YES, { at: Number.NaN })],
  ['a version that is none', made(YES, { policy: { toString: 1 } })],
  ['a version with more in it', made(YES, { policy: '2.1.0_1' })],
  ['an older major version', made(YES, { policy: '1.9.0' })],
  ['a version to come', made(YES, { policy: '2.2.0' })],
  ['an answer that has expired', made(YES, { at: Date.UTC(2026, 4, 22, 11) })],
  ['an answer of the day after tomorrow', made(YES, { at: NOW + 2 * DAY })],
])('asks after being given %s', async (_, found) => {
  const consent = startPage();
  consent.hide();
  expect(await consent.import(found as Decision)).toBe(false);
  expect(consent.decision()).toBeUndefined();
  expect(errors).toEqual([expect.stringContaining('no decision that holds here')]);
  expect(isAsking).toBe(true);
  expect(notes()).toEqual([]);
});

test('grants only what is true, and knows only the cells asked about here', async () => {
  const consent = startPage();
  const cells = { 'permanent:statistics': 'yes', 'third-party:marketing': true, 'session:functional': true };
  expect(await consent.import(made(cells))).toBe(true);
  expect(consent.decision()!.cells).toEqual({ 'permanent:statistics': false, 'third-party:marketing': true });
});

test('asks about what is new where the version is an older minor one', async () => {
  const consent = startPage();
  consent.hide();
  expect(await consent.import(made(YES, { policy: '2.0.0' }))).toBe(true);
  expect(isAsking).toBe(true);
  consent.hide();
  expect(await consent.import(made(YES, { policy: '2.0.0' }))).toBe(true);
  expect(isAsking).toBe(true);
});

test('lets an older answer change nothing here, nor a yes the refusal of its day, nor one from the future', async () => {
  const consent = startPage();
  consent.rejectAll();
  for (const at of [NOW - 7 * DAY, NOW, NOW + 3_600_000, NOW + DAY])
    expect(await consent.import(made(YES, { at }))).toBe(false);
  expect(consent.status()).toBe('rejected');
  expect(errors).toEqual([]);
  consent.acceptAll();
  expect(await consent.import(made(NO, { at: NOW - DAY }))).toBe(false);
  expect(consent.status()).toBe('accepted');
  expect(await consent.import(made(NO, { at: NOW - 3_600_000 }))).toBe(true);
  expect(consent.status()).toBe('rejected');
});

test('takes no yes to third parties over Global Privacy Control', async () => {
  Reflect.set(navigator, 'globalPrivacyControl', true);
  const consent = startPage();
  expect(await consent.import(made(YES))).toBe(true);
  expect(consent.decision()!.cells).toEqual({ ...YES, 'third-party:marketing': false });
  expect(await consent.import(made(YES))).toBe(true);
  expect(notes()).toHaveLength(1);
});

test.each([
  ['a yes', (consent: Consent) => consent.acceptAll()],
  ['a choice', (consent: Consent) => consent.save({ 'permanent:statistics': true })],
  ['a refusal, of which the cookie keeps only the day,', (consent: Consent) => consent.rejectAll()],
  ['a withdrawal', (consent: Consent) => consent.withdraw()],
])('takes %s over as export() gave it, as JSON', async (_, decide) => {
  const first = startPage();
  decide(first);
  await vi.waitFor(() => expect(first.export()).toBeDefined());
  const text = JSON.stringify(first.export());
  expect(Object.keys(JSON.parse(text)).toSorted()).toEqual(['at', 'cells', 'method', 'policy']);
  expect(await first.import(JSON.parse(text))).toBe(true);
  expect(notes()).toHaveLength(1);
  const code = encodeDecision(first.decision()!);
  stops.pop()!();
  emptyJar();
  clearStore();

  const second = startPage();
  expect(await second.import(JSON.parse(text))).toBe(true);
  expect(encodeDecision(second.decision()!)).toBe(code);
  expect(second.decision()!.method).toBe('api');
});
