/** Shows what the page and the app around it tell each other, that neither can break the other, and that no message grants too much. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { DAY, NO, NOW, YES, androidApp, freshVisitor, held, iosApp, leave, methods } from './apps.js';
import { openPage, reported, saying, settled } from './apps.js';

const GET = { samtycke: 1, type: 'get' };
const said = (decision: unknown) => ({ samtycke: 1, type: 'decision', decision });

beforeEach(freshVisitor);
afterEach(leave);

test('takes over the answer with which an app on iOS replies, as made by api, and does not tell it back', async () => {
  const app = iosApp(async (type) => (type === 'get' ? saying(held(YES)) : 'stored'));
  const { consent } = openPage();
  await settled();
  expect(consent.decision()).toEqual({ ...held(YES), method: 'api' });
  expect(methods()).toEqual(['api']);
  expect(app.posted).toEqual([GET]);
  expect(reported()).toEqual([]);
});

test('takes over what an app on Android says, asked or not', async () => {
  const app = androidApp((type) => (type === 'get' ? saying(held(YES)) : undefined));
  const { consent } = openPage();
  await settled();
  expect(consent.status()).toBe('accepted');
  app.say(saying(held(NO)));
  await settled();
  expect(consent.status()).toBe('rejected');
  expect(app.posted).toEqual([GET]);
  expect(methods()).toEqual(['api', 'api']);
});

test('tells an app that never replies each decision made here: a yes, a withdrawal, an erasure', async () => {
  const app = iosApp();
  const { consent } = openPage();
  await settled();
  consent.acceptAll();
  consent.withdraw();
  expect(app.posted).toEqual([
    GET,
    said({ ...held(YES, NOW), method: 'api' }),
    said({ ...held(NO, NOW - (NOW % DAY)), method: 'api' }),
  ]);
  await consent.erase();
  expect(app.decisions().at(-1)).toEqual(said(null));
  expect(reported()).toEqual([]);
});

test('tells nothing of an answer that was stored', async () => {
  document.cookie = `samtycke=${encodeDecision(held(YES))}; path=/`;
  const app = androidApp();
  const { consent } = openPage();
  await settled();
  expect(consent.status()).toBe('accepted');
  expect(app.posted).toEqual([GET]);
});

test('tells an app what is newer here once, though it goes on saying what is older', async () => {
  document.cookie = `samtycke=${encodeDecision(held(NO))}; path=/`;
  const app = androidApp(() => saying(held(YES, NOW - 2 * DAY)));
  const { consent } = openPage();
  await settled();
  expect(consent.status()).toBe('rejected');
  expect(app.posted).toEqual([GET, said(held(NO, NOW - (NOW % DAY)))]);
  expect(methods()).toEqual([]);
});

test('lets what the visitor answers meanwhile stand against a reply under way', async () => {
  let reply: (text: string) => void = () => undefined;
  const app = iosApp((type) => (type === 'get' ? new Promise((resolve) => (reply = resolve)) : undefined));
  const { consent } = openPage();
  await settled();
  consent.acceptAll();
  reply(saying(held(NO)));
  await settled();
  expect(consent.status()).toBe('accepted');
  expect(app.posted).toEqual([GET, said({ ...held(YES, NOW), method: 'api' })]);
});

test('tells an answer given while the app’s own is being taken over', async () => {
  const app = androidApp();
  const { consent } = openPage();
  await settled();
  app.say(saying(held(YES, NOW - DAY)));
  consent.rejectAll();
  await settled();
  expect(consent.status()).toBe('rejected');
  expect(app.decisions()).toEqual([said({ ...held(NO, NOW - (NOW % DAY)), method: 'api' })]);
});

test('asks nothing and changes nothing where the app has no answer', async () => {
  for (const none of [undefined, null, saying(null)]) {
    iosApp(async () => none);
    const { consent, stop } = openPage();
    await settled();
    expect(consent.status()).toBe('undecided');
    stop();
  }
  expect(reported()).toEqual([]);
});

test('reports what is no message of ours, once, and ignores it', async () => {
  const app = androidApp();
  const { consent } = openPage();
  await settled();
  for (const noise of ['', 'yes', '{}', held(YES), JSON.stringify({ ...said(held(YES)), samtycke: 2 })]) app.say(noise);
  app.say(JSON.stringify({ ...said(held(YES)), type: 'answer' }));
  app.say(new String(saying(held(YES))));
  await settled();
  expect(consent.status()).toBe('undecided');
  expect(reported()).toEqual(['the app said what is no decision; it is ignored.']);
});

test('outlives an app that throws or refuses', async () => {
  const refuse = (): never => {
    throw new TypeError('gone');
  };
  iosApp(refuse);
  const { consent, stop } = openPage();
  await settled();
  expect(() => consent.acceptAll()).not.toThrow();
  expect(consent.status()).toBe('accepted');
  await settled();
  expect(reported()).toEqual(['the bridge to the app failed: gone']);
  stop();
  iosApp(() => Promise.reject(Object.create(null)));
  openPage();
  await settled();
  expect(reported().at(-1)).toBe('the bridge to the app failed.');
});

test('hears nobody but the app', async () => {
  androidApp();
  const { consent } = openPage();
  await settled();
  window.dispatchEvent(new MessageEvent('message', { data: saying(held(YES)), source: window }));
  window.postMessage(saying(held(YES)), '*');
  await settled();
  expect(consent.status()).toBe('undecided');
});

test('speaks to no bridge that the manifest does not name, from no frame, and to nothing that merely has its name', async () => {
  const app = androidApp(() => saying(held(YES)));
  openPage([]);
  await settled();
  vi.spyOn(window, 'top', 'get').mockReturnValue({} as Window & typeof globalThis);
  openPage();
  await settled();
  vi.restoreAllMocks();
  const named = { addEventListener: vi.fn(), postMessage: vi.fn() };
  Reflect.deleteProperty(window, 'samtyckeApp');
  // As frames of these names are found on the window, one within the other.
  Object.assign(Object.prototype, { samtyckeApp: named, webkit: { window, messageHandlers: { samtyckeApp: named } } });
  const { consent } = openPage();
  await settled();
  for (const name of ['samtyckeApp', 'webkit']) Reflect.deleteProperty(Object.prototype, name);
  expect([app.posted, named.postMessage.mock.calls, named.addEventListener.mock.calls]).toEqual([[], [], []]);
  expect(consent.status()).toBe('undecided');
});

test('falls silent and deaf when it is stopped', async () => {
  const app = androidApp();
  const { consent, stop } = openPage();
  await settled();
  expect(app.listeners.size).toBe(1);
  stop();
  app.say(saying(held(YES)));
  expect(app.listeners.size).toBe(0);
  expect(consent.status()).toBe('undecided');
});

/** Anything, and above all what is nearly right. */
const anyNoise = fc.oneof(
  fc.anything(),
  fc.string(),
  fc.json(),
  fc
    .record(
      {
        samtycke: fc.constantFrom(1, 1, '1', 2),
        type: fc.constantFrom('decision', 'decision', 'get'),
        decision: fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              cells: fc.oneof(fc.jsonValue(), fc.constantFrom(YES, NO, { 'permanent:statistics': 'true' })),
              at: fc.oneof(fc.jsonValue(), fc.constantFrom(NOW, NOW - DAY, NOW + 2 * DAY, String(NOW))),
              policy: fc.oneof(fc.jsonValue(), fc.constantFrom('2.1.0', '2.1.0', '1.0.0', '2.1')),
              gpc: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    )
    .map((message) => JSON.stringify(message)),
);

/** Returns whether a message says a yes that holds on the site of these tests. */
const isYes = (noise: unknown): boolean => {
  try {
    const { samtycke, type, decision } = JSON.parse(noise as string);
    const { cells, at, policy } = decision;
    const isRight = typeof noise === 'string' && samtycke === 1 && type === 'decision' && policy === '2.1.0';
    return isRight && (at === NOW || at === NOW - DAY) && cells['permanent:statistics'] === true;
  } catch {
    return false;
  }
};

test(
  'throws at nothing that an app may say, and grants nothing but a yes that holds',
  { timeout: 60_000 },
  async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    await fc.assert(
      fc.asyncProperty(anyNoise, fc.boolean(), async (noise, isIos) => {
        freshVisitor();
        if (isIos) iosApp((type) => (type === 'get' ? Promise.resolve(noise) : undefined));
        const app = isIos ? undefined : androidApp();
        const { consent } = openPage();
        await settled();
        app?.say(noise);
        await settled();
        expect(consent.has('statistics')).toBe(isYes(noise));
        leave();
      }),
    );
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  },
);
