/** Opens a log on a receiver that answers as told, for the tests of this room. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { openLog } from '../../../src/signals/log.js';
import { note } from '../../../src/signals/note.js';
import { WAITING, openStore } from '../../../src/signals/store.js';
import { YES } from './moments.js';

export const SITE = { site: 'assistme.eu', months: 6, policyVersion: '1.0.0', manifest: '{"a":1}', version: '0.1.0' };

/** Returns a log; `posted` is what the receiver was sent, `answers` what it says next, 204 for ever after. */
export const openReceiver = (...answers: (number | Response)[]) => {
  const posted: { body: string; headers: Record<string, string> }[] = [];
  const report = vi.fn<(message: string) => void>();
  const onAnswer = vi.fn<(taken: boolean, text: string) => void>();
  const fetched = vi.fn((_url: string, init: { body: string; headers: Record<string, string> }) => {
    posted.push(init);
    const answer = answers.shift() ?? 204;
    return answer === 0
      ? Promise.reject(new TypeError('offline'))
      : Promise.resolve(typeof answer === 'number' ? new Response(null, { status: answer }) : answer);
  });
  vi.stubGlobal('fetch', fetched);
  const log = openLog({ ...SITE, url: '/samtycke/records', store: openStore(), report, onAnswer });
  const records = (): ConsentRecord[] => posted.map(({ body }) => JSON.parse(body) as ConsentRecord);
  return { ...log, posted, records, report, onAnswer, fetched };
};

/** Notes a yes at the banner, or what is given instead, a millisecond after the last: no visitor answers faster. */
export const say = (more: Partial<Parameters<typeof note>[0]> = {}): void => {
  vi.setSystemTime(Date.now() + 1);
  const content = {
    decision: YES,
    before: undefined,
    event: undefined,
    once: undefined,
    services: ['mixpanel'],
    locale: 'sv',
    gpc: false,
    ...more,
  };
  note(content, openStore());
};

/** Returns the storage keys that begin so, in order. */
export const keysLike = (start: string): string[] =>
  openStore()
    .keys()
    .filter((key) => key.startsWith(start))
    .toSorted();

export const waiting = (): string[] => keysLike(WAITING);

export const clearStore = (): void => {
  for (const key of openStore().keys()) openStore().remove(key);
};

/** Gives each test of a file an empty store and a clock that stands still; returns what opens logs, and what lets time pass. */
export const useLogs = () => {
  const stops: (() => void)[] = [];
  beforeEach(() => {
    clearStore();
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 22), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    Reflect.deleteProperty(document, 'visibilityState');
  });
  return {
    open(...answers: (number | Response)[]) {
      const receiver = openReceiver(...answers);
      stops.push(receiver.stop);
      return receiver;
    },
    /** Lets so much time pass, and what starts in it come to rest. */
    async pass(ms: number): Promise<void> {
      await vi.advanceTimersByTimeAsync(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};
