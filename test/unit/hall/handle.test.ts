/** Shows that what a page asks of the handle at an odd moment leaves one state, which all are told alike (DESIGN §3; R44). */
import { afterEach, expect, test, vi } from 'vitest';
import { paint, settled, startWith } from './page.js';
import { answeringWith } from '../../../src/hall/answer.js';
import type { Loaders } from '../../../src/consent.js';
import type { Detail } from '../../../src/signals/events.js';

const heard: string[] = [];
const hear = (event: Event): void => {
  const { status, granted } = (event as CustomEvent<Detail>).detail;
  heard.push(`${event.type.slice(9)} ${status} ${granted.length}`);
};
const NAMES = ['show', 'hide', 'first-consent', 'consent', 'change'].map((name) => `samtycke:${name}`);
afterEach(() => {
  for (const name of NAMES) removeEventListener(name, hear);
  heard.length = 0;
});

/** Starts for a visitor who is being asked, and hears each event from then on. */
const asked = async (changes: Parameters<typeof startWith>[1] = {}) => {
  const started = startWith({}, changes);
  await settled();
  await paint();
  for (const name of NAMES) addEventListener(name, hear);
  return started;
};

test('tells with each event of a decision what holds by it, the going of the banner included', async () => {
  const { consent } = await asked();
  await consent.acceptAll();
  expect(heard).toEqual(['hide accepted 1', 'first-consent accepted 1', 'consent accepted 1', 'change accepted 1']);
});

test.each(['hide', 'first-consent', 'consent', 'change'] as const)(
  'lets an answer that is given while %s is told come after the one that it tells of',
  async (name) => {
    const { consent } = await asked();
    const off = consent.on(name, ({ status }) => status === 'accepted' && void consent.rejectAll());
    await consent.acceptAll();
    await settled();
    off();
    expect(heard.filter((it) => it.startsWith('consent'))).toEqual(['consent accepted 1', 'consent rejected 0']);
    expect([consent.status(), consent.$granted.get(), consent.$decision.get()!.cells]).toEqual([
      'rejected',
      [],
      { 'session:statistics': false },
    ]);
    expect(document.cookie).toContain('samtycke=1_rejected');
  },
);

test('starts once, however often it is started', async () => {
  const { consent, ready, end } = await asked();
  expect(consent.start()).toBe(end);
  await settled();
  await paint();
  await consent.acceptAll();
  expect(ready).toHaveBeenCalledOnce();
  expect(heard.filter((it) => it.startsWith('consent'))).toHaveLength(1);
});

test('calls a listener once for a decision that is made as it begins to listen, and never once it has stopped', async () => {
  const { consent } = await asked();
  const [late, gone] = [vi.fn(), vi.fn()];
  consent.on('first-consent', () => {
    consent.on('consent', late);
    consent.on('consent', gone)();
  });
  await consent.acceptAll();
  await settled();
  expect(late).toHaveBeenCalledOnce();
  expect(gone).not.toHaveBeenCalled();
});

test('fetches its other half anew where that has failed: a lost line ends no right to withdraw (R30)', async () => {
  const first = await asked();
  await first.consent.acceptAll();
  first.end();
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const half = answeringWith({ loadUi: () => new Promise(() => undefined) } as unknown as Loaders);
  const loadAnswering = vi.fn(async () => half).mockRejectedValueOnce(new Error('offline'));
  const { consent } = await asked({ loadAnswering });
  expect(consent.status()).toBe('accepted');
  void consent.withdraw();
  await settled();
  expect(consent.status()).toBe('accepted');
  expect(log.mock.calls.flat()).toEqual(['[samtycke] offline.']);
  await consent.withdraw();
  expect(consent.status()).toBe('rejected');
});
