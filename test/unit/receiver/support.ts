/** What the receiver's tests share: a valid record, a journal in a folder of its own, and requests as a browser sends them. */
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { addMonths, endOf } from '../../../src/decision/validity.js';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { uuidv7 } from '../../../src/decision/uuid.js';
import {
  createReceiver,
  openSqlite,
  type Journal,
  type Receiver,
  type ReceiverOptions,
} from '../../../src/receiver/index.js';

export const ORIGIN = 'https://www.assistme.eu';
export const URL_OF_RECORDS = `${ORIGIN}/samtycke/records`;
export const URL_OF_MINE = `${URL_OF_RECORDS}/mine`;
export const NOW = Date.UTC(2026, 10, 22, 17, 48, 3, 123);

const bytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Returns 128 random bits as base64url. */
export const newId = (): string => Buffer.from(bytes(16)).toString('base64url');

/** Returns a time as records write it. */
export const iso = (time: number): string => new Date(time).toISOString();

/** Returns a valid record: a choice of statistics only, unless said otherwise. */
export const newRecord = (changes: Partial<ConsentRecord> = {}): ConsentRecord => {
  const at = Date.parse(changes.clientTime ?? '') || NOW;
  return {
    schema: 1,
    recordId: uuidv7(at, bytes(16)),
    consentId: newId(),
    prev: null,
    seq: 1,
    clientTime: iso(at),
    event: 'custom',
    method: 'banner',
    layer: 1,
    state: { permanent: { functional: false, statistics: true }, 'third-party': { marketing: false } },
    services: ['mixpanel'],
    policyVersion: '2.0.0',
    policyHash: 'a'.repeat(64),
    textHash: 'b'.repeat(64),
    uiVersion: '0.1.0',
    sdkVersion: '0.1.0',
    locale: 'sv',
    site: 'assistme.eu',
    validUntil: iso(addMonths(at, 6)),
    gpc: false,
    formFactor: 'desktop',
    ...changes,
  };
};

/** Returns a valid record of "Neka alla", which carries no id. */
export const newRefusal = (changes: Partial<ConsentRecord> = {}): ConsentRecord =>
  newRecord({
    consentId: null,
    seq: 0,
    event: 'refused',
    state: { permanent: { functional: false, statistics: false }, 'third-party': { marketing: false } },
    services: [],
    validUntil: iso(endOf({ cells: {}, at: Date.parse(changes.clientTime ?? '') || NOW }, 6)),
    ...changes,
  });

/** Returns a path in a folder that goes when the test is done. */
export const newPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'samtycke-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'log.db');
};

export interface Raw {
  exec(sql: string): unknown;
  prepare(sql: string): {
    get(...values: unknown[]): unknown;
    all(...values: unknown[]): unknown[];
    run(...values: unknown[]): unknown;
  };
  close(): void;
}

/** Opens a journal's file behind its back, as an operator with a shell would. */
export const openRaw = (path: string): Raw =>
  new (createRequire(import.meta.url)('libsql') as new (path: string) => Raw)(path);

export interface Bench {
  readonly path: string;
  readonly journal: Journal;
  readonly receive: Receiver;
}

/** Returns a receiver on a journal of its own. */
export const newBench = (options: Partial<ReceiverOptions> = {}): Bench => {
  const path = newPath();
  const journal = openSqlite(path);
  onTestFinished(() => journal.close());
  return { path, journal, receive: createReceiver({ journal, origins: [ORIGIN], now: () => NOW, ...options }) };
};

type Headers = Readonly<Record<string, string | undefined>>;

const headersOf = (headers: Headers): [string, string][] =>
  Object.entries({ origin: ORIGIN, 'content-type': 'application/json', ...headers }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );

/** Returns a POST of the record, or of a text as it stands. */
export const post = (record: ConsentRecord | string, headers: Headers = {}): Request =>
  new Request(URL_OF_RECORDS, {
    method: 'POST',
    headers: headersOf(headers),
    body: typeof record === 'string' ? record : JSON.stringify(record),
  });

/** Returns a GET or DELETE of the visitor's own records. */
export const mine = (method: 'GET' | 'DELETE', key: string | undefined, headers: Headers = {}): Request =>
  new Request(URL_OF_MINE, {
    method,
    headers: headersOf({
      'content-type': undefined,
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    }),
  });
