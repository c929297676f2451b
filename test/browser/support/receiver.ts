/** Puts the built receiver on a test's site, where the test can break it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Hit, Answer } from './server.mjs';
import type { Site } from './site.js';

type Row = Record<string, unknown>;

export type Mode =
  | 'works'
  | 'is slow'
  | 'asks to wait'
  | 'answers 500'
  | 'never answers'
  | 'hangs up'
  | 'sends elsewhere'
  | 'stores, but its answer is lost'
  | 'turns a yes away';

/** The consent log of `https://site.example`: `/samtycke/records`, and what lies under it and beside it. */
export interface TestReceiver {
  /** What happens to the next requests; `works` hands them to the receiver. */
  mode: Mode;
  /** The records kept, oldest first. */
  records(): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * After so many milliseconds without an answer the connection is closed, as a proxy would. Firefox waits for five minutes,
 * and has no connection left for pages once six requests hang.
 */
const PATIENCE = 20_000;

// A variable keeps the compiler from asking for the types of what the build makes.
const built: string = new URL('../../../dist/receiver.js', import.meta.url).href;

const toRequest = ({ method, path, headers, body }: Hit) =>
  new Request(`https://site.example${path}`, {
    method,
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
    ...(body && { body }),
  });

const toAnswer = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: { ...Object.fromEntries(response.headers), 'set-cookie': response.headers.getSetCookie() },
  body: await response.text(),
});

/** Starts it in memory. */
export async function startReceiver(site: Site): Promise<TestReceiver> {
  const { createReceiver, openSqlite } = await import(built);
  const journal = openSqlite(':memory:');
  const receive = createReceiver({ journal, origins: ['https://site.example'] });
  const ends: (() => void)[] = [];
  const receiver: TestReceiver = {
    mode: 'works',
    records: async () =>
      (await journal.list({ limit: 1000 })).map(({ record }: { record: Row }) => record).toReversed(),
    close: async () => {
      for (const end of ends) end();
      await journal.close();
    },
  };
  const answer = async (hit: Hit): Promise<Answer> => {
    if (receiver.mode === 'answers 500') return { status: 500 };
    if (receiver.mode === 'hangs up') throw new Error('gone');
    if (receiver.mode === 'sends elsewhere') return { status: 302, headers: { Location: '/under-repair' } };
    if (receiver.mode === 'never answers') {
      await new Promise<void>((resolve) => {
        ends.push(resolve);
        setTimeout(resolve, PATIENCE).unref();
      });
      throw new Error('gone');
    }
    if (receiver.mode === 'asks to wait') return { status: 429, headers: { 'Retry-After': '1' } };
    if (receiver.mode === 'turns a yes away' && hit.body?.includes(':true')) return { status: 403 };
    if (receiver.mode === 'is slow') await pause(300);
    const answered = await toAnswer(await receive(toRequest(hit)));
    return receiver.mode.startsWith('stores') ? { status: 502 } : answered;
  };
  site.on('site.example', '/samtycke/records', answer);
  site.on('site.example', '/samtycke/records/mine', answer);
  return receiver;
}
