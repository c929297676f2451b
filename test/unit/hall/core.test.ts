/** Shows that a first visit waits for the page's own first paint and nothing else does, and what is on its way meanwhile. */
import { expect, test, vi } from 'vitest';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { decisionOf } from '../decision/decisions.js';
import { hearsTabs, paint, settled, startWith, stops } from './page.js';

/** Stores an answer, as another tab does. */
const decide = (isGranted: boolean): void => {
  const decision = decisionOf({ 'session:statistics': isGranted }, { policy: '2.1.0', method: 'banner' });
  document.cookie = `samtycke=${encodeDecision(decision)}; path=/`;
};

test('judges a first visit once the page has been painted, and has fetched meanwhile what the question needs', async () => {
  const { ready, loaded } = startWith({ locale: 'de', theme: 'nordic' });
  await settled();
  expect(ready).not.toHaveBeenCalled();
  expect(loaded()).toEqual(['ui', 'de', 'nordic']);
  await paint();
  expect(ready).toHaveBeenCalledOnce();
});

test('judges at once where nothing will be painted', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const { ready } = startWith();
  await settled();
  expect(ready).toHaveBeenCalledOnce();
});

test('waits for no paint where there is an answer', async () => {
  document.cookie = `samtycke=${encodeDecision(decisionOf({}, { policy: '2.1.0', method: 'banner' }))}; path=/`;
  const { ready } = startWith();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
});

test('does what is asked for before that paint, after it', async () => {
  const { consent, ready } = startWith();
  const button = document.body.appendChild(document.createElement('button'));
  button.dataset.samtycke = 'accept-all';
  button.click();
  await settled();
  expect(consent.$decision.get()).toBeUndefined();
  await paint();
  expect(ready).toHaveBeenCalledOnce();
  expect(consent.$decision.get()).toBeDefined();
  button.remove();
});

test('says nothing of a page that it has been taken off before', async () => {
  const { ready, end } = startWith();
  end();
  await paint();
  expect(ready).not.toHaveBeenCalled();
});

test('opens no gate for a start that was taken back while the gate waited for the judging', async () => {
  document.body.innerHTML = '<img data-service="a" data-src="/a.png">';
  const { consent, openGate, end } = startWith();
  await settled();
  end();
  stops.push(consent.start());
  await settled();
  await paint();
  expect(openGate).toHaveBeenCalledOnce();
  document.body.innerHTML = '';
});

test.each([
  ['a word of another manifest or version, which says nothing here', '{"sum":1}', 'before it', 0],
  ['a word of another manifest or version, which says nothing here', '{"sum":1}', 'after it', 40],
  ['the end of the word', null, 'after it', 40],
])('obeys the cookie of which %s tells, if it comes %s', async (_what, newValue, _when, wait) => {
  decide(true);
  const { consent, ready } = startWith();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
  expect(consent.$granted.get()).toEqual(['session:statistics']);
  await hearsTabs();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  if (wait) setTimeout(decide, wait, false);
  else decide(false);
  dispatchEvent(new StorageEvent('storage', { key: 'samtycke:plan', newValue }));
  await vi.waitFor(() => expect(consent.$granted.get()).toEqual([]));
});

test('takes back what it has heard from another tab where the answer given here came after that', async () => {
  const { consent } = startWith();
  await settled();
  await paint();
  await consent.acceptAll();
  const newValue = localStorage.getItem('samtycke:plan');
  await consent.withdraw();
  await hearsTabs();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  dispatchEvent(new StorageEvent('storage', { key: 'samtycke:plan', newValue }));
  await vi.waitFor(() => expect(consent.status()).toBe('rejected'));
  expect(consent.$granted.get()).toEqual([]);
});

test('finds what another tab decided before this one listened for it', async () => {
  decide(true);
  const { consent, ready } = startWith();
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
  decide(false);
  await vi.waitFor(() => expect(consent.$granted.get()).toEqual([]));
});

test('closes at once a gate that vendors kept waiting until the page was stopped', async () => {
  document.body.innerHTML = '<img data-service="a" data-src="/a.png">';
  document.cookie = `samtycke=${encodeDecision(decisionOf({}, { policy: '2.1.0', method: 'banner' }))}; path=/`;
  const close = vi.fn();
  let tell: (() => void) | undefined;
  const openSignals = () => new Promise<void>((resolve) => (tell = resolve));
  const files: Record<string, object> = { gate: { openGate: () => close }, signals: { openSignals } };
  const load = async (name: string) => files[name] ?? import('../../../src/hall/more.js');
  const { end } = startWith({ signals: ['clarity'] }, { load: load as never });
  await vi.waitFor(() => expect(tell).toBeDefined());
  end();
  tell!();
  await settled();
  expect(close).toHaveBeenCalledOnce();
  document.body.innerHTML = '';
});
