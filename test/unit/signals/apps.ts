/** Makes apps of both kinds, and the pages that their web views show, for the tests of the bridge between them. */
import { vi } from 'vitest';
import { emptyJar, goTo } from '../cookieJar.js';
import { openConsent, type Consent, type Door, type Loaders } from '../../../src/consent.js';
import type { Cells, Decision } from '../../../src/decision/cells.js';
import { answeringWith } from '../../../src/hall/answer.js';
import * as more from '../../../src/hall/more.js';
import * as signalsFile from '../../../src/hall/signals.js';
import type { Options } from '../../../src/manifest/types.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';
import { clearStore, waiting } from './logs.js';

export const NOW = Date.UTC(2026, 10, 22, 12);
export const DAY = 86_400_000;
export const YES: Cells = { 'permanent:statistics': true };
export const NO: Cells = { 'permanent:statistics': false };

/** A decision as an app holds it, made at this hour. */
export const held = (cells: Cells, at = NOW - 3_600_000): Decision => ({ cells, at, policy: '2.1.0' });

/** What an app says of it. */
export const saying = (decision: unknown): string => JSON.stringify({ samtycke: 1, type: 'decision', decision });

type Page = Record<'webkit' | 'samtyckeApp', unknown>;
const page = window as unknown as Page;

/** What an app was told, each time as it came. */
const mailbox = () => {
  const posted: unknown[] = [];
  const post = (text: unknown): { type?: string } => {
    if (typeof text !== 'string') throw new TypeError('only text');
    // Talk without an end must fail a test, not hang it.
    if (posted.length > 20) throw new RangeError('too much');
    posted.push(JSON.parse(text));
    return posted.at(-1) as { type: string };
  };
  return { posted, post, decisions: () => posted.filter((one) => (one as { type: string }).type === 'decision') };
};

/** An app on iOS; `answer` is given what comes, and what it returns is the reply, where there is one. */
export const iosApp = (answer: (type: string) => unknown = () => undefined) => {
  const { post, ...box } = mailbox();
  const postMessage = (text: unknown): unknown => answer(post(text).type!);
  page.webkit = { messageHandlers: { samtyckeApp: { postMessage } } };
  return box;
};

/** An app on Android; what `answer` returns is said, and `say` says something unasked. */
export const androidApp = (answer: (type: string) => string | undefined = () => undefined) => {
  const { post, ...box } = mailbox();
  const listeners = new Set<(event: { data: unknown }) => void>();
  const say = (data: unknown): void => listeners.forEach((listener) => listener({ data }));
  page.samtyckeApp = {
    addEventListener: (type: string, listener: typeof say) => type === 'message' && listeners.add(listener),
    removeEventListener: (_: string, listener: typeof say) => listeners.delete(listener),
    postMessage(text: unknown) {
      const said = answer(post(text).type!);
      if (said !== undefined) queueMicrotask(() => say(said));
    },
  };
  return { ...box, say, listeners };
};

const errors: string[] = [];
const onError = ({ detail }: CustomEventInit<{ message: string }>): unknown => errors.push(detail!.message);
const stops: (() => void)[] = [];

/** Opens the site's page in the web view. */
export const openPage = (signals: Options['signals'] = ['app']): { consent: Consent; stop: () => void } => {
  const ui = { start: () => ({ stop: vi.fn(), refresh: vi.fn() }) };
  const loaders = { loadUi: async () => () => ui, loadLog: () => new Promise(() => undefined) };
  const files = { more, signals: signalsFile };
  const door = {
    version: '1.0.0',
    loadAnswering: () => answeringWith(loaders as unknown as Loaders),
    load: async (name: keyof typeof files) => files[name],
  };
  const counter = serviceOf({ id: 'counter', cookies: [{ name: 'counter', lifetime: '30d' }] });
  const manifest = manifestOf([counter], { log: '/log', signals: signals! });
  const consent = openConsent(manifest, {}, door as unknown as Door);
  const stop = consent.start();
  stops.push(stop);
  return { consent, stop };
};

/** What has been reported. */
export const reported = (): readonly string[] => errors;

/** How each decision that the log will hear of was made. */
export const methods = (): unknown[] =>
  waiting().map((key) => (JSON.parse(localStorage.getItem(key)!) as { decision: Decision }).decision.method);

/** Lets everything under way come to its end. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Begins a test with a visitor whom nobody knows. */
export const freshVisitor = (): void => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  document.addEventListener('samtycke:error', onError);
  emptyJar();
  clearStore();
  goTo('http://localhost:8788/');
};

/** Takes away pages, apps and all that they have left. */
export const leave = (): void => {
  for (const stop of stops.splice(0)) stop();
  errors.length = 0;
  document.removeEventListener('samtycke:error', onError);
  Reflect.deleteProperty(page, 'webkit');
  Reflect.deleteProperty(page, 'samtyckeApp');
  vi.useRealTimers();
  vi.restoreAllMocks();
};
